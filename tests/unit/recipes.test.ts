import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
// @ts-expect-error A script without types.
import { CONTENT, MAKERS } from '../wild/makers.mjs';

const recipes = readFileSync(new URL('../../docs/recipes.md', import.meta.url), 'utf8');

/** Matches what a site has of ours beside its figures. */
const OURS =
  /import '(?:cvsp)[^']*';|clientModules: .*,|isCustomElement: .* tag\.startsWith\('cvsp-'\)|^.*animations\.(?:css|js).*$|^additional-js .*$|<script src=\\?"cvsp-all\.js\\?"><\/script>|^command = .*$/gm;

test('the sites that npm run test:wild builds have what the recipes say', () => {
  const makers = Object.entries(MAKERS) as [string, { files: Record<string, string> }][];
  for (const [name, { files }] of makers) {
    assert.ok(recipes.includes(`**${name.replace(/ \d$/, '')}**`), name);
    // Recipes are for sites at the top of their host.
    const text = Object.values(files).join('\n').replaceAll(CONTENT, '').replaceAll('"/sub/', '"/');
    const ours = text.match(OURS) ?? [];
    assert.ok(ours.length > 0, name);
    // In a notebook, which is JSON, quotes are escaped.
    for (const line of ours) assert.ok(recipes.includes(line.trim().replaceAll('\\"', '"')), `${name}: ${line}`);
  }
});

test('no recipe is longer than ten lines', () => {
  for (const [fence] of recipes.matchAll(/```\w+\n[\s\S]*?```/g)) {
    assert.ok(fence.split('\n').length - 2 <= 10, fence);
  }
});
