import type { CreatePanel, Member } from '../panel.ts';
import styles from './numbers.css';
import { type Progress, progressAt } from './progress.ts';
import { resultOf } from './result.ts';
import { sayNumbers } from './strings.ts';
import { percent } from './units.ts';

type Name = Parameters<typeof sayNumbers>[0] & `numbers.${string}`;

/** Lists the rows that change during a run, and how each is computed. */
const NOW: readonly [name: Name, value: (count: Progress, member: Member) => string][] = [
  [
    'numbers.finished',
    ({ finished }, { timeline }) => sayNumbers('numbers.of', { count: finished, total: timeline.tasks }),
  ],
  [
    'numbers.inFlight',
    ({ inFlight }, { timeline }) => sayNumbers('numbers.of', { count: inFlight, total: timeline.slots }),
  ],
  [
    'numbers.running',
    ({ running }, { timeline }) => sayNumbers('numbers.of', { count: running, total: timeline.executors }),
  ],
  ['numbers.utilisation', ({ utilisation }) => percent(utilisation)],
];

/** Creates the panel that shows a table of counts and measures, with one column for each member. */
export const createNumbers: CreatePanel = (members) => {
  const element = document.createElement('div');
  const table = document.createElement('table');
  element.className = 'cvsp-numbers';
  table.ariaLabel = sayNumbers('numbers.label');
  element.append(table);

  const [names, ...results] = resultOf(members);
  if (members.length > 1) {
    const head = table.createTHead().insertRow();
    head.append(document.createElement('td'), ...names!.values.map((name) => heading(name, 'col')));
  }
  const body = table.createTBody();
  const addRow = (head: string, columns: number): HTMLElement[] => {
    const row = body.insertRow();
    row.append(heading(head, 'row'));
    return Array.from({ length: columns }, () => row.insertCell());
  };
  const [elapsed] = addRow(sayNumbers('numbers.elapsed'), 1) as [HTMLTableCellElement];
  elapsed.colSpan = members.length;
  const now = NOW.map(([name, value]) => ({ value, cells: addRow(sayNumbers(name), members.length) }));
  // Numbers that change during the run have a row already.
  const atEnd = results
    .filter((row) => NOW.every(([name]) => name !== row.name))
    .map(({ heading, values }) => ({ values, cells: addRow(heading, members.length) }));

  return {
    element,
    styles: [styles],
    show(time) {
      setText(elapsed, sayNumbers('duration.s', { s: (Math.max(0, time) / 1000).toFixed(1) }));
      members.forEach((member, i) => {
        const count = progressAt(member, time);
        const finished = time >= member.timeline.makespan;
        for (const { value, cells } of now) setText(cells[i]!, value(count, member));
        for (const { values, cells } of atEnd) setText(cells[i]!, finished ? values[i]! : '–');
      });
    },
    highlight() {},
    remove() {},
  };
};

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
