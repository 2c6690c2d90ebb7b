import type { Comparison } from '../../../pkg/recordings/cvsp.js';

/** Sums up how near a prediction is to its recording. Times are in milliseconds. */
export interface Nearness {
  /** The prediction's makespan less the recorded one, and that as a part of the recorded one. */
  readonly off: number;
  readonly part: number;
  /** All bursts of all tasks, and by how many those of one task differ at the most. */
  readonly recordedBursts: number;
  readonly predictedBursts: number;
  readonly burstsOff: number;
  /** How many tasks have another place in the order of finishing. */
  readonly misplaced: number;
  /** The task whose end differs by most; nothing where none does. */
  readonly worst: number | undefined;
}

export function nearnessOf(comparison: Comparison, predictedMakespan: number): Nearness {
  const { recordedMakespan, recordedEnd, predictedEnd, recordedBursts, predictedBursts } = comparison;
  const off = predictedMakespan - recordedMakespan;
  const sum = (numbers: Uint32Array) => numbers.reduce((sum, number) => sum + number, 0);
  const [recordedOrder, predictedOrder] = [orderOf(recordedEnd), orderOf(predictedEnd)];
  let [worst, most, burstsOff]: [number | undefined, number, number] = [undefined, 0, 0];
  recordedEnd.forEach((end, task) => {
    const difference = Math.abs(end - predictedEnd[task]!);
    if (difference > most) [worst, most] = [task, difference];
    burstsOff = Math.max(burstsOff, Math.abs(recordedBursts[task]! - predictedBursts[task]!));
  });
  return {
    off,
    part: comparison.makespan,
    recordedBursts: sum(recordedBursts),
    predictedBursts: sum(predictedBursts),
    burstsOff,
    misplaced: recordedOrder.filter((task, place) => task !== predictedOrder[place]).length,
    worst,
  };
}

/** Returns the tasks in the order in which they end; those that end together in that of their numbers. */
function orderOf(ends: Float64Array): number[] {
  return [...ends.keys()].filter((task) => !Number.isNaN(ends[task])).sort((a, b) => ends[a]! - ends[b]!);
}
