import type { Timeline } from '../../pkg/cvsp.js';
import { isLoading, State } from './state.ts';

/** A run: every span, sorted by start, end and task, in columns. Times are milliseconds of simulated time. */
export interface SeekableTimeline {
  readonly makespan: number;
  readonly tasks: number;
  readonly slots: number;
  readonly executors: number;
  readonly measures: Timeline['measures'];

  readonly state: Uint8Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** -1 where a slot is being started. */
  readonly task: Int32Array;
  readonly slot: Int32Array;
  /** -1 where there is none. */
  readonly executor: Int32Array;
  /** How long the span's task had been loaded, and rendered, when the span started. */
  readonly loadedBefore: Float64Array;
  readonly renderedBefore: Float64Array;

  /** How long each task is loaded, and rendered, in all. */
  readonly load: Float64Array;
  readonly render: Float64Array;

  /** After every `tasks` spans, from none on: each task's last span so far; -1 where it has none. */
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

/** How many of the times, which are sorted, are at or before `t`. */
export function countUntil(times: Float64Array, t: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
