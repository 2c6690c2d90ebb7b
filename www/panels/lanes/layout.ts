import type { SeekableTimeline } from '../../run/seekable-timeline.ts';

/** With more lanes than these a lane is a hair. */
const MOST_LANES = 64;

/** Spans that are shorter than this on average, in CSS pixels, are hairs. */
const HAIR = 2;

/** What a chart shows: spans by lanes. */
export interface Lanes {
  readonly count: number;
  /** Each span's lane; below 0 where it has none. */
  readonly of: Int32Array;
  /** The spans that have a lane, lane by lane, each lane's in the order of time. */
  readonly spans: Int32Array;
  /** Where each lane begins in `spans`, and after the last one where that ends. */
  readonly first: Int32Array;
}

/** @param of each span's lane, below 0 where it has none */
export function lanesOf(of: Int32Array, count: number): Lanes {
  const first = new Int32Array(count + 1);
  for (const lane of of) if (lane >= 0) first[lane + 1]!++;
  for (let lane = 0; lane < count; lane++) first[lane + 1]! += first[lane]!;
  const next = first.slice();
  const spans = new Int32Array(first[count]!);
  of.forEach((lane, span) => {
    if (lane >= 0) spans[next[lane]!++] = span;
  });
  return { count, of, spans, first };
}

/** The lane's span at `t`, or the nearest that is no more than `reach` away, both in milliseconds; -1 where none is. */
export function spanAt(
  { spans, first }: Lanes,
  { start, end }: SeekableTimeline,
  lane: number,
  t: number,
  reach = 0,
): number {
  const [begin, stop] = [first[lane]!, first[lane + 1]!];
  let [low, high] = [begin, stop];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (start[spans[middle]!]! <= t) low = middle + 1;
    else high = middle;
  }
  // A lane's spans do not overlap: only the last one that has started and the one after it can be near.
  const before = low > begin ? spans[low - 1]! : -1;
  const after = low < stop ? spans[low]! : -1;
  const toBefore = before < 0 ? Infinity : t - end[before]!;
  if (toBefore < 0) return before;
  const toAfter = after < 0 ? Infinity : start[after]! - t;
  if (Math.min(toBefore, toAfter) > reach) return -1;
  return toBefore < toAfter ? before : after;
}

/** Whether lanes could not be told apart, or their spans, so that counts say more. */
export function areTooDense({ count, spans }: Lanes, width: number): boolean {
  return count > MOST_LANES || spans.length * HAIR > count * width;
}

/** From the top of one lane to that of the next, in CSS pixels: 18 for a single lane, 4 for 64. */
export function pitchOf(lanes: number): number {
  return 18 - (14 / 6) * Math.log2(Math.min(lanes, MOST_LANES));
}

/**
 * How many of the spans are in a state over time, cut into columns from 0 to `until`.
 *
 * A column has the average over its time, not the most: averages of all states add up to that of all spans, and a state
 * takes as much of the chart as it takes of the time.
 */
export function countOver(
  timeline: SeekableTimeline,
  spans: Int32Array,
  state: number,
  until: number,
  columns: number,
): Float64Array {
  const count = new Float64Array(columns);
  /** How many more spans fill a column, and those after it, from end to end. */
  const steps = new Float64Array(columns + 1);
  for (const span of spans) {
    if (timeline.state[span] !== state) continue;
    const [from, to] = [timeline.start, timeline.end].map((times) => (times[span]! / until) * columns) as [
      number,
      number,
    ];
    const [left, right] = [Math.floor(from), Math.floor(to)];
    // Of its first and last column a span takes a part; past the last column a typed array takes nothing.
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

/** How many of the spans are in a state at `t`. */
export function countInState(
  { state, start, end }: SeekableTimeline,
  spans: Int32Array,
  of: number,
  t: number,
): number {
  return spans.filter((span) => state[span] === of && start[span]! <= t && t < end[span]!).length;
}
