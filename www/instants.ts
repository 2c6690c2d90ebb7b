import { countUntil, type Timeline } from './timeline.ts';

/** Every moment at which something happens in one of the runs, in order: where a span starts or ends, and time 0. */
export function instantsOf(timelines: readonly Timeline[]): Float64Array {
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

/** The instant after `time`, or before it where `direction` is -1; the last or the first where there is none. */
export function instantBeside(instants: Float64Array, time: number, direction: 1 | -1): number {
  const after = countUntil(instants, time);
  const beside = direction > 0 ? after : after - 1 - (instants[after - 1] === time ? 1 : 0);
  return instants[Math.min(Math.max(0, beside), instants.length - 1)]!;
}
