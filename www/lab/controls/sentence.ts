import { duration } from '../../words/format.ts';
import type { Plane, Point } from '../state/plane.ts';
import { coresFrom, sayLab } from '../strings.ts';

/** Less than this part of a run cannot be seen, so that it counts as nothing. */
const NOTHING = 0.005;

/** A point on the map in words: the place, the time, and what its neighbours say. */
export interface Sentence {
  readonly told: string;
  readonly neighbours: string;
}

/**
 * Tells what a run takes, and what one more core, and one more task in flight, would save.
 *
 * @param time the makespan of the run at the point, in milliseconds
 */
export function tell(plane: Plane, point: Point, time: number): Sentence {
  const { slots, executors } = point;
  const told = sayLab('lab.told', { slots, executors, time: duration(time) });
  return { told, neighbours: [tellCore(plane, point, time), tellSlot(plane, point, time)].filter(Boolean).join(' ') };
}

function tellCore(plane: Plane, point: Point, time: number): string {
  const [column, row] = plane.cellOf(point);
  const { slots, executors } = point;
  if (executors >= slots) {
    if (column === plane.size - 1) return sayLab('lab.all');
    return sayLab('lab.core.idle', { core: coresFrom(executors, executors + 1), slots });
  }
  // Between two rows that the map has, the next one is that of all slots.
  const next = Math.min(plane.axis[row + 1] ?? slots, slots);
  const then = plane.time(column, row + 1);
  if (Number.isNaN(then)) return '';
  const core = coresFrom(executors, next);
  const gain = time - then;
  if (isNothing(gain, time)) return sayLab('lab.core', { core, time: sayLab('lab.gain.none') });
  return sayLab(gain > 0 ? 'lab.core' : 'lab.core.costs', { core, time: duration(Math.abs(gain)) });
}

function tellSlot(plane: Plane, point: Point, time: number): string {
  const [column, row] = plane.cellOf(point);
  const then = plane.time(column + 1, row);
  if (Number.isNaN(then)) return '';
  const next = plane.axis[column + 1]!;
  const gain = time - then;
  const isOne = next === point.slots + 1;
  if (isNothing(gain, time) || gain > 0) {
    const saved = isNothing(gain, time) ? sayLab('lab.gain.none') : duration(gain);
    return sayLab(isOne ? 'lab.slot' : 'lab.slots', { slots: next, time: saved });
  }
  return sayLab('lab.slot.costs', { slots: next, time: duration(-gain) });
}

function isNothing(gain: number, time: number): boolean {
  return Math.abs(gain) <= time * NOTHING;
}
