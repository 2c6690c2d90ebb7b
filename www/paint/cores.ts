import { countOver } from '../run/count-over.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import { State } from '../run/state.ts';

/** More executors than this are folded: the room of so many rows is as full as many of them are at work. */
const MAX_ROWS = 8;

/** Time has this many columns. What is shorter than a column fills it. Counts are averages over four of them. */
const COLUMNS = 720;
const COUNTS = COLUMNS / 4;

/**
 * What an executor only waits for is a line, and what it works at fills its row. The line has at least a sixteenth of the
 * whole height, a pixel, so that it is seen as well as the rest.
 */
const LEAST_LINE = 1 / 16;
const lineOf = (rows: number) => [[0.5, 0.5 + Math.max(0.25, LEAST_LINE * rows)]] as const;

/** These are parts of a row's height. States differ in them, so that rows can be read without colours. */
const HEIGHTS: Readonly<Record<number, readonly (readonly [top: number, bottom: number])[]>> = {
  [State.render]: [[0.1, 0.9]],
  [State.switch]: [[0.5, 0.9]],
  [State.blocked]: [
    [0.1, 0.35],
    [0.65, 0.9],
  ],
};

/** Counts are stacked in this order from the bottom: first what an executor works at, and then what it waits for. */
const WORK = [State.render, State.switch, State.blocked];
const STATES = [...WORK, State.ready, State.load, State.queued, State.start];

/** A bar is a rectangle. Its edges are parts of the whole width and height, from 0 to 1. */
export interface Bar {
  readonly left: number;
  right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Shows what the executors of a run do over time: the bars of each `State` that keeps them busy, and how many rows they fill. */
export interface Cores {
  readonly rows: number;
  readonly bars: ReadonlyMap<number, readonly Bar[]>;
}

/** @param until the time of the right edge, in milliseconds */
export function coresOf(timeline: SeekableTimeline, until: number): Cores {
  const isFolded = timeline.executors > MAX_ROWS;
  // An executor that belongs to a slot can also be seen while it waits with the slot's task.
  const of = timeline.executors === timeline.slots ? timeline.slot : timeline.executor;
  const spans = [...of.keys()].filter((span) => of[span]! >= 0);
  const bars = new Map<number, Bar[]>();
  let below = new Float64Array(COUNTS);
  for (const state of STATES) {
    const found: Bar[] = [];
    if (isFolded) below = addCounts(found, state, timeline, countOver(timeline, spans, state, until, COUNTS), below);
    else
      addSpans(
        found,
        timeline,
        of,
        spans.filter((span) => timeline.state[span] === state),
        until,
      );
    if (found.length > 0) bars.set(state, found);
  }
  return { rows: isFolded ? MAX_ROWS : timeline.executors, bars };
}

/** Adds one bar for each span, and one for spans between which nothing can be seen. */
function addSpans(
  bars: Bar[],
  { start, end, state, executors }: SeekableTimeline,
  of: Int32Array,
  spans: readonly number[],
  until: number,
): void {
  const last: Bar[][] = [];
  for (const span of spans) {
    const row = of[span]!;
    const left = Math.floor((start[span]! / until) * COLUMNS) / COLUMNS;
    const right = Math.max(left + 1 / COLUMNS, end[span]! / until);
    const before = last[row];
    if (before && left <= before[0]!.right) {
      for (const bar of before) bar.right = right;
      continue;
    }
    last[row] = (HEIGHTS[state[span]!] ?? lineOf(executors)).map(([top, bottom]) => {
      return { left, right, top: (row + top) / executors, bottom: (row + bottom) / executors };
    });
    bars.push(...last[row]);
  }
}

/**
 * Adds a bar for each column, as high as many executors are in a state, and returns up to where it is filled then. Of what
 * they wait for, only the top is shown, as a line.
 */
function addCounts(
  bars: Bar[],
  state: number,
  { executors }: SeekableTimeline,
  counts: Float64Array,
  below: Float64Array,
) {
  const isWork = WORK.some((work) => work === state);
  return counts.map((count, column) => {
    const above = below[column]! + count / executors;
    const bottom = isWork ? below[column]! : Math.max(below[column]!, above - 2 * LEAST_LINE);
    if (count > 0) {
      bars.push({ left: column / COUNTS, right: (column + 1) / COUNTS, top: 1 - above, bottom: 1 - bottom });
    }
    return above;
  });
}
