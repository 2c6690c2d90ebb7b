import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { say, setStrings } from '../../www/strings.ts';
import { compare, duration } from '../../www/words.ts';

test('every word can be replaced, and what is filled in may stand anywhere', () => {
  setStrings({ 'compare.faster': '{times}-mal so schnell', 'duration.s': '{s} Sek.', 'compare.than': 'wie {name}' });
  assert.deepEqual(compare(1000, 4000, 'Schleife'), { speed: '4.0-mal so schnell', than: 'wie Schleife' });
  assert.equal(duration(4200), '4.2 Sek.');
  setStrings({ 'compare.faster': '{times}× faster', 'duration.s': '{s} s', 'compare.than': 'than {name}' });
});

test('a value is never looked into for braces, and braces without a value stay', () => {
  assert.equal(say('dock', { names: '{names}' }), 'Playback: {names}');
  assert.equal(say('dock'), 'Playback: {names}');
});

test('a table with an unknown key, or with what is no text, is refused', () => {
  assert.throws(() => setStrings({ tooken: 'x' }), {
    message: 'strings has "tooken"; its keys are those of www/strings.ts',
  });
  assert.throws(() => setStrings({ toString: 'x' } as object), {
    message: 'strings has "toString"; its keys are those of www/strings.ts',
  });
  assert.throws(() => setStrings({ dock: 3 as unknown as string }), {
    message: 'strings "dock" is 3; it must be a text',
  });
});

test('every word in the table is used', () => {
  const www = new URL('../../www/', import.meta.url);
  const files = readdirSync(www, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const code = files
    .filter((name) => name !== 'strings.ts')
    .map((name) => readFileSync(new URL(name, www), 'utf8'))
    .join('\n');
  const table = readFileSync(new URL('strings.ts', www), 'utf8').split('export type')[0]!;
  for (const [, quoted, bare] of table.matchAll(/^ {2}(?:'([^']+)'|(\w+)): /gm)) {
    const key = quoted ?? bare!;
    // Keys such as `button.play` are put together from what they name.
    const family = `\`${key.split('.')[0]}.\${`;
    assert.ok(code.includes(`'${key}'`) || code.includes(family), `nothing says '${key}'`);
  }
});
