import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
// The lab is a page of its own, whose texts are there from the start, or with what they are for.
import '../../www/lab/export/strings.ts';
import '../../www/lab/machine/strings.ts';
import '../../www/lab/strings.ts';
import '../../www/poster/strings.ts';
import { compare, duration } from '../../www/words/format.ts';
import { say, setStrings } from '../../www/words/strings.ts';

test('every text can be replaced, and values can be anywhere in it', () => {
  setStrings({ 'compare.times': '{times}-mal so schnell', 'duration.s': '{s} Sek.', 'compare.as': 'wie {name}' });
  assert.deepEqual(compare(1000, 4000, 'Schleife'), { speed: '4.0-mal so schnell', than: 'wie Schleife' });
  assert.equal(duration(4200), '4.2 Sek.');
  setStrings({ 'compare.times': '{times}× as fast', 'duration.s': '{s} s', 'compare.as': 'as {name}' });
});

test('braces in a value are not replaced, and braces without a value stay', () => {
  assert.equal(say('controls', { names: '{names}' }), 'Playback: {names}');
  assert.equal(say('controls'), 'Playback: {names}');
});

test('an unknown key and a value that is not a string are errors', () => {
  assert.throws(() => setStrings({ tooken: 'x' }), {
    message: 'strings has "tooken"; its keys are those of the tables in www/',
  });
  assert.throws(() => setStrings({ toString: 'x' } as object), {
    message: 'strings has "toString"; its keys are those of the tables in www/',
  });
  assert.throws(() => setStrings({ controls: 3 as unknown as string }), {
    message: 'strings "controls" is 3; it must be a text',
  });
});

test('a panel’s texts can be replaced before it is loaded, and its unknown keys are reported when it is', async (t) => {
  const error = t.mock.method(console, 'error', () => {});
  setStrings({ 'numbers.of': '{count} von {total}', 'numbers.off': 'x', 'lanes.hint': 'Zeig auf etwas.' });
  assert.equal(error.mock.callCount(), 0);
  const { sayNumbers } = await import('../../www/panels/numbers/strings.ts');
  assert.equal(sayNumbers('numbers.of', { count: 3, total: 16 }), '3 von 16');
  assert.equal(sayNumbers('compare.as', { name: 'x' }), 'as x', 'it says what is always there as well');
  const message = 'strings has "numbers.off"; its keys are those of the tables in www/';
  assert.deepEqual(error.mock.calls[0]?.arguments, [`cvsp: ${message}`]);

  // Now that the table is loaded, its unknown keys are errors at once.
  assert.throws(() => setStrings({ 'numbers.off': 'x' }), { message });
  const { sayLanes } = await import('../../www/panels/lanes/strings.ts');
  assert.equal(sayLanes('lanes.hint'), 'Zeig auf etwas.');
  assert.equal(error.mock.callCount(), 1);
});

const WWW = new URL('../../www/', import.meta.url);
const code = readdirSync(WWW, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, readFileSync(new URL(name, WWW), 'utf8')] as const);
/** Lists the files with tables, and the keys of the tables. */
const tables = code.flatMap(([name, text]) => {
  const table = /^(?:const ENGLISH = |.*addStrings\()\{\n([\s\S]*?)^\}/m.exec(text)?.[1];
  if (table === undefined) return [];
  const keys = [...table.matchAll(/^ {2}(?:'([^']+)'|(\w+)): /gm)].map(([, quoted, bare]) => quoted ?? bare!);
  return [{ name, table, keys }];
});

test('every text of the tables is used', () => {
  const uses = code.map(([, text]) => tables.reduce((rest, { table }) => rest.replace(table, ''), text)).join('\n');
  assert.ok(tables.length >= 5, 'there are tables');
  for (const key of tables.flatMap(({ keys }) => keys)) {
    // Some keys are composed in code, such as `button.${name}`, and those that end in `.one` or `.many`.
    const families = [...key.matchAll(/\./g)].map(({ index }) => `\`${key.slice(0, index)}.\${`);
    const used = [`'${key}'`, `'${key.replace(/\.(?:one|many)$/, '')}'`, ...families];
    assert.ok(
      used.some((use) => uses.includes(use)),
      `nothing says '${key}'`,
    );
  }
});

test('texts of tables that are loaded later can be replaced at once, and no key is in two tables', () => {
  for (const { keys } of tables) setStrings(Object.fromEntries(keys.map((key) => [key, 'x'])));
  const all = tables.flatMap(({ keys }) => keys);
  assert.equal(new Set(all).size, all.length);
  for (const { name, keys } of tables) {
    const folder = /panels\/(\w+)\/strings\.ts$/.exec(name)?.[1];
    if (folder) assert.deepEqual([...new Set(keys.map((key) => key.split('.')[0]))], [folder], name);
  }
});
