import { pictures } from '../paint/pictures/index.ts';
import { LANGUAGES, type Language } from '../panels/code/languages.ts';
import { PANELS, type PanelName } from '../panels/panel.ts';
import type { Scenario } from '../run/scenario.ts';
import { formatValue, invalid } from '../words/invalid.ts';
import { parseMoment } from '../words/moment.ts';

/** A moment of a run with a name. */
export interface Marker {
  /** In milliseconds of simulated time. */
  readonly time: number;
  readonly name: string;
}

/**
 * What a figure is made from: the scenario, which the simulator itself checks, so that an error says what is missing of
 * it; and what only the figure knows of.
 */
export interface FigureOptions extends Partial<Scenario> {
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
  /** Whether it plays once it has come so far, or waits to be played; `"visible"` where left out. */
  readonly autoplay?: 'visible' | 'never';
  /** Whether the lanes, the numbers, the run in words and the listing stand beneath it from the start, and in which language. */
  readonly lanes?: boolean;
  readonly numbers?: boolean;
  readonly account?: boolean;
  readonly code?: boolean | Language;
  /** Moments of the run, such as `"4.2s"`, and what each is called. */
  readonly markers?: Readonly<Record<string, string>>;
}

/** Options that have been checked, and the scenario apart from them. */
export interface FigureConfig {
  readonly group: string | undefined;
  readonly picture: keyof typeof pictures;
  readonly image: string | undefined;
  readonly label: string | undefined;
  readonly line: number;
  readonly autoplay: boolean;
  readonly panels: readonly PanelName[];
  readonly language: Language | undefined;
  /** The markers of a run that takes so long. */
  readonly markers: (makespan: number) => readonly Marker[];
  readonly scenario: Readonly<Record<string, unknown>>;
}

/** Whether a value is an object with fields, and no list. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws an error that names the option, its value and what is allowed */
export function checkOptions(options: FigureOptions): FigureConfig {
  const { group, picture, image, label, line, autoplay, lanes, numbers, account, code, markers, ...scenario } = options;
  const language = LANGUAGES.find((name) => name === code);
  const wanted = { lanes, numbers, account, code: language !== undefined || code };
  const names = Object.keys(pictures) as (keyof typeof pictures)[];
  const known = picture === undefined ? names[0] : names.find((name) => name === picture);
  if (known === undefined) throw invalid('picture', picture, `one of ${names.map((name) => `"${name}"`).join(', ')}`);
  if (line !== undefined && !(typeof line === 'number' && line >= 0 && line <= 1)) {
    throw invalid('line', line, 'a number from 0, the top of the window, to 1, its bottom');
  }
  if (![undefined, 'visible', 'never'].includes(autoplay)) throw invalid('autoplay', autoplay, '"visible" or "never"');
  return {
    group: text('group', group),
    picture: known,
    image: text('image', image),
    label: text('label', label),
    line: line ?? 0.5,
    autoplay: autoplay !== 'never',
    panels: PANELS.filter((name) => flag(name, wanted[name])),
    language,
    markers: checkMarkers(markers),
    scenario,
  };
}

function checkMarkers(markers: unknown): FigureConfig['markers'] {
  if (markers === undefined) return () => [];
  if (!isObject(markers)) throw invalid('markers', markers, 'an object such as {"4.2s": "the first tile is loaded"}');
  const entries = Object.entries(markers).map(
    ([at, name]) => [at, text(`markers ${formatValue(at)}`, name) ?? ''] as const,
  );
  const markersOf = (makespan: number) =>
    entries.map(([at, name]) => ({ time: parseMoment('markers', at, makespan), name }));
  // What is wrong with a moment does not depend on how long the run takes.
  markersOf(0);
  return markersOf;
}

function flag(field: string, value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  const languages = field === 'code' ? `, or one of ${LANGUAGES.map((name) => `"${name}"`).join(', ')}` : '';
  throw invalid(field, value, `true or false${languages}`);
}

function text(field: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw invalid(field, value, 'a text that is not empty, or left out');
}
