import type { Timeline } from '../../pkg/cvsp.js';
import type { Comparison } from '../../pkg/recordings/cvsp.js';
import { isLoading, State } from './state.ts';

/** Has what a recording tells besides its spans. */
export interface Recorded {
  /** What each task is called, and each executor; a prediction has executors of its own, without names. */
  readonly tasks: readonly string[];
  readonly executors?: readonly string[];
  /** How near a prediction is to what was recorded. */
  readonly comparison?: Comparison;
}

/**
 * Holds the simulator's `Timeline` with sums and checkpoints, so that a frame at any moment can be found quickly.
 *
 * Spans are in columns, sorted by start, end and task. Times are in milliseconds of simulated time.
 */
export interface SeekableTimeline {
  readonly makespan: number;
  readonly tasks: number;
  readonly slots: number;
  readonly executors: number;
  readonly measures: Timeline['measures'];
  /** Says more of a run that was recorded, or is predicted of one. */
  readonly recording?: Recorded;

  /** Gives each span's `State`. */
  readonly state: Uint8Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Gives each span's task, or -1 if the span is the start of a slot. */
  readonly task: Int32Array;
  readonly slot: Int32Array;
  /** Gives each span's executor, or -1. */
  readonly executor: Int32Array;
  /** Both sums tell how long the span's task had been loaded, and rendered, before the span. */
  readonly loadedBefore: Float64Array;
  readonly renderedBefore: Float64Array;

  /** Both sums tell how long each task is loaded, and rendered, in the whole run. */
  readonly load: Float64Array;
  readonly render: Float64Array;

  /** The checkpoint at index i gives each task's last span, or -1, among the first i × `tasks` spans. */
  readonly checkpoints: readonly Int32Array[];
}

export function makeSeekable(timeline: Timeline): SeekableTimeline {
  const { makespan, tasks, slots, executors, measures, start, end, task: taskOf, slot, executor } = timeline;
  const stateOf = timeline.kinds.map((kind) => State[kind]);
  const state = timeline.kind.map((kind) => stateOf[kind]!);
  const loadedBefore = new Float64Array(state.length);
  const renderedBefore = new Float64Array(state.length);
  const load = new Float64Array(tasks);
  const render = new Float64Array(tasks);
  const last = new Int32Array(tasks).fill(-1);
  const checkpoints: Int32Array[] = [];
  for (let span = 0; span < state.length; span++) {
    if (span % tasks === 0) checkpoints.push(last.slice());
    const task = taskOf[span]!;
    if (task < 0) continue;
    last[task] = span;
    loadedBefore[span] = load[task]!;
    renderedBefore[span] = render[task]!;
    const duration = end[span]! - start[span]!;
    if (isLoading(state[span]!)) load[task]! += duration;
    if (state[span] === State.render) render[task]! += duration;
  }
  return {
    ...{ makespan, tasks, slots, executors, measures },
    ...{ state, start, end, task: taskOf, slot, executor, loadedBefore, renderedBefore },
    ...{ load, render, checkpoints },
  };
}

/** Counts the times that are at or before `t`. The times must be sorted. */
export function countUntil(times: Float64Array, t: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
