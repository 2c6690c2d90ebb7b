import type { Frame } from '../run/frame.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import type { Language } from './code/languages.ts';
import type { Highlight } from './highlight.ts';

/** The panels' names, which are also those of their options and their buttons, in the order in which they stand. */
export const PANELS = ['lanes', 'numbers', 'account', 'code'] as const;

export type PanelName = (typeof PANELS)[number];

/** One of the runs that a panel is about. */
export interface Member {
  /** What its figure is called, for people. */
  readonly name: string;
  readonly scenario: Readonly<Record<string, unknown>>;
  /** The programming language that its author wants to see. */
  readonly language: Language | undefined;
  readonly timeline: SeekableTimeline;
  /** What its tiles are doing at the moment that is shown: it is up to date whenever a panel is told to show one. */
  readonly frame: Frame;
}

/** What a panel may ask of the group that it stands beneath. */
export interface PanelHost {
  /** Whether time goes by, and there is more to show soon. */
  readonly playing: boolean;
  /** Goes to a moment, in milliseconds of simulated time, and pauses there. */
  seek(time: number): void;
  /** Lights tiles, or none (`undefined`). */
  highlight(highlight: Highlight | undefined): void;
}

/** What stands beneath a group's pictures, as wide as they are, and follows the moment that they show. */
export interface Panel {
  readonly element: HTMLElement;
  /** @param time in milliseconds of simulated time; below 0 where nothing has begun */
  show(time: number): void;
  /** Shows what is lit, at the moment that is shown. */
  highlight(highlight: Highlight | undefined): void;
  /** Lets go of whatever it listens to or watches. Its element is taken out of the page by its group. */
  remove(): void;
}

export type CreatePanel = (members: readonly Member[], host: PanelHost) => Panel;
