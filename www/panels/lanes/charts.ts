import { duration } from '../../words/format.ts';
import { countedNoun, isLocked, slotNoun } from '../../words/names.ts';
import type { Member } from '../panel.ts';
import { Chart, type ChartOptions } from './chart.ts';
import { named, slotNames } from './lane-names.ts';
import { lanesOf } from './layout.ts';
import { sayLanes } from './strings.ts';

/**
 * Creates a member's charts: one of its slots, and one of its executors. The second is left out if every slot has its
 * own executor, since it would only repeat when each slot renders.
 *
 * @param index the member's index in its group, from 0
 * @param until the end of the charts, in milliseconds
 * @param isNamed whether the first chart shows the member's name
 */
export function chartsOf(
  { name, scenario, timeline }: Member,
  index: number,
  until: number,
  isNamed: boolean,
): Chart[] {
  const { slots, executors, makespan, recording } = timeline;
  type Own = Pick<ChartOptions, 'noun' | 'label' | 'heading' | 'names'>;
  const create = (of: Int32Array, count: number, own: Own) => {
    const description = sayLanes('lanes.chart', { name, lanes: own.label, makespan: duration(makespan) });
    return new Chart({ timeline, member: index, lanes: lanesOf(of, count), until, description, ...own });
  };
  const noun = slotNoun(scenario);
  const counted = countedNoun(noun, slots);
  const heading = isNamed ? name : undefined;
  if (recording?.executors) {
    const names = slotNames(timeline, recording);
    const ofSlots = create(timeline.slot, slots, { noun, label: named(counted, names), heading, names });
    // The names of threads have been told already where each has its own slot, and a runner of tests may tell of none.
    if (executors === 0 || (names && executors === slots)) return [ofSlots];
    const label = named(
      sayLanes(executors === 1 ? 'lanes.executors.one' : 'lanes.executors.many', { count: executors }),
      recording.executors,
    );
    return [
      ofSlots,
      create(timeline.executor, executors, { noun: 'thread', label, heading: undefined, names: recording.executors }),
    ];
  }
  const worker = isLocked(scenario) ? 'lock' : 'core';
  const haveOwnExecutors = executors === slots;
  const label = haveOwnExecutors && slots > 1 ? sayLanes('lanes.own', { lanes: counted }) : counted;
  const ofSlots = create(timeline.slot, slots, { noun, label, heading, names: undefined });
  if (haveOwnExecutors) return [ofSlots];
  const own = { noun: worker, label: countedNoun(worker, executors), heading: undefined, names: undefined } as const;
  return [ofSlots, create(timeline.executor, executors, own)];
}
