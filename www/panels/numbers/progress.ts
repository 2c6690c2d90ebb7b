import { isRunning, State } from '../../run/state.ts';
import type { Member } from '../panel.ts';

/** Counts how far a run is at one moment. */
export interface Progress {
  /** Counts the finished tasks. */
  readonly finished: number;
  /** Counts the tasks that have begun and are not finished. */
  readonly inFlight: number;
  /** Counts the tasks that keep an executor busy. */
  readonly running: number;
  /** Gives the part of the executors' time that was spent on renders so far, from 0 to 1; it is 0 at the start. */
  readonly utilisation: number;
}

/** Counts the tasks of a member. Its frame must be the one at `time`, in milliseconds. */
export function progressAt({ timeline, frame }: Pick<Member, 'timeline' | 'frame'>, time: number): Progress {
  let [finished, inFlight, running, rendered] = [0, 0, 0, 0];
  for (let task = 0; task < timeline.tasks; task++) {
    const state = frame.state[task]!;
    if (state === State.finished) finished++;
    else if (state !== State.idle) inFlight++;
    if (isRunning(state)) running++;
    rendered += frame.rendered[task]! * timeline.render[task]!;
  }
  const elapsed = Math.min(time, timeline.makespan);
  return { finished, inFlight, running, utilisation: elapsed > 0 ? rendered / (timeline.executors * elapsed) : 0 };
}
