import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fingerprint } from '../support/fingerprint.ts';
import { simulate } from '../support/simulator.ts';

const file = (name: string) => readFileSync(new URL(`../fingerprint/${name}`, import.meta.url), 'utf8');

test('timelines have the golden fingerprint under Node', () => {
  assert.equal(fingerprint(simulate, JSON.parse(file('scenarios.json'))), file('expected.txt'));
});
