import type { Simulate } from '../run/simulate.ts';
import { htmlOf, isFigure, treeOf } from './tree.ts';

/** Is a fence's first line: how far it is indented, its marks, and what follows them. */
const OPENING = /^([ \t>]*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/;

/**
 * Creates a function that gives a Markdown document back with figures, as HTML of one line, in place of the fences that are marked
 * `cvsp`: for makers whose own language is not JavaScript. All other lines stay as they are.
 *
 * The function throws an error that names the line, the field, its value and what is allowed.
 */
export function figuresIn(simulate: Simulate): (markdown: string) => string {
  return (markdown) => {
    const lines = markdown.split('\n');
    const written: string[] = [];
    for (let first = 0; first < lines.length; first++) {
      const [, indent, marks, info] = OPENING.exec(lines[first]!) ?? [];
      const last = marks === undefined ? first : endOf(lines, first, marks);
      if (!isFigure(info)) {
        written.push(...lines.slice(first, last + 1));
      } else {
        const content = lines.slice(first + 1, last).map((line) => line.slice(shared(line, indent!)));
        // A line without text ends the block of HTML.
        written.push(indent + htmlOf(treeOf(simulate, content.join('\n'), first + 1)), indent!.trimEnd());
      }
      first = last;
    }
    return written.join('\n');
  };
}

/** Returns the line that ends a fence, or the one after the document where none does. */
function endOf(lines: readonly string[], first: number, marks: string): number {
  const end = new RegExp(`^[ \\t>]*${marks[0]}{${marks.length},}\\s*$`);
  const last = lines.findIndex((line, i) => i > first && end.test(line));
  return last < 0 ? lines.length : last;
}

/** Returns how many characters of the fence's indentation a line has. */
function shared(line: string, indent: string): number {
  let count = 0;
  while (count < indent.length && line[count] === indent[count]) count++;
  return count;
}
