import type { CreatePanel, Member } from '../panel.ts';
import { duration } from '../words.ts';
import { bytes, type Count, countAt, placesOf } from './count.ts';
import { say } from './strings.ts';
import './numbers.css';

type Name = Parameters<typeof say>[0] & `numbers.${string}`;

/** What changes while a run goes on. */
const NOW: readonly [name: Name, value: (count: Count, member: Member) => string][] = [
  ['numbers.finished', ({ finished }, { timeline }) => say('numbers.of', { count: finished, total: timeline.tasks })],
  ['numbers.inFlight', ({ inFlight }, { timeline }) => say('numbers.of', { count: inFlight, total: timeline.slots })],
  ['numbers.running', ({ running }, { timeline }) => say('numbers.of', { count: running, total: timeline.executors })],
  ['numbers.utilisation', ({ utilisation }) => `${Math.floor(100 * utilisation)} %`],
];

/** What a run comes to, which is told once it is finished. */
const RESULTS: readonly [name: Name, value: (member: Member) => string][] = [
  ['numbers.makespan', ({ timeline }) => duration(timeline.makespan)],
  ['numbers.speedup', ({ timeline }) => `${timeline.measures.speedup.toFixed(1)}×`],
  ['numbers.waiting', ({ timeline }) => duration(timeline.measures.waiting)],
  ['numbers.overhead', ({ timeline }) => duration(timeline.measures.overhead)],
];

/** A table of all that there is to count: a line for each number, a column for each member. */
export const createNumbers: CreatePanel = (members) => {
  const element = document.createElement('div');
  const table = document.createElement('table');
  element.className = 'cvsp-numbers';
  element.append(table);

  const places = placesOf(members.map(({ timeline }) => timeline.makespan));
  const results: [name: Name, value: (member: Member) => string][] = [...RESULTS];
  // Memory is told where it was said what a slot takes, and the order of finishing where there is one.
  if (members.some(({ timeline }) => timeline.measures.peakMemory > 0)) {
    results.push(['numbers.memory', ({ timeline }) => bytes(timeline.measures.peakMemory)]);
  }
  if (members.length > 1) {
    results.push(['numbers.place', (member) => say('numbers.nth', { place: places[members.indexOf(member)]! })]);
    const head = table.createTHead().insertRow();
    head.append(document.createElement('td'), ...members.map(({ name }) => heading(name, 'col')));
  }
  const body = table.createTBody();
  const addRow = (name: Name, columns: number): HTMLElement[] => {
    const row = body.insertRow();
    row.append(heading(say(name), 'row'));
    return Array.from({ length: columns }, () => row.insertCell());
  };
  const [elapsed] = addRow('numbers.elapsed', 1) as [HTMLTableCellElement];
  elapsed.colSpan = members.length;
  const now = NOW.map(([name, value]) => ({ value, cells: addRow(name, members.length) }));
  const atEnd = results.map(([name, value]) => ({ value, cells: addRow(name, members.length) }));

  return {
    element,
    show(time) {
      setText(elapsed, say('duration.s', { s: (Math.max(0, time) / 1000).toFixed(1) }));
      members.forEach((member, i) => {
        const count = countAt(member, time);
        const finished = time >= member.timeline.makespan;
        for (const { value, cells } of now) setText(cells[i]!, value(count, member));
        for (const { value, cells } of atEnd) setText(cells[i]!, finished ? value(member) : '–');
      });
    },
    light() {},
    remove() {},
  };
};

function heading(text: string, scope: 'row' | 'col'): HTMLElement {
  const cell = document.createElement('th');
  cell.scope = scope;
  cell.textContent = text;
  return cell;
}

/** Touches the page only where the text is another. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
