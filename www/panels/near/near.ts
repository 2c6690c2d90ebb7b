import { create, createGroup } from '../../dom/create.ts';
import { duration } from '../../words/format.ts';
import numbers from '../numbers/numbers.css';
import type { CreatePanel, Member, PanelHost } from '../panel.ts';
import near from './near.css';
import { nearnessOf } from './nearness.ts';
import { sayNear } from './strings.ts';

/** Creates the panel that says how near the model came to what was recorded, with a table for each prediction. */
export const createNear: CreatePanel = (members, host) => {
  const predictions = members.filter(({ timeline }) => timeline.recording?.comparison);
  const tables = predictions.map((member) => createTable(member, predictions.length > 1, host));
  return {
    element: createGroup('cvsp-near', sayNear('near.label'), ...tables),
    styles: [numbers, near],
    show() {},
    highlight() {},
    remove() {},
  };
};

function createTable({ name, timeline }: Member, isNamed: boolean, host: PanelHost): HTMLElement {
  const { tasks, comparison } = timeline.recording!;
  const { medianEnd, mostEnd, recordedMakespan, recordedEnd, predictedEnd } = comparison!;
  const found = nearnessOf(comparison!, timeline.makespan);
  const off = { time: signed(found.off), percent: Number((100 * found.part).toPrecision(2)) };
  const ends = { median: duration(medianEnd), most: duration(mostEnd) };
  const rows: [heading: string, ...cells: string[]][] = [
    [
      sayNear('near.makespan'),
      exact(recordedMakespan),
      exact(timeline.makespan),
      found.off === 0 ? sayNear('near.ends.exact') : sayNear('near.time.off', off),
    ],
    [
      sayNear('near.bursts'),
      String(found.recordedBursts),
      String(found.predictedBursts),
      found.burstsOff === 0 ? sayNear('near.bursts.exact') : sayNear('near.bursts.off', { most: found.burstsOff }),
    ],
    [sayNear('near.ends'), mostEnd === 0 ? sayNear('near.ends.exact') : sayNear('near.ends.off', ends)],
    [
      sayNear('near.order'),
      found.misplaced === 0
        ? sayNear('near.order.same')
        : sayNear('near.order.off', { count: found.misplaced, tasks: tasks.length }),
    ],
  ];
  const table = create('table', '');
  const title = isNamed ? sayNear('near.of', { name }) : sayNear('near.alone');
  const heads = [title, sayNear('near.recorded'), sayNear('near.predicted'), sayNear('near.off')];
  table.createTHead().append(create('tr', '', ...heads.map((text) => heading(text, 'col'))));
  const body = table.createTBody();
  for (const [name, ...values] of rows) {
    const cells = values.map((value) => create('td', '', value));
    // What has no two numbers has all their room.
    if (cells.length === 1) cells[0]!.colSpan = 3;
    body.append(create('tr', '', heading(name, 'row'), ...cells));
  }
  const element = create('div', 'cvsp-numbers', table);
  const { worst } = found;
  if (worst !== undefined) {
    const [recorded, predicted] = [recordedEnd[worst]!, predictedEnd[worst]!];
    const values = { name: tasks[worst]!, recorded: exact(recorded), predicted: exact(predicted) };
    const button = create('button', 'cvsp-near-worst', sayNear('near.worst', values));
    button.type = 'button';
    button.addEventListener('click', () => {
      host.seek(recorded);
      host.highlight({ task: worst });
    });
    element.append(button);
  }
  return element;
}

/** Writes a time of a run by the millisecond, since predictions are near. */
function exact(milliseconds: number): string {
  return milliseconds < 999.5 || milliseconds >= 100_000
    ? duration(milliseconds)
    : sayNear('near.seconds', { s: (milliseconds / 1000).toFixed(3) });
}

function signed(milliseconds: number): string {
  return `${milliseconds < 0 ? '−' : '+'}${duration(Math.abs(milliseconds))}`;
}

function heading(text: string, scope: 'row' | 'col'): HTMLElement {
  const cell = create('th', '', text);
  cell.scope = scope;
  return cell;
}
