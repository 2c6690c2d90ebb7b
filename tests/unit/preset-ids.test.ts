import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
// @ts-expect-error A script without types.
import { withPresetIds } from '../../scripts/preset-ids.mjs';
import { presets } from '../../www/page/presets.ts';

const SHEET = readFileSync('www/figure/figures.css', 'utf8');
const idsAt = (place: string): string[] => withPresetIds(`#presets-${place}`).split(', ');

test('style sheets name each preset where figures of its kind are', () => {
  const ids = Object.keys(presets);
  const rows = ids.filter((id) => /-(?:left|middle|right)$/.test(id));
  const middles = rows.filter((id) => id.endsWith('-middle')).map((id) => id.replace('middle', ''));
  const cases: Record<string, string[]> = {
    all: ids,
    steps: ['single-pixel-load', 'single-pixel-render'],
    rows,
    rest: rows.filter((id) => !id.endsWith('-left')),
    thirds: rows.filter((id) => middles.some((group) => id.startsWith(group))),
    large: ['large-left', 'large-right'],
    bounded: rows.filter((id) => !/^(?:all-ideal|large|chain)-/.test(id)),
  };
  for (const [place, expected] of Object.entries(cases)) {
    assert.deepEqual(
      idsAt(place),
      expected.map((id) => `#${id}`),
      place,
    );
    assert.ok(SHEET.includes(`#presets-${place}`), place);
  }
  assert.throws(() => withPresetIds('#presets-none {}'));
});

test('all style sheets that are built have the same rules for placeholders', () => {
  const [first] = withPresetIds(SHEET).match(/:is\(\s*#[^)]*/)!;
  const expected = first.replaceAll(/\s/g, '');
  for (const file of ['embed/css/cvsp/animations.css', 'lib/cvsp.css', 'embed/js/cvsp/cvsp-all.js']) {
    const text = readFileSync(`dist/${file}`, 'utf8');
    assert.ok(text.includes(expected), file);
    assert.ok(!text.includes('#presets-'), file);
  }
});
