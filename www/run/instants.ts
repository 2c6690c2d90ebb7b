import { countUntil, type SeekableTimeline } from './seekable-timeline.ts';

/** Returns the sorted times, in milliseconds, at which a span starts or ends in any of the runs, and time 0. */
export function instantsOf(timelines: readonly SeekableTimeline[]): Float64Array {
  const count = timelines.reduce((sum, { start }) => sum + 2 * start.length, 1);
  const times = new Float64Array(count);
  let place = 1;
  for (const { start, end } of timelines) {
    times.set(start, place);
    times.set(end, place + start.length);
    place += 2 * start.length;
  }
  times.sort();
  return times.filter((time, i) => i === 0 || time !== times[i - 1]);
}

/** Returns the nth instant after `time`, or before it if `n` is negative; it stops at the first and the last one. */
export function nthInstantFrom(instants: Float64Array, time: number, n: number): number {
  const after = countUntil(instants, time);
  const beside = n > 0 ? after + n - 1 : after + n - (instants[after - 1] === time ? 1 : 0);
  return instants[Math.min(Math.max(0, beside), instants.length - 1)]!;
}
