import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('what pages preload is what the script asks for: the simulator of this version', () => {
  const { version } = JSON.parse(read('package.json'));
  const address = `js/cvsp/cvsp.wasm?${version}`;
  assert.ok(read('dist/embed/js/cvsp/animations.js').includes(`"cvsp.wasm?${version}"`));
  assert.ok(read('docs/embedding.md').includes(`<link rel="preload" href="${address}" as="fetch"`));
  const partial = read('hugo/layouts/partials/cvsp/head.html').replace(/\{\{ "(.+?)" \| relURL \}\}/g, '$1');
  assert.ok(partial.includes(`<link rel="preload" href="${address}" as="fetch"`));
});
