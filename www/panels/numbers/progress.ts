import { countUntil, type SeekableTimeline } from '../../run/seekable-timeline.ts';
import { isRunning, State } from '../../run/state.ts';
import { countOpenAt, type Intervals, type Tally, tallyOf } from '../../run/tally.ts';

/** Measures how far a run is at one moment. At its end, the measures are those of the run. */
export interface Progress {
  /** The time that has gone by, at most that of the run, in milliseconds. */
  readonly elapsed: number;
  /** Counts the finished tasks. */
  readonly finished: number;
  /** Counts the tasks that have begun and are not finished. */
  readonly inFlight: number;
  /** Counts the tasks that keep an executor busy. */
  readonly running: number;
  /** Gives the part of the executors' time that was spent on renders so far, from 0 to 1. */
  readonly utilisation: number;
  /** Gives the loads and renders that are done in this time, in proportion to it. */
  readonly speedup: number;
  /** Sums what tasks have spent ready or queued so far, in milliseconds. */
  readonly waiting: number;
  /** Sums the starts and switches so far, in milliseconds. */
  readonly overhead: number;
  /** Counts the most tasks that were in flight at once so far. */
  readonly peak: number;
}

/** Measures a run at any moment, in log n time for n spans. */
export class ProgressMeter {
  readonly #timeline: SeekableTimeline;
  readonly #tally: Tally;
  readonly #sums: readonly { readonly starts: Float64Array; readonly ends: Float64Array }[];
  readonly #peaks: readonly number[];

  constructor(timeline: SeekableTimeline) {
    this.#timeline = timeline;
    this.#tally = tallyOf(timeline);
    this.#sums = this.#tally.states.map(({ starts, ends }) => ({ starts: sumsOf(starts), ends: sumsOf(ends) }));
    this.#peaks = peaksOf(this.#tally.tasks);
  }

  /** @param time in milliseconds of simulated time; below 0 before the start */
  at(time: number): Progress {
    const { makespan, executors } = this.#timeline;
    const { tasks, states } = this.#tally;
    const elapsed = Math.min(Math.max(0, time), makespan);
    const sum = (...of: number[]) => of.reduce((sum, state) => sum + this.#timeIn(state, elapsed), 0);
    const part = (sum: number) => (elapsed > 0 ? sum / elapsed : 0);
    return {
      elapsed,
      finished: countUntil(tasks.ends, time),
      inFlight: countOpenAt(tasks, time),
      running: states.reduce((sum, intervals, state) => sum + (isRunning(state) ? countOpenAt(intervals, time) : 0), 0),
      utilisation: part(sum(State.render)) / executors,
      speedup: part(sum(State.load, State.blocked, State.render)),
      waiting: sum(State.ready, State.queued),
      overhead: sum(State.start, State.switch),
      peak: this.#peaks[countUntil(tasks.starts, time)]!,
    };
  }

  /** Sums the time that was spent in a state until a moment. */
  #timeIn(state: number, time: number): number {
    const { starts, ends } = this.#tally.states[state]!;
    const sums = this.#sums[state]!;
    const [started, ended] = [countUntil(starts, time), countUntil(ends, time)];
    return (started - ended) * time - sums.starts[started]! + sums.ends[ended]!;
  }
}

/** Returns the sums of the first 0, 1, 2 … numbers. */
function sumsOf(numbers: Float64Array): Float64Array {
  const sums = new Float64Array(numbers.length + 1);
  numbers.forEach((number, i) => {
    sums[i + 1] = sums[i]! + number;
  });
  return sums;
}

/** Returns how many intervals were open at most, when the first 0, 1, 2 … have begun. */
function peaksOf({ starts, ends }: Intervals): number[] {
  const peaks = [0];
  let ended = 0;
  starts.forEach((time, i) => {
    while (ended < ends.length && ends[ended]! <= time) ended++;
    peaks.push(Math.max(peaks[i]!, i + 1 - ended));
  });
  return peaks;
}
