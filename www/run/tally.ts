import { countUntil, type SeekableTimeline } from './seekable-timeline.ts';
import { State } from './state.ts';

/** Holds the start times and the end times of spans or tasks, so that those at a moment can be counted. */
export interface Intervals {
  /** Both lists are sorted, in milliseconds. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

/** Groups the intervals of a run's spans by state. */
export interface Tally {
  /** The index is a `State`. */
  readonly states: readonly Intervals[];
  /** A task's interval lasts from its begin to its finish. */
  readonly tasks: Intervals;
  /** Holds each task's last span, or -1. */
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

/** Counts the intervals that contain `time`. */
export function countOpenAt({ starts, ends }: Intervals, time: number): number {
  return countUntil(starts, time) - countUntil(ends, time);
}

/** Finds the first moment at which most intervals are open, and counts them. */
export function peakOf({ starts, ends }: Intervals): { time: number; count: number } {
  let [peak, ended] = [{ time: 0, count: 0 }, 0];
  for (let started = 0; started < starts.length; ) {
    const time = starts[started]!;
    while (started < starts.length && starts[started] === time) started++;
    while (ended < ends.length && ends[ended]! <= time) ended++;
    if (started - ended > peak.count) peak = { time, count: started - ended };
  }
  return peak;
}
