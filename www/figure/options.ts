import { pictures } from '../paint/pictures/pictures.ts';
import { LANGUAGES, type Language } from '../panels/code/languages.ts';
import { ALL_PANELS, type AnyPanelName } from '../panels/panel.ts';
import { checkSpeed, formatValue, invalid } from '../run/invalid.ts';
import { SPEEDS } from '../run/pace.ts';
import type { Scenario } from '../run/scenario.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import { parseMoment } from '../words/moment.ts';

/** A marker names a moment of a run. */
export interface Marker {
  /** The moment is in milliseconds of simulated time. */
  readonly time: number;
  readonly name: string;
}

/**
 * A figure's options are the fields of its scenario, and those below. Both are in docs/scenario.md.
 *
 * Fields of the scenario are optional here, since the simulator itself reports the missing ones.
 */
export interface FigureOptions extends Partial<Scenario> {
  /** The figure has the options of the predefined figure with this id, and over them those that are given. */
  readonly preset?: string;
  /** The figure shows what a program did: the address of its recording, the text of that, or its events. */
  readonly trace?: string | object;
  /** The figure shows what the model foretells of the recorded tasks, and how near that is; the default is `false`. */
  readonly predicted?: boolean;
  /** Figures with the same group share a workload, a clock and a loop. */
  readonly group?: string;
  /** The figure shows this built-in picture: `"harbour"`, which is the default, or `"balloons"`. */
  readonly picture?: keyof typeof pictures;
  /** The figure shows the image at this address, and not a built-in picture. */
  readonly image?: string;
  /** The caption shows this name; the default is that of the strategy. */
  readonly label?: string;
  /**
   * The figure starts when its top has risen to this height: 0 is the window's top, 1 its bottom. Without it, it starts when
   * most of its picture is in view.
   */
  readonly line?: number;
  /** `"visible"` or true, the default, plays the figure then; `"never"` or false waits for the reader. */
  readonly autoplay?: boolean | 'visible' | 'never';
  /**
   * `"auto"`, the default, has a run of more than 25 s play in time-lapse once there is nothing new to see; `"even"` has it
   * play as fast as life throughout.
   */
  readonly pace?: 'auto' | 'even';
  /** The figure is played at this speed: 0.25, 0.5, 1, 2, 4, 8 or 16. */
  readonly speed?: number;
  /** The group asks its readers when each figure will be finished, and tells how near they were; the default is `false`. */
  readonly predict?: boolean;
  /** These panels are open from the start: the lanes, the numbers, the run in words, and the code, in which language. */
  readonly lanes?: boolean;
  readonly numbers?: boolean;
  readonly account?: boolean;
  readonly code?: boolean | Language;
  /** Moments of the run, such as `"4.2s"`, are marked with these names. */
  readonly markers?: Readonly<Record<string, string>>;
}

/** Holds checked options, with the fields of the scenario apart from them, or of a recording until it has been read. */
export interface FigureConfig {
  readonly group: string | undefined;
  readonly picture: keyof typeof pictures;
  readonly image: string | undefined;
  readonly label: string | undefined;
  readonly line: number | undefined;
  readonly autoplay: boolean;
  readonly pace: 'auto' | 'even';
  readonly speed: number | undefined;
  readonly panels: readonly AnyPanelName[];
  readonly language: Language | undefined;
  /** Returns the markers for a run of `makespan` milliseconds. */
  readonly markers: (makespan: number) => readonly Marker[];
  readonly scenario: Readonly<Record<string, unknown>>;
  /** The run, where it is not simulated but comes from a recording. */
  readonly timeline?: SeekableTimeline;
}

/** Returns whether a value is an object, and not an array or null. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks the figure's own options. The simulator checks the fields of the scenario.
 *
 * @throws an error that names the option, its value and what is allowed
 */
export function checkOptions(options: FigureOptions): FigureConfig {
  const {
    group,
    picture,
    image,
    label,
    line,
    autoplay,
    pace,
    speed,
    predict,
    lanes,
    numbers,
    account,
    code,
    markers,
    ...scenario
  } = options;
  const language = LANGUAGES.find((name) => name === code);
  const wanted: { readonly [Name in AnyPanelName]?: unknown } = {
    predict,
    lanes,
    numbers,
    account,
    code: language !== undefined || code,
  };
  const names = Object.keys(pictures) as (keyof typeof pictures)[];
  const known = picture === undefined ? names[0] : names.find((name) => name === picture);
  if (known === undefined) throw invalid('picture', picture, `one of ${names.map((name) => `"${name}"`).join(', ')}`);
  if (line !== undefined && !(typeof line === 'number' && line >= 0 && line <= 1)) {
    throw invalid('line', line, 'a number from 0, the top of the window, to 1, its bottom');
  }
  if (![undefined, true, false, 'visible', 'never'].includes(autoplay)) {
    throw invalid('autoplay', autoplay, '"visible" or true, or "never" or false');
  }
  if (![undefined, 'auto', 'even'].includes(pace)) throw invalid('pace', pace, '"auto" or "even"');
  if (speed !== undefined) checkSpeed(speed, SPEEDS, 'speed');
  return {
    group: text('group', group),
    picture: known,
    image: text('image', image),
    label: text('label', label),
    line,
    autoplay: autoplay !== 'never' && autoplay !== false,
    ...{ pace: pace ?? 'auto', speed },
    panels: ALL_PANELS.filter((name) => flag(name, wanted[name])),
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
  // Moments are checked now, since a wrong one is wrong for a run of any length.
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
