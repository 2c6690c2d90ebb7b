import { NAMES, textOf } from '../elements/attributes.ts';
import { checkOptions } from '../figure/options.ts';
import { isRecorded } from '../page/open-recording.ts';
import { type Member, membersOf } from '../poster/members.ts';
import { drawPoster, posterText } from '../poster/poster.ts';
import type { Simulate } from '../run/simulate.ts';
import { errorAt, type FenceFigure, lineOf, readFence } from './read.ts';

/** An element of the HTML that a fence becomes. */
export interface Tree {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Tree | string)[];
}

/** Whether the word after a fence's marks makes it a figure. */
export function isFigure(info: string | null | undefined): boolean {
  return info?.trim().split(/\s+/)[0] === 'cvsp';
}

/**
 * Makes of a fence the custom elements of its figures, each with its poster inside, for where no script runs.
 *
 * @param line the line of the document on which the fence begins; its text begins on the next one
 * @throws an error that names the line, the field, its value and what is allowed
 */
export function treeOf(simulate: Simulate, text: string, line: number): Tree {
  const { caption, figures } = readFence(text, line + 1);
  const elements = figures.map((figure) => elementOf(simulate, figure, line));
  const [only] = elements;
  const group = elements.length > 1 ? element('cvsp-group', {}, elements) : only!;
  return element('figure', {}, caption === undefined ? [group] : [group, element('figcaption', {}, [caption])]);
}

function elementOf(simulate: Simulate, figure: FenceFigure, line: number): Tree {
  const { options } = figure;
  try {
    // Where the file of a recording is, is for the page to say: its figure has no poster.
    const content = isRecorded(checkOptions(options)) ? [] : [posterOf(membersOf(simulate, options))];
    const texts = NAMES.map((name) => [name.toLowerCase(), textOf(name, options[name])] as const);
    const attributes = texts.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
    return element('cvsp-figure', Object.fromEntries(attributes), content);
  } catch (error) {
    throw errorAt(lineOf(error as Error, figure, line), error as Error);
  }
}

function posterOf(members: readonly Member[]): Tree {
  const { title, description } = posterText(members);
  const svg = drawPoster(members);
  const [, width, height] = /viewBox="0 0 (\S+) (\S+)"/.exec(svg)!;
  const src = `data:image/svg+xml,${encodeURIComponent(svg).replace(/%(?:20|2[CF]|3[ABD])/g, decodeURIComponent)}`;
  return element('img', { src, width: width!, height: height!, alt: `${title}. ${description}` }, []);
}

function element(name: string, attributes: Tree['attributes'], children: Tree['children']): Tree {
  return { name, attributes, children };
}

/** Writes a tree as HTML. */
export function htmlOf({ name, attributes, children }: Tree): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  const content = children.map((child) => (typeof child === 'string' ? escapeHtml(child) : htmlOf(child))).join('');
  return `<${name}${pairs.join('')}>${name === 'img' ? '' : `${content}</${name}>`}`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
