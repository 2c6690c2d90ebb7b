import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { simulate } from '../support/simulator.ts';

const file = (name: string) => readFileSync(new URL(`../fingerprint/${name}`, import.meta.url), 'utf8');

test('timelines have the golden fingerprint under Node', () => {
  // FNV-1a as in tests/fingerprint/mod.rs, its 64 bits in two halves: the prime is 2^40 + 0x1b3.
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const scenario of JSON.parse(file('scenarios.json'))) {
    const { kinds, start, end, kind, task, slot, executor } = simulate(scenario);
    for (let span = 0; span < task.length; span++) {
      const [from, to] = [start, end].map((times) => Math.round(times[span]! * 1000));
      const line = `${from} ${to} ${kinds[kind[span]!]} ${task[span]} ${slot[span]} ${executor[span]}\n`;
      for (let place = 0; place < line.length; place++) {
        low = (low ^ line.charCodeAt(place)) >>> 0;
        const product = low * 0x1b3;
        high = (Math.imul(high, 0x1b3) + (low << 8) + Math.floor(product / 2 ** 32)) >>> 0;
        low = product >>> 0;
      }
    }
  }
  const text = [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
  assert.equal(`${text}\n`, file('expected.txt'));
});
