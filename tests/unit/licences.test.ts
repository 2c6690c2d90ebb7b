import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
// @ts-expect-error A script without types.
import { faultsIn } from '../../scripts/check.mjs';
// @ts-expect-error A script without types.
import { assertAllowed, isAllowed, notices } from '../../scripts/licences.mjs';

test('a choice of licences is allowed if one of them is', () => {
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

test('the notices have every crate that the wasm contains', async () => {
  const text = await notices();
  // The wasm contains the crates that src/wasm/ and src/scenario/workload.rs use, and none that only run at build time.
  for (const name of ['cvsp', 'js-sys', 'rand', 'talc', 'wasm-bindgen', 'web-sys', 'webpack']) {
    assert.match(text, new RegExp(`^(?:.*, )?${name} ?[\\d.,]`, 'm'), name);
  }
  assert.doesNotMatch(text, /\b(?:syn|quote|serde_derive|criterion|vite|libc) \d/);
  assert.ok(text.includes('The Rust Project Developers') && text.includes('Unicode, Inc.'));
  assert.ok(text.includes(readFileSync('LICENSE-MIT', 'utf8').trim()));
});

test('a source of advisories that was not asked is told from one that knows of none', () => {
  const cases: [program: string, output: string, faults: number | undefined][] = [
    ['npm', '{"metadata":{"vulnerabilities":{"total":0}}}', 0],
    ['npm', '{"metadata":{"vulnerabilities":{"total":2}}}', 2],
    ['npm', '{"message":"405 Method Not Allowed","statusCode":405}', undefined],
    ['npm', '', undefined],
    ['cargo', '{"vulnerabilities":{"found":true,"count":1,"list":[]}}', 1],
    ['cargo', '', undefined],
  ];
  for (const [program, output, faults] of cases) assert.equal(faultsIn(program, output), faults, output);
});
