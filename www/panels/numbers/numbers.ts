import { duration, times } from '../../words/format.ts';
import type { CreatePanel, Member } from '../panel.ts';
import styles from './numbers.css';
import { type Progress, ProgressMeter } from './progress.ts';
import { resultOf } from './result.ts';
import { sayNumbers } from './strings.ts';
import { bytes, percent } from './units.ts';

type Name = Parameters<typeof sayNumbers>[0] & `numbers.${string}`;

const of = (count: number, total: number) => sayNumbers('numbers.of', { count, total });

/** Lists the rows, and how each is computed. They count and measure what has happened so far. */
const ROWS: readonly [name: Name, value: (now: Progress, member: Member) => string][] = [
  ['numbers.makespan', ({ elapsed }, { timeline }) => elapsedText(elapsed, timeline.makespan)],
  ['numbers.finished', ({ finished }, { timeline }) => of(finished, timeline.tasks)],
  ['numbers.inFlight', ({ inFlight }, { timeline }) => of(inFlight, timeline.slots)],
  ['numbers.running', ({ running }, { timeline }) => of(running, timeline.executors)],
  ['numbers.utilisation', ({ utilisation }) => percent(utilisation)],
  // Before the end it would tell how much overlaps, which is more than what is gained.
  [
    'numbers.speedup',
    ({ speedup, elapsed }, { timeline }) => (elapsed < timeline.makespan ? '' : `${times(speedup)}×`),
  ],
  ['numbers.waiting', ({ waiting }) => duration(waiting)],
  ['numbers.overhead', ({ overhead }) => duration(overhead)],
  ['numbers.memory', (_, { timeline }) => bytes(timeline.measures.peakMemory)],
  ['numbers.peak', ({ peak }) => String(peak)],
];

/** Creates the panel that shows a table of counts and measures, with one column for each member. */
export const createNumbers: CreatePanel = (members) => {
  const element = document.createElement('div');
  const table = document.createElement('table');
  element.className = 'cvsp-numbers';
  table.ariaLabel = sayNumbers('numbers.label');
  element.append(table);

  const results = resultOf(members);
  if (members.length > 1) {
    const head = table.createTHead().insertRow();
    head.append(document.createElement('td'), ...results[0]!.values.map((name) => heading(name, 'col')));
  }
  const body = table.createTBody();
  const meters = members.map(({ timeline }) => new ProgressMeter(timeline));
  const hasMemory = results.some(({ name }) => name === 'numbers.memory');
  const rows = ROWS.filter(([name]) => name !== 'numbers.memory' || hasMemory).map(([name, value]) => {
    const row = body.insertRow();
    row.append(heading(sayNumbers(name), 'row'));
    const mayDiffer = new Set(results.find((result) => result.name === name)?.values).size > 1;
    return { value, row, mayDiffer, cells: members.map(() => row.insertCell()) };
  });

  return {
    element,
    styles: [styles],
    show(time) {
      members.forEach((member, i) => {
        const now = meters[i]!.at(time);
        for (const { value, cells } of rows) setText(cells[i]!, value(now, member));
      });
      // What comes to other values in other runs stands out, once it does.
      for (const { row, mayDiffer, cells } of rows) {
        if (mayDiffer) row.classList.toggle('cvsp-differs', new Set(cells.map((cell) => cell.textContent)).size > 1);
      }
    },
    highlight() {},
    remove() {},
  };
};

/** Writes how long a run has taken, in the unit of all of it. */
function elapsedText(elapsed: number, makespan: number): string {
  if (elapsed >= makespan || makespan < 999.5) return duration(elapsed);
  return elapsed < 119_950 ? sayNumbers('duration.s', { s: (elapsed / 1000).toFixed(1) }) : duration(elapsed);
}

function heading(text: string, scope: 'row' | 'col'): HTMLElement {
  const cell = document.createElement('th');
  cell.scope = scope;
  cell.textContent = text;
  return cell;
}

/** Sets an element's text; it changes the page only if the text is different. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
