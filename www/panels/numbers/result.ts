import { boundsOf, duration, times } from '../../words/format.ts';
import type { Member } from '../panel.ts';
import { sayNumbers } from './strings.ts';
import { bytes, percent } from './units.ts';

/** What there is to know of a run to tell what it comes to. */
export type NamedRun = Pick<Member, 'name' | 'scenario' | 'timeline'>;

/** One line of a table: a heading, and what it says of each run. */
export interface Row {
  readonly name: Name;
  readonly heading: string;
  readonly values: readonly string[];
}

type Name = Parameters<typeof sayNumbers>[0] & `numbers.${string}`;

/** What runs come to, side by side; the first row is who they are. */
export function resultOf(runs: readonly NamedRun[]): Row[] {
  const places = placesOf(runs.map(({ timeline }) => timeline.makespan));
  const rows: Row[] = [];
  const add = (name: Name, value: (run: NamedRun, i: number) => string) =>
    rows.push({ name, heading: sayNumbers(name), values: runs.map(value) });

  add('numbers.strategy', ({ name }) => name);
  add('numbers.makespan', ({ timeline }) => duration(timeline.makespan));
  add('numbers.speedup', ({ timeline }) => `${times(timeline.measures.speedup)}×`);
  add('numbers.utilisation', ({ timeline }) => percent(timeline.measures.utilisation));
  add('numbers.waiting', ({ timeline }) => duration(timeline.measures.waiting));
  add('numbers.overhead', ({ timeline }) => duration(timeline.measures.overhead));
  // Memory is told where it was said what a slot takes, and the order of finishing where there is one.
  if (runs.some(({ timeline }) => timeline.measures.peakMemory > 0)) {
    add('numbers.memory', ({ timeline }) => bytes(timeline.measures.peakMemory));
  }
  add('numbers.peak', ({ timeline }) => String(timeline.measures.peakInFlight));
  if (runs.length > 1) add('numbers.place', (_, i) => sayNumbers('numbers.nth', { place: places[i]! }));
  return rows;
}

/** What a table of these rows is called. */
export function captionOf(runs: readonly NamedRun[]): string {
  const names = runs.map(({ name, scenario }) => [name, boundsOf(scenario)].filter(Boolean).join(', '));
  return sayNumbers('numbers.caption', { names: names.join('; ') });
}

/** The place of each run in the order of finishing, from 1; runs that take the same time share theirs. */
export function placesOf(makespans: readonly number[]): number[] {
  return makespans.map((own) => 1 + makespans.filter((other) => other < own).length);
}
