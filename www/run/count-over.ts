import type { SeekableTimeline } from './seekable-timeline.ts';

/**
 * Counts the spans that are in a state, in each of `columns` equal parts of the time from 0 to `until`.
 *
 * A count is the average over its part of the time, and not the maximum, so that a state's area in the chart is in
 * proportion to the time that is spent in it.
 */
export function countOver(
  timeline: SeekableTimeline,
  spans: Iterable<number>,
  state: number,
  until: number,
  columns: number,
): Float64Array {
  const count = new Float64Array(columns);
  /** Gives how many more spans, or fewer, cover a column completely than cover the column before it. */
  const steps = new Float64Array(columns + 1);
  for (const span of spans) {
    if (timeline.state[span] !== state) continue;
    const [from, to] = [timeline.start, timeline.end].map((times) => (times[span]! / until) * columns) as [
      number,
      number,
    ];
    const [left, right] = [Math.floor(from), Math.floor(to)];
    // A span covers only a part of its first and last column. Writes past the end of a typed array have no effect.
    count[left]! += Math.min(to, left + 1) - from;
    if (right === left) continue;
    count[right]! += to - right;
    steps[left + 1]!++;
    steps[right]!--;
  }
  let full = 0;
  return count.map((parts, column) => {
    full += steps[column]!;
    return parts + full;
  });
}
