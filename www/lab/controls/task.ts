import type { Plane, Point } from '../state/plane.ts';

/** How much of the time is work in each task, from 0 to 1; nothing in the first, which is about the work as it is. */
export const ROUNDS: readonly (number | undefined)[] = [undefined, 0, 1, 0.5, 0.08];

/** A full score, and what a core, and a task in flight, that was not needed takes away from it. */
export const FULL = 100;
const CORE = 15;
const SLOT = 3;
/** A point that is fast enough is worth this much at least. */
const LEAST = 10;

/** What an answer is worth. */
export interface Verdict {
  readonly isFast: boolean;
  /** How many cores, and tasks in flight, the cheapest point has less; a number below 0 is one more. */
  readonly cores: number;
  readonly slots: number;
  readonly cheapest: Point;
  readonly score: number;
}

/** Returns the time to stay under, in milliseconds: a round one, a quarter or more above the fastest run of the map. */
export function targetOf(plane: Plane): number {
  const times = plane.cells().map(([column, row]) => plane.time(column, row));
  const least = Math.min(...times) * 1.25;
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 0.001)));
  return [1, 1.5, 2, 3, 5, 7, 10].map((digit) => digit * power).find((time) => time >= least)!;
}

/** Returns the cheapest point that takes less than so many milliseconds: the fewest cores, and then the fewest in flight. */
export function cheapestUnder(plane: Plane, target: number): Point | undefined {
  const cell = plane.cells().find(([column, row]) => plane.time(column, row) < target);
  return cell && plane.pointAt(...cell);
}

/** Judges a point whose run takes so many milliseconds. */
export function judge(plane: Plane, target: number, point: Point, time: number): Verdict {
  const cheapest = cheapestUnder(plane, target) ?? point;
  const [cores, slots] = [point.executors - cheapest.executors, point.slots - cheapest.slots];
  const isFast = time < target;
  const lost = Math.max(0, cores) * CORE + Math.max(0, cores === 0 ? slots : 0) * SLOT;
  return { isFast, cores, slots, cheapest, score: isFast ? Math.max(LEAST, FULL - lost) : 0 };
}
