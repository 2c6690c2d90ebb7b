import { isRunning, State } from '../../run/state.ts';
import type { Member } from '../panel.ts';

/** What can be counted at one moment of a run. */
export interface Progress {
  readonly finished: number;
  readonly inFlight: number;
  /** How many keep an executor busy. */
  readonly running: number;
  /** The part of the executors' time that went into renders so far, from 0 to 1; 0 where no time has gone by. */
  readonly utilisation: number;
}

/** Counts what a member's frame shows, at the time that it shows. */
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
