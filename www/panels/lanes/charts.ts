import { duration } from '../../words/format.ts';
import { countedNoun, type Noun, slotNoun } from '../../words/names.ts';
import type { Member } from '../panel.ts';
import { Chart } from './chart.ts';
import { lanesOf } from './layout.ts';
import { sayLanes } from './strings.ts';

/**
 * A member's charts: of its slots, and below it of its executors. Those are left out where every slot has an executor of
 * its own: they would say once more when each slot is rendering.
 */
export function chartsOf(
  { name, scenario, timeline }: Member,
  place: number,
  until: number,
  isNamed: boolean,
): Chart[] {
  const { slots, executors, makespan } = timeline;
  const create = (noun: Noun, of: Int32Array, count: number, label: string, heading?: string) => {
    const description = sayLanes('lanes.chart', { name, lanes: label, makespan: duration(makespan) });
    return new Chart({ timeline, member: place, lanes: lanesOf(of, count), noun, label, heading, until, description });
  };
  const noun = slotNoun(scenario);
  const names = countedNoun(noun, slots);
  const isOwn = executors === slots;
  const label = isOwn && slots > 1 ? sayLanes('lanes.own', { lanes: names }) : names;
  const ofSlots = create(noun, timeline.slot, slots, label, isNamed ? name : undefined);
  return isOwn ? [ofSlots] : [ofSlots, create('core', timeline.executor, executors, countedNoun('core', executors))];
}
