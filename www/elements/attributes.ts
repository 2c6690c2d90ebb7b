import type { FigureOptions } from '../figure/options.ts';
import { invalid } from '../run/invalid.ts';

/**
 * Reads an attribute's text. A text that is no number, `true` or `false` is handed on as it is: the check of the field
 * refuses it, in the same words as for JSON.
 */
type Read = (text: string, field: string) => unknown;

// Frameworks write lists with commas, `4,4` and `1500,7000`, where they render on a server.
const NUMBER = String.raw`-?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?`;
const NUMBERS = new RegExp(`^${NUMBER}$`, 'i');
const GRID = new RegExp(String.raw`^(${NUMBER})\s*[x×,]\s*(${NUMBER})$`, 'i');
const RANGE = new RegExp(String.raw`^(${NUMBER})(?:\s*(?:\.\.|,)\s*(${NUMBER})(?:\s*[/,]\s*(${NUMBER}))?)?$`, 'i');

const text: Read = (text) => text;
const number: Read = (text) => (NUMBERS.test(text.trim()) ? Number(text) : text);
const flag: Read = (text) => (['', 'true'].includes(text) ? true : text === 'false' ? false : text);

const grid: Read = (text, field) => {
  const sides = GRID.exec(text.trim())?.slice(1);
  if (!sides) throw invalid(field, text, 'columns × rows, such as "4x4"');
  return sides.map(Number);
};

const range: Read = (text, field) => {
  const numbers = RANGE.exec(text.trim())?.slice(1);
  if (!numbers) {
    throw invalid(
      field,
      text,
      'milliseconds such as "1500", from least to most "1500..7000", or by a step "1500..7000/500"',
    );
  }
  const given = numbers.filter((number) => number !== undefined).map(Number);
  return given.length > 1 ? given : given[0];
};

const list: Read = (text, field) => {
  const items = text.trim() === '' ? [] : text.split(',').map((item) => item.trim());
  if (!items.every((item) => NUMBERS.test(item))) throw invalid(field, text, 'numbers of tasks, such as "0,5"');
  return items.map(Number);
};

const json: Read = (text, field) => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${field} is not JSON: ${(error as Error).message}`);
  }
};

/** Lists every field of a scenario and option of a figure, and how its attribute is read. */
export const FIELDS = {
  preset: text,
  strategy: text,
  limit: number,
  cores: number,
  workers: number,
  turns: flag,
  quantum: number,
  gil: flag,
  gilInterval: number,
  switchCost: number,
  threadStart: number,
  processStart: number,
  coroutineStart: number,
  serverConnections: number,
  slotMemory: number,
  grid,
  load: range,
  render: range,
  seed: number,
  blocking: list,
  chain: flag,
  tasks: json,
  trace: text,
  predicted: flag,
  group: text,
  picture: text,
  image: text,
  label: text,
  line: number,
  autoplay: flag,
  pace: text,
  speed: number,
  predict: flag,
  lanes: flag,
  numbers: flag,
  account: flag,
  code: flag,
  markers: json,
} as const satisfies Record<keyof FigureOptions, Read>;

export type FieldName = keyof typeof FIELDS;

export const NAMES: readonly FieldName[] = Object.keys(FIELDS) as FieldName[];

/** HTML knows attributes in small letters alone. */
export const ATTRIBUTES: readonly string[] = NAMES.map((name) => name.toLowerCase());

const fieldOf = new Map(NAMES.map((name) => [name.toLowerCase(), name]));

/**
 * Reads options from attributes. Attributes that are not in the table are ignored, unless they look like a mistyped one:
 * readers would believe a figure that is not what its author meant.
 *
 * @throws an error that names the attribute as it is named in JSON, its value and what is allowed
 */
export function optionsOf(attributes: Iterable<{ readonly name: string; readonly value: string }>): FigureOptions {
  const options: Partial<Record<FieldName, unknown>> = {};
  for (const { name, value } of attributes) {
    const field = fieldOf.get(name.toLowerCase());
    if (field) {
      options[field] = FIELDS[field](value, field);
      continue;
    }
    const meant = meantBy(name.toLowerCase());
    if (meant !== undefined) throw invalid(name, value, `left out: the attribute is ${meant}`);
  }
  return options as FigureOptions;
}

/** Writes an option's value as its attribute's text; nothing where the attribute is to be left out. */
export function textOf(field: FieldName, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === true) return '';
  const read: Read = FIELDS[field];
  if ((read === json || field === 'trace') && typeof value !== 'string') return JSON.stringify(value) ?? String(value);
  if (!Array.isArray(value)) return String(value);
  if (read !== range) return value.join(read === grid ? 'x' : ',');
  const [least, most, step] = value;
  return `${least}..${most}${step === undefined ? '' : `/${step}`}`;
}

/** Finds the attribute that a name differs from in one letter, or in hyphens. */
function meantBy(name: string): string | undefined {
  if (!/^[a-z]+(?:[-_][a-z]+)*$/.test(name)) return undefined;
  const letters = name.replace(/[-_]/g, '');
  return ATTRIBUTES.find((attribute) => attribute === letters || isOneSlip(name, attribute));
}

/** Whether two words differ in one letter that is left out, put in or another one, or in two that have changed places. */
function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const isSwapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return isSwapped || [restA, restA.slice(1)].some((left) => [restB, restB.slice(1)].includes(left));
}
