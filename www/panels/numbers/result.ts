import { boundsOf, duration, times } from '../../words/format.ts';
import type { Member } from '../panel.ts';
import { sayNumbers } from './strings.ts';
import { bytes, percent } from './units.ts';

/** A run with the name that readers see, as the table of results needs it. */
export type NamedRun = Pick<Member, 'name' | 'scenario' | 'timeline'>;

/** Describes one row of a table: a heading, and a value for each run. */
export interface Row {
  readonly name: Name;
  readonly heading: string;
  readonly values: readonly string[];
}

type Name = Parameters<typeof sayNumbers>[0] & `numbers.${string}`;

/** Returns the rows of a table that compares the results of runs. The first row has their names. */
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
  // Memory is shown only if a scenario says how much a slot takes, and places only if there are several runs.
  if (runs.some(({ timeline }) => timeline.measures.peakMemory > 0)) {
    add('numbers.memory', ({ timeline }) => bytes(timeline.measures.peakMemory));
  }
  add('numbers.peak', ({ timeline }) => String(timeline.measures.peakInFlight));
  if (runs.length > 1) add('numbers.place', (_, i) => sayNumbers('numbers.nth', { place: places[i]! }));
  return rows;
}

/** Returns the table's caption: the names of the runs and their bounds. */
export function captionOf(runs: readonly NamedRun[]): string {
  const names = runs.map(({ name, scenario }) => [name, boundsOf(scenario)].filter(Boolean).join(', '));
  return sayNumbers('numbers.caption', { names: names.join('; ') });
}

/** Returns each run's place in the order of finishing, from 1. Runs that take the same time share a place. */
export function placesOf(makespans: readonly number[]): number[] {
  return makespans.map((own) => 1 + makespans.filter((other) => other < own).length);
}
