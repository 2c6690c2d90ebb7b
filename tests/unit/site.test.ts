import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { presets } from '../../www/presets.ts';
import { duration } from '../../www/words.ts';
import { simulatePreset } from '../support/simulator.ts';

const page = readFileSync(new URL('../../www/site/index.html', import.meta.url), 'utf8');

test('every number of a run in the walkthrough’s prose is what the simulator computes', () => {
  const results = [...page.matchAll(/<data class="cvsp-result"([^>]*)>([^<]*)<\/data>/g)];
  assert.equal(
    results.length,
    page.split('cvsp-result').length - 1,
    'every result is a <data> element with plain text',
  );
  assert.ok(results.length > 0);
  for (const [element, attributes, text] of results) {
    const { value, figure, measure, than } = Object.fromEntries(
      [...attributes!.matchAll(/(?:data-)?([a-z]+)="([^"]*)"/g)].map(([, name, content]) => [name, content]),
    );
    const own = simulatePreset(figure!).makespan;
    if (measure === 'makespan') {
      assert.deepEqual([text, value], [duration(own), String(own)], element);
    } else {
      const speedUp = simulatePreset(than!).makespan / own;
      assert.deepEqual(
        [measure, text, value],
        ['speed-up', `${speedUp.toFixed(1)} times`, speedUp.toFixed(3)],
        element,
      );
    }
  }
});

test('the walkthrough shows every preset once', () => {
  for (const id of Object.keys(presets)) assert.equal(page.split(`<div id="${id}"`).length - 1, 1, id);
});
