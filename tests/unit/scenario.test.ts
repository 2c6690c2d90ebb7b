import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fieldsIn } from '../support/fields.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Returns the names of a type's properties, and those that are required. */
function propertiesOf(type: string): { all: string[]; needed: string[] } {
  const [, body] = new RegExp(`^export interface ${type} \\{(.*?)^\\}`, 'ms').exec(read('www/run/scenario.ts'))!;
  const properties = [...body!.matchAll(/^ {2}readonly (\w+)(\??):/gm)];
  return {
    all: properties.map(([, name]) => name!),
    needed: properties.filter(([, , mark]) => mark === '').map(([, name]) => name!),
  };
}

for (const [type, list, needed] of [
  ['Scenario', 'FIELDS', ['strategy']],
  ['Task', 'TASK_FIELDS', ['load', 'render']],
] as const) {
  test(`the type ${type} has the fields that the simulator reads, and no others`, () => {
    const properties = propertiesOf(type);
    assert.deepEqual(properties.all.sort(), fieldsIn(list).sort());
    assert.deepEqual(properties.needed, needed);
  });
}

test('the type of strategies has the strategies of the simulator', () => {
  const [, types] = /^ {2}readonly strategy: (.*);/m.exec(read('www/run/scenario.ts'))!;
  const [, names] = /fn name\(self\) -> .*? match self \{(.*?)\n {8}\}/s.exec(read('src/scenario/setup.rs'))!;
  const quoted = (text: string) => [...text.matchAll(/['"]([\w-]+)['"]/g)].map(([, name]) => name);
  assert.deepEqual(quoted(types!), quoted(names!));
});
