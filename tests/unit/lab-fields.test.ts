import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FIELD_NAMES, FIELDS, type Field, SECTIONS } from '../../www/lab/state/fields.ts';
import { fieldText, readField } from '../../www/lab/state/hash.ts';
import { fieldsIn } from '../support/fields.ts';

/** What docs/scenario.md calls the kinds that the drawer names more briefly. */
const KINDS: Readonly<Record<string, Field['kind']>> = {
  'true or false': 'flag',
  '`[columns, rows]`': 'grid',
  'numbers of tasks': 'numbers',
  'list of tasks': 'tasks',
};

/** Reads the rows of the tables whose first column is a field of the scenario. */
function rowsOfDocs(): Record<string, Field> {
  const docs = readFileSync(new URL('../../docs/scenario.md', import.meta.url), 'utf8');
  const tables = [...docs.matchAll(/^\| field \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/gm)].flatMap(([, rows]) =>
    rows!.trim().split('\n'),
  );
  return Object.fromEntries(
    tables.map((line) => {
      const [, name, kind, from, to, leftOut] = line.split('|').map((cell) => cell.trim()) as [
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      const number = (cell: string) => Number(cell.replaceAll(',', ''));
      const field = {
        kind: kind.startsWith('`"') ? 'choice' : (KINDS[kind] ?? kind),
        ...(from && { from: number(from) }),
        ...(to && { to: number(to) }),
        ...(leftOut !== 'an error' && { leftOut: leftOut.replaceAll('`', '') }),
      };
      return [name.slice(1, -1), field as Field];
    }),
  );
}

test('the drawer has a control for every field, with the kind, the bounds and the default of docs/scenario.md', () => {
  assert.deepEqual(FIELDS, rowsOfDocs());
  assert.deepEqual([...FIELD_NAMES].sort(), fieldsIn('FIELDS').sort());
  assert.deepEqual(Object.values(SECTIONS).flat().sort(), [...FIELD_NAMES].sort());
});

test('a field is read as it is written', () => {
  const values: [name: (typeof FIELD_NAMES)[number], value: unknown, text: string][] = [
    ['strategy', 'threads', 'threads'],
    ['limit', 8, '8'],
    ['gil', true, 'true'],
    ['grid', [4, 3], '4x3'],
    ['load', [1500, 7000, 500], '1500..7000/500'],
    ['render', 800, '800'],
    ['blocking', [0, 5], '0,5'],
    ['tasks', [{ load: 1, render: 2 }], '[{"load":1,"render":2}]'],
    ['cores', undefined, ''],
  ];
  for (const [name, value, text] of values) {
    assert.equal(fieldText(name, value), text);
    assert.deepEqual(readField(name, text), value);
  }
});
