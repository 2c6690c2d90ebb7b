import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const version = (text: string, key: string) => new RegExp(`^${key} = "(\\d+\\.\\d+)`, 'm').exec(text)?.[1];

test('the tests use the oldest toolchain that the crate claims to build with', () => {
  const oldest = version(read('Cargo.toml'), 'rust-version');
  assert.ok(oldest, 'Cargo.toml states one');
  assert.equal(version(read('rust-toolchain.toml'), 'channel'), oldest);
  assert.match(read('src/README.md'), new RegExp(`^Rust ${oldest.replace('.', '\\.')} is the oldest`, 'm'));
});
