import type { Limits } from './busy.ts';
import type { Tile } from './plan.ts';
import type { Note } from './recording.ts';

/** Is what a worker is sent first: it runs a program, whose threads that render are at the ports, or is one of those. */
export type Role = { readonly tiles: readonly Tile[]; readonly slots: number } | 'render';

/** Is what the worker that runs the program sends. */
export interface Message {
  /** How many tiles are finished. */
  readonly finished?: number;
  readonly outcome?: Outcome;
  readonly failed?: string;
}

/** Is what came of a run. */
export interface Outcome {
  readonly notes: readonly Note[];
  readonly limits: Limits;
}

/** Is what a thread that renders is asked: the pace at first, and then for how many milliseconds. */
export type Ask = { readonly pace: number } | { readonly render: number };

/** Is what it answers: when it did so. */
export interface Rendered {
  readonly from: number;
  readonly until: number;
}
