import { pictures } from './pictures/index.ts';
import { presets } from './presets.ts';

/**
 * What a figure is made from: the simulator's scenario (`docs` in src/scenario.rs), which the simulator itself checks,
 * and what only the figure knows of.
 */
export interface FigureOptions {
  /** Figures of one group share a workload, a clock and a loop. */
  readonly group?: string;
  /** The name of a built-in picture. */
  readonly picture?: string;
  /** The address of an image to show instead. */
  readonly image?: string;
  /** The figure's name in its caption; that of its strategy where it is left out. */
  readonly label?: string;
  /** How far down the window, from 0 to 1, the figure's top must have risen for it to start; 0.5 where left out. */
  readonly line?: number;
  /** The scenario's fields. */
  readonly [field: string]: unknown;
}

/** Options that have been checked, and the scenario apart from them. */
export interface FigureConfig {
  readonly group: string | undefined;
  readonly picture: keyof typeof pictures;
  readonly image: string | undefined;
  readonly label: string | undefined;
  readonly line: number;
  readonly scenario: Readonly<Record<string, unknown>>;
}

/** The attribute that holds a figure's options as JSON. */
export const ATTRIBUTE = 'data-cvsp';

/** What every placeholder matches that a page may have: one of the known ids, or the attribute. */
export const PLACEHOLDERS = [...Object.keys(presets).map((id) => `#${id}`), `[${ATTRIBUTE}]`].join();

/**
 * The options of a placeholder: the preset with its id, and over it what its attribute says.
 *
 * @throws where the attribute is no JSON object
 */
export function readOptions(element: Element): FigureOptions {
  const text = element.getAttribute(ATTRIBUTE);
  const own = text === null || text.trim() === '' ? {} : parse(text);
  return { ...(Object.hasOwn(presets, element.id) ? presets[element.id] : {}), ...own };
}

function parse(text: string): FigureOptions {
  let options: unknown;
  try {
    options = JSON.parse(text);
  } catch (error) {
    throw new Error(`${ATTRIBUTE} is not JSON: ${(error as Error).message}`);
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new Error(`${ATTRIBUTE} is ${text}; it must be a JSON object`);
  }
  return options as FigureOptions;
}

/** @throws an error that names the option, its value and what is allowed */
export function checkOptions(options: FigureOptions): FigureConfig {
  const { group, picture, image, label, line, ...scenario } = options;
  const names = Object.keys(pictures) as (keyof typeof pictures)[];
  const known = picture === undefined ? names[0] : names.find((name) => name === picture);
  if (known === undefined) throw invalid('picture', picture, `one of ${names.map((name) => `"${name}"`).join(', ')}`);
  if (line !== undefined && !(typeof line === 'number' && line >= 0 && line <= 1)) {
    throw invalid('line', line, 'a number from 0, the top of the window, to 1, its bottom');
  }
  return {
    group: text('group', group),
    picture: known,
    image: text('image', image),
    label: text('label', label),
    line: line ?? 0.5,
    scenario,
  };
}

function text(field: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw invalid(field, value, 'a text that is not empty, or left out');
}

function invalid(field: string, value: unknown, allowed: string): Error {
  return new Error(`${field} is ${JSON.stringify(value)}; it must be ${allowed}`);
}
