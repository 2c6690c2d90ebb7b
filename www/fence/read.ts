import { optionsOf } from '../elements/attributes.ts';
import { type FigureOptions, isObject } from '../figure/options.ts';
import { invalid } from '../run/invalid.ts';

/** Is what a fence in a Markdown document says. */
export interface Fence {
  readonly caption: string | undefined;
  readonly figures: readonly FenceFigure[];
}

export interface FenceFigure {
  readonly options: FigureOptions;
  /** Gives the line of the document on which each field is, from 1. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Creates an error that names a line of the document. */
export function errorAt(line: number, { message }: Error): Error {
  return new Error(`line ${line}: ${message}`);
}

/**
 * Reads the text between the marks of a fence: JSON, or lines such as `load: 1500..7000`, in which values are written as in
 * attributes. Lines of three hyphens part the figures of a row: what stands before the first of them is said of each.
 *
 * @param first the number of the text's first line in the document
 * @throws an error that names the line, the field, its value and what is allowed
 */
export function readFence(text: string, first: number): Fence {
  return /^\s*[[{]/.test(text) ? readJson(text, first) : readLines(text, first);
}

function readJson(text: string, first: number): Fence {
  try {
    const value: unknown = JSON.parse(text);
    const {
      caption,
      figures = [{}],
      ...shared
    } = (Array.isArray(value) ? { figures: value } : value) as {
      readonly [field: string]: unknown;
    };
    if (caption !== undefined && typeof caption !== 'string') throw invalid('caption', caption, 'a text');
    if (!Array.isArray(figures) || figures.length === 0 || !figures.every(isObject)) {
      throw invalid('figures', figures, 'a list of objects');
    }
    const lines = new Map<string, number>();
    return { caption, figures: figures.map((own) => ({ options: { ...shared, ...own } as FigureOptions, lines })) };
  } catch (error) {
    throw errorAt(first, error as Error);
  }
}

interface Section {
  readonly fields: Map<string, { readonly value: string; readonly line: number }>;
}

function readLines(text: string, first: number): Fence {
  const sections: Section[] = [{ fields: new Map() }];
  text.split(/\r?\n/).forEach((content, i) => {
    const line = first + i;
    if (content.trim() === '' || content.trim().startsWith('#')) return;
    if (content.trim() === '---') {
      sections.push({ fields: new Map() });
      return;
    }
    const [, name, value] = /^\s*([A-Za-z]+)\s*:(?:\s+(.*?))?\s*$/.exec(content) ?? [];
    const { fields } = sections.at(-1)!;
    const allowed = 'a field and its value, such as "load: 1500..7000", or "---" between figures';
    if (name === undefined) throw errorAt(line, invalid('the line', content.trim(), allowed));
    if (fields.has(name)) throw errorAt(line, new Error(`${name} is there twice`));
    fields.set(name, { value: (value ?? '').replace(/^(["'])(.*)\1$/, '$2'), line });
  });
  const [shared, ...own] = sections as [Section, ...Section[]];
  const caption = shared.fields.get('caption')?.value;
  shared.fields.delete('caption');
  return { caption, figures: (own.length > 0 ? own : [shared]).map((section) => figureOf(shared, section)) };
}

function figureOf(shared: Section, own: Section): FenceFigure {
  const options: Record<string, unknown> = {};
  const lines = new Map<string, number>();
  for (const [name, { value, line }] of new Map([...shared.fields, ...own.fields])) {
    try {
      const read = Object.entries(optionsOf([{ name, value }]));
      if (read.length === 0) throw invalid('the field', name, 'caption, or one of those of docs/scenario.md');
      for (const [field, value] of read) {
        options[field] = value;
        lines.set(field, line);
      }
    } catch (error) {
      throw errorAt(line, error as Error);
    }
  }
  return { options: options as FigureOptions, lines };
}

/** Returns the line of the field that an error names, or else `otherwise`. */
export function lineOf(error: Error, { lines }: FenceFigure, otherwise: number): number {
  const field = (error as Error & { field?: unknown }).field;
  const [name] = /^\w+/.exec(typeof field === 'string' ? field : '') ?? [];
  return lines.get(name ?? '') ?? otherwise;
}
