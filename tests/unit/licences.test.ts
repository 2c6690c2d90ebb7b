import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
// @ts-expect-error A script without types.
import { answerOf } from '../../scripts/advisories.mjs';
// @ts-expect-error A script without types.
import { assertAllowed, isAllowed } from '../../scripts/licences.mjs';
// @ts-expect-error A script without types.
import { notices } from '../../scripts/notices.mjs';

test('a licence is allowed where one of those that it offers is', () => {
  const cases: [licence: string | undefined, used: boolean, shipped: boolean][] = [
    ['MIT', true, true],
    ['GPL-3.0-only', false, false],
    ['GPL-3.0-only OR MIT', true, true],
    ['GPL-3.0-only AND MIT', false, false],
    ['(MIT OR Apache-2.0) AND Unicode-3.0', true, true],
    ['Apache-2.0 WITH LLVM-exception OR MIT', true, true],
    ['MPL-2.0', true, false],
    ['MPL-2.0 OR MIT', true, true],
    ['SEE LICENSE IN LICENSE', false, false],
    ['UNLICENSED', false, false],
    [undefined, false, false],
  ];
  for (const [licence, used, shipped] of cases) {
    assert.deepEqual([isAllowed(licence), isAllowed(licence, true)], [used, shipped], licence);
  }
});

test('each package whose licence is not allowed is named', () => {
  const packages = [
    { name: 'good', version: '1.0.0', licence: 'MIT', isShipped: true },
    { name: 'bad', version: '2.0.0', licence: 'GPL-3.0-only', isShipped: false },
    { name: 'silent', version: '3.0.0', licence: undefined, isShipped: false },
    { name: 'built', version: '4.0.0', licence: 'MPL-2.0', isShipped: true },
  ];
  assert.throws(() => assertAllowed(packages), {
    message:
      /^bad 2\.0\.0 is under GPL-3\.0-only\nsilent 3\.0\.0 is under no known licence\nbuilt 4\.0\.0 is under MPL-2\.0\n/,
  });
});

test('the notices have whatever the wasm is built of', async () => {
  const text = await notices();
  // What src/wasm/ and src/scenario/workload.rs are written with, and none of what is run at build time alone.
  for (const name of ['cvsp', 'js-sys', 'rand', 'serde-wasm-bindgen', 'talc', 'wasm-bindgen', 'webpack']) {
    assert.match(text, new RegExp(`^(?:.*, )?${name} ?[\\d.,]`, 'm'), name);
  }
  assert.doesNotMatch(text, /\b(?:syn|quote|serde_derive|criterion|vite|libc) \d/);
  assert.ok(text.includes('The Rust Project Developers') && text.includes('Unicode, Inc.'));
  assert.ok(text.includes(readFileSync('LICENSE-MIT', 'utf8').trim()));
});

test('a source of advisories that was not asked is told from one that knows of none', () => {
  const cases: [name: string, end: object, faults: number | undefined, text: RegExp][] = [
    ['npm audit', { stdout: '{"metadata":{"vulnerabilities":{"total":0}}}' }, 0, /^none known$/],
    ['npm audit', { stdout: '{"metadata":{"vulnerabilities":{"total":2}}}' }, 2, /^2 known: npm audit/],
    ['npm audit', { stdout: '{"message":"405 Method Not Allowed","statusCode":405}' }, undefined, /^not asked: 405/],
    ['npm audit', { stdout: null, error: new Error('spawnSync npm ENOENT') }, undefined, /^not asked: spawnSync/],
    ['cargo audit', { stdout: '{"vulnerabilities":{"found":true,"count":1,"list":[]}}' }, 1, /^1 known: cargo audit/],
    [
      'cargo audit',
      { stdout: '', stderr: 'error: no such command: `audit`\n' },
      undefined,
      /^not asked: error: no such/,
    ],
  ];
  for (const [name, end, faults, text] of cases) {
    const answer = answerOf(name, end);
    assert.equal(answer.faults, faults, name);
    assert.match(answer.text, text);
  }
});
