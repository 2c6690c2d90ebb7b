// npm test: all that must hold, one step after the other, a failed one not stopping the next.
// npm test -- --only=rust,unit runs the steps whose names start so.
// npm run test:all installs Firefox and WebKit first; npm test leaves out what they are not there for, and says so.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { headline, main, root, run, UserError } from './run.mjs';
import { chromium, hasEngine, setupEngines, setupNode, setupRust, setupTestTools } from './setup.mjs';

const tool = (path, ...args) => run('node', [join(root, 'node_modules', path), ...args]);
const cargo = (...args) => run('cargo', args);
const docs = (...args) =>
  run('cargo', ['doc', '--package', 'cvsp', '--no-deps', ...args], { env: { RUSTDOCFLAGS: '-D warnings' } });
const WASM32 = ['--features', 'wasm', '--target', 'wasm32-unknown-unknown'];

const steps = {
  'rust format': () => cargo('fmt', '--all', '--check'),
  'rust lints': () => cargo('clippy', '--workspace', '--all-targets', '--', '-D', 'warnings'),
  'rust lints for wasm32': () =>
    cargo('clippy', '--package', 'cvsp', '--lib', '--tests', ...WASM32, '--', '-D', 'warnings'),
  'rust tests': () => cargo('test', '--workspace'),
  'rust docs': () => docs(),
  'rust docs for wasm32': () => docs(...WASM32),
  'rust package': () => cargo('publish', '--package', 'cvsp', '--dry-run', '--allow-dirty'),
  'rust native dependencies': noWasmInNativeBuilds,
  build: () => run('node', ['scripts/build.mjs']),
  types: () => tool('typescript/bin/tsc'),
  'script lints and format': () =>
    tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--diagnostic-level=warn'),
  package: () => run('node', ['scripts/check.mjs', '--without-faults']),
  'wasm tests in Chromium': () => cargo('test', '--package', 'cvsp', '--test', 'wasm', ...WASM32),
  'unit tests': () => nodeTests('tests/unit'),
  'browser tests in Chromium': () => nodeTests('tests/browser', 'chromium'),
  'browser tests in Firefox': () => nodeTests('tests/browser', 'firefox'),
  'browser tests in WebKit': () => nodeTests('tests/browser', 'webkit'),
};
/** The steps that need a browser which need not be there. */
const needed = { 'browser tests in Firefox': 'firefox', 'browser tests in WebKit': 'webkit' };

await main(async () => {
  await setupNode();
  await setupRust();
  await setupTestTools();
  const args = process.argv.slice(2);
  if (args.includes('--all')) await setupEngines();

  const results = [];
  const leftOut = [];
  for (const name of chosen(args.filter((arg) => arg !== '--all'))) {
    if (name in needed && !hasEngine(needed[name])) {
      leftOut.push(name);
      continue;
    }
    headline(name);
    const start = performance.now();
    const error = await steps[name]().then(
      () => null,
      (reason) => reason,
    );
    if (error) console.error(error instanceof UserError ? error.message : error.stack);
    results.push({ name, ok: !error, seconds: ((performance.now() - start) / 1000).toFixed(1) });
  }

  headline('Summary');
  for (const { name, ok, seconds } of results)
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(28)}${seconds.padStart(7)} s`);
  if (leftOut.length > 0)
    console.log(`Left out: ${leftOut.join(', ')}, which is not installed. npm run test:all installs it first.`);
  const failed = results.filter(({ ok }) => !ok).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});

function chosen(args) {
  const names = Object.keys(steps);
  const wanted = args.flatMap((arg) => {
    if (!arg.startsWith('--only='))
      throw new UserError(`Unknown option ${arg}. There are --all and --only=NAME,NAME of: ${names.join(', ')}.`);
    return arg.slice('--only='.length).split(',');
  });
  const unknown = wanted.filter((word) => !names.some((name) => name.startsWith(word)));
  if (unknown.length > 0)
    throw new UserError(`No step starts with ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  return names.filter((name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
}

/** The simulator is a plain Rust crate: only a build for wasm32 may know of a browser. */
async function noWasmInNativeBuilds() {
  const host = /^host: (.+)$/m.exec(await run('rustc', ['-vV'], { quiet: true }))[1];
  const args = ['tree', '--package', 'cvsp', '--edges', 'normal', '--prefix', 'none', '--target', host];
  const tree = await run('cargo', args, { quiet: true });
  console.log(tree);
  const found = tree.match(/^(?:serde-)?(?:wasm-bindgen|js-sys|web-sys)\b.*$/gm);
  if (found) throw new UserError(`A native build of cvsp depends on ${found.join(', ')}.`);
}

async function nodeTests(folder, engine) {
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.ts'));
  if (files.length === 0) throw new UserError(`${folder} holds no *.test.ts`);
  const args = [
    '--import',
    'tsx',
    '--test',
    '--test-concurrency=1',
    '--test-reporter=spec',
    ...files.map((name) => `${folder}/${name}`),
  ];
  await run('node', args, { env: { CHROMIUM: chromium, ...(engine && { CVSP_ENGINE: engine }) } });
}
