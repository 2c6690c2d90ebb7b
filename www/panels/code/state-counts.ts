import type { Frame } from '../../run/frame.ts';
import { countUntil, type SeekableTimeline } from '../../run/seekable-timeline.ts';
import { State } from '../../run/state.ts';

/** Counts the tasks in each `State`, and the slots that are being started. */
export class StateCounts {
  readonly #counts = new Uint32Array(Object.keys(State).length);
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;

  constructor({ state, start, end }: SeekableTimeline) {
    const isStart = (_: number, span: number) => state[span] === State.start;
    // Slots are started one after another, so that the ends are sorted as well.
    this.#starts = start.filter(isStart);
    this.#ends = end.filter(isStart);
  }

  /** @param frame the frame at `time` */
  update({ state }: Frame, time: number): void {
    this.#counts.fill(0);
    for (let task = 0; task < state.length; task++) this.#counts[state[task]!]!++;
    this.#counts[State.start] = countUntil(this.#starts, time) - countUntil(this.#ends, time);
  }

  /** Returns how many tasks or slots are in any of these states. */
  of(states: readonly number[]): number {
    return states.reduce((sum, state) => sum + this.#counts[state]!, 0);
  }
}
