import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compare, duration } from '../../www/words/format.ts';
import { say, setStrings } from '../../www/words/strings.ts';

test('every word can be replaced, and what is filled in may stand anywhere', () => {
  setStrings({ 'compare.faster': '{times}-mal so schnell', 'duration.s': '{s} Sek.', 'compare.than': 'wie {name}' });
  assert.deepEqual(compare(1000, 4000, 'Schleife'), { speed: '4.0-mal so schnell', than: 'wie Schleife' });
  assert.equal(duration(4200), '4.2 Sek.');
  setStrings({ 'compare.faster': '{times}× faster', 'duration.s': '{s} s', 'compare.than': 'than {name}' });
});

test('a value is never looked into for braces, and braces without a value stay', () => {
  assert.equal(say('controls', { names: '{names}' }), 'Playback: {names}');
  assert.equal(say('controls'), 'Playback: {names}');
});

test('a table with an unknown key, or with what is no text, is refused', () => {
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

test('a panel’s words are replaced before it is loaded, and a key that it does not have is told of when it is', async (t) => {
  const error = t.mock.method(console, 'error', () => {});
  setStrings({ 'numbers.of': '{count} von {total}', 'numbers.off': 'x', 'lanes.hint': 'Zeig auf etwas.' });
  assert.equal(error.mock.callCount(), 0);
  const { sayNumbers } = await import('../../www/panels/numbers/strings.ts');
  assert.equal(sayNumbers('numbers.of', { count: 3, total: 16 }), '3 von 16');
  assert.equal(sayNumbers('compare.as', { name: 'x' }), 'as x', 'it says what is always there as well');
  const message = 'strings has "numbers.off"; its keys are those of the tables in www/';
  assert.deepEqual(error.mock.calls[0]?.arguments, [`cvsp: ${message}`]);

  // From now on it is known at once.
  assert.throws(() => setStrings({ 'numbers.off': 'x' }), { message });
  const { sayLanes } = await import('../../www/panels/lanes/strings.ts');
  assert.equal(sayLanes('lanes.hint'), 'Zeig auf etwas.');
  assert.equal(error.mock.callCount(), 1);
});

const WWW = new URL('../../www/', import.meta.url);
const code = readdirSync(WWW, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, readFileSync(new URL(name, WWW), 'utf8')] as const);
/** The files with tables, and the keys of those. */
const tables = code.flatMap(([name, text]) => {
  const table = /^(?:const ENGLISH = |.*addStrings\()\{\n([\s\S]*?)^\}/m.exec(text)?.[1];
  if (table === undefined) return [];
  const keys = [...table.matchAll(/^ {2}(?:'([^']+)'|(\w+)): /gm)].map(([, quoted, bare]) => quoted ?? bare!);
  return [{ name, table, keys }];
});

test('every word in the tables is used', () => {
  const uses = code.map(([, text]) => tables.reduce((rest, { table }) => rest.replace(table, ''), text)).join('\n');
  assert.ok(tables.length >= 5, 'there are tables');
  for (const key of tables.flatMap(({ keys }) => keys)) {
    // Keys such as `button.play` are put together from what they name, and those of one and many from what they count.
    const families = [...key.matchAll(/\./g)].map(({ index }) => `\`${key.slice(0, index)}.\${`);
    const used = [`'${key}'`, `'${key.replace(/\.(?:one|many)$/, '')}'`, ...families];
    assert.ok(
      used.some((use) => uses.includes(use)),
      `nothing says '${key}'`,
    );
  }
});

test('words that come later can be replaced at once, and no two tables have one key', () => {
  for (const { keys } of tables) setStrings(Object.fromEntries(keys.map((key) => [key, 'x'])));
  const all = tables.flatMap(({ keys }) => keys);
  assert.equal(new Set(all).size, all.length);
  for (const { name, keys } of tables) {
    const folder = /panels\/(\w+)\/strings\.ts$/.exec(name)?.[1];
    if (folder) assert.deepEqual([...new Set(keys.map((key) => key.split('.')[0]))], [folder], name);
  }
});
