import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../', import.meta.url);

/** Names the modules that keep state at their top level, as ARCHITECTURE.md lists them with a reason for each. */
const KEEPERS = ['page/page.ts', 'page/recorded.ts', 'paint/sources.ts', 'run/simulator.ts', 'words/strings.ts'];

/** Finds variables of a module's own, collections that can be filled, and records that can be changed. */
const STATE = [
  /^(?:export )?let\b/m,
  /^(?:export )?const .*= new (?:Map|Set|WeakMap|WeakSet|Page|Recordings)\b[^(]*\(\)/m,
  /^(?:export )?const \w+: Record</m,
];

test('only the modules that ARCHITECTURE.md lists keep state at their top level', () => {
  const files = readdirSync(new URL('www/', ROOT), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort();
  const keepers = files.filter((file) => {
    const text = readFileSync(new URL(`www/${file}`, ROOT), 'utf8');
    return STATE.some((pattern) => pattern.test(text));
  });
  assert.deepEqual(keepers, KEEPERS);
  const architecture = readFileSync(new URL('ARCHITECTURE.md', ROOT), 'utf8');
  for (const file of KEEPERS) assert.ok(architecture.includes(`\`${file}\``), `ARCHITECTURE.md does not list ${file}`);
});
