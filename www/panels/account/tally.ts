import { countUntil, type SeekableTimeline } from '../../run/seekable-timeline.ts';
import { State } from '../../run/state.ts';

/** When spans, or tasks, begin and when they end: how many there are at a moment follows from it. */
export interface Times {
  /** Both in order, in milliseconds. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

/** A run's spans by what they are, each with its times. */
export interface Tally {
  readonly states: readonly Times[];
  /** Of tasks: when they are begun, and when they are finished. */
  readonly tasks: Times;
  /** Each task's last span; -1 where it has none. */
  readonly last: Int32Array;
}

export function tallyOf({ state, start, end, task, tasks }: SeekableTimeline): Tally {
  const states = Object.values(State).map((one) => {
    const isOne = (_: number, span: number) => state[span] === one;
    return { starts: start.filter(isOne), ends: end.filter(isOne).sort() };
  });
  const last = new Int32Array(tasks).fill(-1);
  // A task with nothing to do is begun and finished at once.
  const begun = new Float64Array(tasks);
  for (let span = 0; span < task.length; span++) {
    const one = task[span]!;
    if (one < 0) continue;
    if (last[one] === -1) begun[one] = start[span]!;
    last[one] = span;
  }
  const finished = Float64Array.from(last, (span) => (span < 0 ? 0 : end[span]!));
  return { states, tasks: { starts: begun.sort(), ends: finished.sort() }, last };
}

/** How many there are at a moment. */
export function countAt({ starts, ends }: Times, time: number): number {
  return countUntil(starts, time) - countUntil(ends, time);
}

/** The first moment at which there are most of them, and how many those are. */
export function mostOf({ starts, ends }: Times): { time: number; count: number } {
  let [most, gone] = [{ time: 0, count: 0 }, 0];
  for (let begun = 0; begun < starts.length; ) {
    const time = starts[begun]!;
    while (begun < starts.length && starts[begun] === time) begun++;
    while (gone < ends.length && ends[gone]! <= time) gone++;
    if (begun - gone > most.count) most = { time, count: begun - gone };
  }
  return most;
}
