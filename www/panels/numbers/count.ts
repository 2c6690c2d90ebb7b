import { isRunning, State } from '../../run/state.ts';
import type { Member } from '../panel.ts';

/** What can be counted at one moment of a run. */
export interface Count {
  readonly finished: number;
  readonly inFlight: number;
  /** How many keep an executor busy. */
  readonly running: number;
  /** The part of the executors' time that went into renders so far, from 0 to 1; 0 where no time has gone by. */
  readonly utilisation: number;
}

/** Counts what a member's frame shows, at the time that it shows. */
export function countAt({ timeline, frame }: Pick<Member, 'timeline' | 'frame'>, time: number): Count {
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

/** The place of each run in the order of finishing, from 1; runs that take the same time share theirs. */
export function placesOf(makespans: readonly number[]): number[] {
  return makespans.map((own) => 1 + makespans.filter((other) => other < own).length);
}

/** A part from 0 to 1 for people: 100 % is no less than all. */
export function percent(part: number): string {
  return `${Math.floor(100 * part)} %`;
}

/** Bytes for people, such as “8 MB”. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log10(count) / 3));
  return `${Number((count / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
