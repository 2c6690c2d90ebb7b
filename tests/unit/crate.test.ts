import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
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

test('a native build of the crate depends on nothing of JavaScript', () => {
  const cargo = (...args: string[]) => spawnSync('cargo', args, { encoding: 'utf8' }).stdout;
  const [, host] = /^host: (.+)$/m.exec(cargo('--version', '--verbose'))!;
  const tree = (...args: string[]) =>
    cargo('tree', '--package', 'cvsp', '--edges', 'normal', '--prefix', 'none', ...args);
  const ofJavaScript = /^(?:serde-)?(?:wasm-bindgen|js-sys|web-sys)\b.*$/m;
  assert.match(tree('--target', 'wasm32-unknown-unknown', '--features', 'wasm'), ofJavaScript);
  assert.match(tree('--target', host!), /^serde v/m);
  assert.doesNotMatch(tree('--target', host!), ofJavaScript);
});
