import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkOptions } from '../../www/figure/options.ts';
import { fieldsIn } from '../support/fields.ts';
import { simulate } from '../support/simulator.ts';

type Options = Record<string, unknown>;

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  readonly leftOut: string;
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Reads the rows of all tables whose first column has this heading. */
function rowsOf(heading: string): Row[] {
  const pattern = new RegExp(`^\\| ${heading} \\|.*\\n\\|[-|]+\\|\\n((?:\\|.*\\n)+)`, 'gm');
  const tables = [...read('docs/scenario.md').matchAll(pattern)].map(([, rows]) => rows!.trim());
  return tables
    .flatMap((rows) => rows.split('\n'))
    .map((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      assert.equal(cells.length, 8, line);
      const [, name, kind, from, to, leftOut] = cells as [string, string, string, string, string, string];
      const number = (cell: string) => (cell === '' ? Number.NaN : Number(cell.replaceAll(',', '')));
      return { name: name.slice(1, -1), kind, from: number(from), to: number(to), leftOut };
    });
}

const GRID = { grid: [3, 2], load: [5, 40], render: [2, 30], seed: 7, limit: 3, cores: 2, workers: 2 };
const TASKS = Array(6).fill({ load: 4, render: 3 });
const STRATEGIES: Options[] = [
  ...['sequential', 'threads', 'processes', 'coroutines', 'work-stealing'].map((strategy) => ({ strategy })),
  { strategy: 'threads', gil: true },
];

/** Lists the rows of each table, the path of its fields in errors, and how to put a field into a good scenario. */
const TABLES: [rows: Row[], path: string, into: (strategy: Options, fields: Options) => Options][] = [
  [rowsOf('field'), '', (strategy, fields) => ({ ...('tasks' in fields ? {} : GRID), ...strategy, ...fields })],
  [
    rowsOf('field of a task'),
    'tasks[6].',
    (strategy, fields) => ({ ...strategy, tasks: [...TASKS, { load: 4, render: 3, ...fields }] }),
  ],
  [rowsOf('option'), '', (strategy, fields) => ({ ...GRID, ...strategy, ...fields })],
];

/** Returns the results of options: the checked options, and the timeline. */
function run(options: Options) {
  const { markers, ...config } = checkOptions(options);
  return { ...config, scenario: undefined, markers: markers(1000), timeline: simulate(config.scenario) };
}

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 60);

/** Returns values that a field of this type allows, including its bounds, and values that it does not allow. */
function valuesOf({ kind, from, to }: Row): { good: unknown[]; bad: unknown[] } {
  const list = (count: number) => Array(count).fill({ load: 0, render: 0 });
  switch (kind) {
    case 'whole number':
    case 'bytes':
      return { good: [from, to], bad: [from - 1, to + 1, from + 0.5, String(from), [from]] };
    case 'number':
    case 'milliseconds':
      return { good: [from, to], bad: [from - 0.001, to + 0.001, String(from), [from]] };
    case 'durations':
      return {
        good: [from, to, [from, to], [to, to, to], [from, to, 0.001]],
        bad: [from - 0.001, to + 0.001, [from, to + 0.001], [2, 1], [1, 2, 0], [1, 2, 0.0004], [1], [1, 2, 3, 4], '5'],
      };
    case '`[columns, rows]`':
      return {
        good: [
          [from, from],
          [to, 1],
          [1, to],
        ],
        bad: [[from - 1, 4], [to + 1, 1], [2, to], [1.5, 2], 4, '4x4'],
      };
    case 'numbers of tasks':
      // The grid has tasks 0 to 5, and so many come before the seventh task of a list.
      return { good: [[], [from], [5, from]], bad: [[from - 1], [6], [0.5], from, true] };
    case 'list of tasks':
      // A list of the maximum length would take seconds to read.
      return { good: [list(from)], bad: [list(from - 1), list(to + 1), {}, [1]] };
    case 'text':
      return { good: ['a', '<b>'], bad: ['', 3, {}] };
    case 'object':
      return { good: [{}, { '4.2s': 'a', '50%': 'b', end: 'c' }], bad: [[], 'a', { soon: 'a' }, { '4.2s': 3 }] };
    default: {
      const names = [...kind.matchAll(/`"([\w-]+)"`/g)].map(([, name]) => name);
      const numbers = [...kind.matchAll(/`([\d.]+)`/g)].map(([, number]) => Number(number));
      if (numbers.length > 0) return { good: numbers, bad: [0, 3, -1, String(numbers[0])] };
      const flags = kind.startsWith('true or false') ? [true, false] : [];
      assert.ok(names.length + flags.length > 0, `there is no kind “${kind}”`);
      return { good: [...names, ...flags], bad: ['other', 1, flags.length > 0 ? 'true' : true] };
    }
  }
}

test('the tables have every field of the simulator and every option of a figure, once each', () => {
  const [, options] = /const \{([^}]*), \.\.\.scenario,? \} = options;/.exec(
    read('www/figure/options.ts').replace(/\s+/g, ' '),
  )!;
  assert.deepEqual(
    TABLES.map(([rows]) => rows.map(({ name }) => name).sort()),
    [fieldsIn('FIELDS').sort(), fieldsIn('TASK_FIELDS').sort(), options!.trim().split(', ').sort()],
  );
});

test('values within the bounds of the tables are accepted, and values beyond are errors that name the field', () => {
  for (const [rows, path, into] of TABLES) {
    for (const row of rows) {
      const { good, bad } = valuesOf(row);
      const options = (value: unknown) => into({ strategy: 'threads' }, { [row.name]: value });
      for (const value of good) assert.doesNotThrow(() => run(options(value)), `${path}${row.name}: ${shown(value)}`);
      for (const value of bad) {
        assert.throws(
          () => run(options(value)),
          ({ message }: Error) => message.startsWith(`${path}${row.name}`),
          `${path}${row.name}: ${shown(value)}`,
        );
      }
    }
  }
});

test('the defaults are those of the tables', () => {
  for (const [rows, path, into] of TABLES) {
    for (const { name, to, leftOut } of rows) {
      const what = `${path}${name}`;
      const without = (strategy: Options) => {
        const options = into(strategy, { [name]: undefined });
        return name === 'strategy' ? { ...options, strategy: undefined } : options;
      };
      if (leftOut === 'an error') {
        assert.throws(
          () => run(without({ strategy: 'threads' })),
          ({ message }: Error) => message.startsWith(`${what} is missing; it must be `),
        );
        continue;
      }
      if (['none', 'a grid', 'another one each time'].includes(leftOut)) continue;
      const value = leftOut === 'no bound' ? to : JSON.parse(leftOut.slice(1, -1));
      for (const strategy of STRATEGIES) {
        if (name in strategy) continue;
        assert.deepEqual(run(without(strategy)), run(into(strategy, { [name]: value })), what);
      }
    }
  }
});
