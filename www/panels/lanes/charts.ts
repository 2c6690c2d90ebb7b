import { duration } from '../../words/format.ts';
import { countedNoun, isLocked, type Noun, slotNoun } from '../../words/names.ts';
import type { Member } from '../panel.ts';
import { Chart } from './chart.ts';
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
  const { slots, executors, makespan } = timeline;
  const create = (noun: Noun, of: Int32Array, count: number, label: string, heading?: string) => {
    const description = sayLanes('lanes.chart', { name, lanes: label, makespan: duration(makespan) });
    return new Chart({ timeline, member: index, lanes: lanesOf(of, count), noun, label, heading, until, description });
  };
  const noun = slotNoun(scenario);
  const names = countedNoun(noun, slots);
  const worker = isLocked(scenario) ? 'lock' : 'core';
  const haveOwnExecutors = executors === slots;
  const label = haveOwnExecutors && slots > 1 ? sayLanes('lanes.own', { lanes: names }) : names;
  const ofSlots = create(noun, timeline.slot, slots, label, isNamed ? name : undefined);
  return haveOwnExecutors
    ? [ofSlots]
    : [ofSlots, create(worker, timeline.executor, executors, countedNoun(worker, executors))];
}
