import type { Frame } from '../run/frame.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import type { Language } from './code/languages.ts';
import type { Highlight } from './highlight.ts';

/** Names the panels that readers open, from the top to the bottom. The options and the buttons have the same names. */
export const PANELS = ['lanes', 'numbers', 'account', 'code'] as const;

export type PanelName = (typeof PANELS)[number];

/**
 * Names all panels, from the top to the bottom. Two have no button: what a reader foretells is asked for by a page's author
 * alone, and how near the model came to a recording is told wherever it is foretold.
 */
export const ALL_PANELS = ['near', 'predict', ...PANELS] as const;

export type AnyPanelName = (typeof ALL_PANELS)[number];

/** Describes one figure of a group to a panel. */
export interface Member {
  /** Readers see this name. */
  readonly name: string;
  readonly scenario: Readonly<Record<string, unknown>>;
  /** The author of the page asks for listings in this programming language. */
  readonly language: Language | undefined;
  readonly timeline: SeekableTimeline;
  /** The frame is up to date whenever a panel's `show` is called. */
  readonly frame: Frame;
}

/** Lists what a panel may ask of its group. */
export interface PanelHost {
  /** Tells whether the group plays, so that the panel is about to be updated again. */
  readonly isPlaying: boolean;
  /** Goes to a moment and pauses. `time` is in milliseconds of simulated time. */
  seek(time: number): void;
  /** Plays from the start. */
  restart(): void;
  /** Returns what brings the group back to the state and the moment of now. */
  save(): () => void;
  /** Highlights tiles; `undefined` ends the highlight. */
  highlight(highlight: Highlight | undefined): void;
}

/** A panel stands beneath a group's pictures, is as wide as they are, and shows the same moment. */
export interface Panel {
  readonly element: HTMLElement;
  /** Lists its style sheets; nothing where one sheet of the page has the rules of all panels. */
  readonly styles: readonly (CSSStyleSheet | undefined)[];
  /** @param time in milliseconds of simulated time; below 0 before the start */
  show(time: number): void;
  /** Shows a highlight at the current moment. */
  highlight(highlight: Highlight | undefined): void;
  /** Stops all listeners and observers. The group removes the element from the page. */
  remove(): void;
}

export type CreatePanel = (members: readonly Member[], host: PanelHost) => Panel;
