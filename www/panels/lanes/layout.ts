import type { SeekableTimeline } from '../../run/seekable-timeline.ts';

/** A chart with more lanes than this is too dense. */
const MAX_LANES = 64;

/** A chart is too dense if its spans are shorter than this on average, in CSS pixels. */
const MIN_SPAN_WIDTH = 2;

/** Sorts the spans of a run into lanes: one lane for each slot, or for each executor. */
export interface Lanes {
  /** Counts the lanes. */
  readonly count: number;
  /** Gives each span's lane, or a number below 0. */
  readonly of: Int32Array;
  /** Lists the spans that have a lane, lane by lane, and in the order of time within a lane. */
  readonly spans: Int32Array;
  /** Gives the index in `spans` at which each lane begins, and after them the length of `spans`. */
  readonly first: Int32Array;
}

/** @param of each span's lane, or a number below 0 */
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

/** Returns the lane's span at `t`, or the nearest one within `reach`, both in milliseconds, or -1. */
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
  // A lane's spans do not overlap, so only the last one that has started, or the one after it, can be near.
  const before = low > begin ? spans[low - 1]! : -1;
  const after = low < stop ? spans[low]! : -1;
  const toBefore = before < 0 ? Infinity : t - end[before]!;
  if (toBefore < 0) return before;
  const toAfter = after < 0 ? Infinity : start[after]! - t;
  if (Math.min(toBefore, toAfter) > reach) return -1;
  return toBefore < toAfter ? before : after;
}

/**
 * Returns whether the lanes or their spans would be too small to see, so that a chart of counts shows more.
 *
 * @param width the width of the run in the chart, in CSS pixels
 */
export function areTooDense({ count, spans }: Lanes, width: number): boolean {
  return count > MAX_LANES || spans.length * MIN_SPAN_WIDTH > count * width;
}

/** Returns the height of a lane and the gap below it, in CSS pixels: from 18 for one lane to 4 for 64 or more. */
export function laneHeight(lanes: number): number {
  return 18 - (14 / 6) * Math.log2(Math.min(lanes, MAX_LANES));
}

/** Counts the spans that are in the state `of` at `t`, in milliseconds. */
export function countInState(
  { state, start, end }: SeekableTimeline,
  spans: Int32Array,
  of: number,
  t: number,
): number {
  return spans.filter((span) => state[span] === of && start[span]! <= t && t < end[span]!).length;
}
