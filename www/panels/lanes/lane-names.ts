import type { Recorded, SeekableTimeline } from '../../run/seekable-timeline.ts';
import { sayLanes } from './strings.ts';

/** Names are told in a label up to this many characters; of more, the first and the last one are. */
const MAX_LENGTH = 48;

/**
 * Finds the names of a recording's slots: those of the threads that ran what was in them, where each slot has a thread of
 * its own; or those of the tasks, where each has a task.
 */
export function slotNames(timeline: SeekableTimeline, { tasks, executors = [] }: Recorded): string[] | undefined {
  const ofExecutors = onesIn(timeline.slot, timeline.executor, timeline.slots);
  const name = (names: readonly string[], one: number) => names[one] ?? '';
  if (ofExecutors) return ofExecutors.map((executor) => name(executors, executor));
  return onesIn(timeline.slot, timeline.task, timeline.slots)?.map((task) => name(tasks, task));
}

/** Finds the one number that belongs to each slot; nothing where one has several or none, or two have the same. */
function onesIn(slots: Int32Array, numbers: Int32Array, count: number): number[] | undefined {
  const ones = new Array<number>(count).fill(-1);
  for (let span = 0; span < slots.length; span++) {
    const [slot, one] = [slots[span]!, numbers[span]!];
    if (one < 0 || ones[slot] === one) continue;
    if (ones[slot] !== -1) return undefined;
    ones[slot] = one;
  }
  return ones.includes(-1) || new Set(ones).size < count ? undefined : ones;
}

/** Writes a label with the names of what it counts. */
export function named(lanes: string, names: readonly string[] | undefined): string {
  if (!names?.some(Boolean)) return lanes;
  const all = names.join(', ');
  const short = all.length > MAX_LENGTH && names.length > 1 ? `${names[0]} … ${names.at(-1)}` : all;
  return sayLanes('lanes.named', { lanes, names: short });
}
