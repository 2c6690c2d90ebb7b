import type { Simulate } from '../run/simulate.ts';
import { htmlOf, isFigure, treeOf } from './tree.ts';

/** A fence of a document that markdown-it has read. */
interface Token {
  readonly info: string;
  readonly content: string;
  readonly map: readonly [start: number, end: number] | null;
}

// biome-ignore lint/suspicious/noExplicitAny: what else a rule is given is passed on as it is
type Rule = (tokens: any[], index: number, ...rest: any[]) => string;

/** Is what a plugin needs of markdown-it, whose types need not be installed. */
export interface MarkdownIt {
  readonly renderer: { readonly rules: { fence?: Rule | undefined } };
}

/**
 * Creates a plugin for markdown-it, which makes figures of fences that are marked `cvsp`; all others stay as they are.
 *
 * While a document is rendered, it throws an error that names the line, the field, its value and what is allowed.
 */
export function markdownItPlugin(simulate: Simulate): (markdown: MarkdownIt) => void {
  return ({ renderer: { rules } }) => {
    const others = rules.fence!;
    rules.fence = (tokens, index, ...rest) => {
      const { info, content, map } = tokens[index] as Token;
      if (!isFigure(info)) return others(tokens, index, ...rest);
      return `${htmlOf(treeOf(simulate, content, (map?.[0] ?? 0) + 1))}\n`;
    };
  };
}
