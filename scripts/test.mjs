// npm test: everything that must hold, in two rows of steps side by side: Rust's, and those of the pages. A failed step does
// not stop the next. npm test -- --only=rust,unit runs the steps whose names start so.
// npm run test:all installs Firefox and WebKit first; npm test leaves out what they are not there for, and says so.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { execute, headline, main, root, UserError } from './run.mjs';
import { chromium, hasEngine, setupEngines, setupNode, setupRust, setupTestTools } from './setup.mjs';

/** Test files that run in Chromium alone, since engines cannot differ in what they hold. */
const ALONE = {
  'access.test.ts': 'axe reads the document and its colours, of which theming.test.ts measures what engines work out',
  'account.test.ts':
    'an account is words and moments, the same in every engine; access-reflow.test.ts measures its room',
  'examples.test.ts': 'what makers of sites make is the same for every engine',
  'lab-element.test.ts':
    'the whole screen of the other engines’ drivers has other sizes than the window, which its numbers are of',
  'lab-take.test.ts':
    'what is copied is the same text in every engine, and elements.test.ts has each show such figures',
  'lab-export.test.ts': 'the driver of WebKit saves no files; docs/lab.md tells what engines cannot encode',
  'lab-random.test.ts': 'it looks for what the lab forgets, and lab.test.ts has each engine do what it should',
  'hydration.test.ts': 'frameworks compare elements in the same way in every engine',
  'figures.test.ts': 'fingerprint.test.ts has each engine simulate, and engines.test.ts has it paint, as Chromium does',
  'reveal.test.ts': 'the deck hides its slides by styles, and scroll.test.ts has each engine tell what is in view',
  'stage.test.ts':
    'the whole screen of the other engines’ drivers has other sizes than the window, which its numbers are of',
  'states.test.ts': 'engines.test.ts compares how each engine paints the states with Chromium, pixel by pixel',
  'tree.test.ts': 'Playwright works the tree out from the document by rules of its own',
};

/** Where tests under Node.js write how long they took, in a file for each engine. */
const times = mkdtempSync(join(tmpdir(), 'cvsp-times-'));

const bin = (path) => ['node', join('node_modules', path)];
// With each comes the feature wasm.
const WASM32 = ['--no-default-features', '--features', 'worker,recordings', '--target', 'wasm32-unknown-unknown'];
const DENY = ['--', '-D', 'warnings'];
const DOC = ['cargo', 'doc', '--package', 'cvsp', '--no-deps'];
const DOC_ENV = { RUSTDOCFLAGS: '-D warnings' };

/** The steps of each row, each with its command and what that has in its environment. */
const ROWS = [
  {
    'rust format': [['cargo', 'fmt', '--all', '--check']],
    'rust tests': [
      ['cargo', 'test', '--workspace'],
      ['cargo', 'test', '--package', 'cvsp', '--test', 'sweep', '--features', 'rayon'],
    ],
    'rust lints': [['cargo', 'clippy', '--workspace', '--all-targets', '--features', 'cvsp/rayon', ...DENY]],
    'rust lints for wasm32': [['cargo', 'clippy', '--package', 'cvsp', '--lib', '--tests', ...WASM32, ...DENY]],
    'rust docs': [DOC, DOC_ENV],
    'rust docs for wasm32': [[...DOC, ...WASM32], DOC_ENV],
    'rust package': [['cargo', 'publish', '--package', 'cvsp', '--dry-run', '--allow-dirty']],
    'wasm tests in Chromium': [['cargo', 'test', '--package', 'cvsp', '--test', 'wasm', ...WASM32]],
  },
  {
    build: [['node', 'scripts/build.mjs']],
    types: [bin('typescript/bin/tsc')],
    'script lints and format': [
      [...bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '--diagnostic-level=warn'],
    ],
    package: [['node', 'scripts/check.mjs', '--without-faults']],
    'unit tests': nodeTests('tests/unit'),
    'browser tests in Chromium': nodeTests('tests/browser', 'chromium'),
    'browser tests in Firefox': nodeTests('tests/browser', 'firefox'),
    'browser tests in WebKit': nodeTests('tests/browser', 'webkit'),
  },
];
/** The steps that need a browser which need not be there. */
const NEEDED = { 'browser tests in Firefox': 'firefox', 'browser tests in WebKit': 'webkit' };
const NAMES = ROWS.flatMap(Object.keys);

await main(async () => {
  await setupNode();
  await setupRust();
  await setupTestTools();
  const args = process.argv.slice(2);
  if (args.includes('--all')) await setupEngines();
  const names = chosen(args.filter((arg) => arg !== '--all'));
  const leftOut = names.filter((name) => name in NEEDED && !hasEngine(NEEDED[name]));

  const results = [];
  const runRow = async (row) => {
    for (const [name, [command, env]] of Object.entries(row)) {
      if (names.includes(name) && !leftOut.includes(name)) results.push(await runStep(name, command, env));
    }
  };
  await Promise.all(ROWS.map(runRow));

  if (readdirSync(times).length > 0) headline('The slowest ten tests');
  for (const { milliseconds, file, name, engine } of slowest(10))
    console.log(`${secondsOf(milliseconds).padStart(6)} s  ${engine}, ${basename(file)}: ${name}`);
  headline('Summary');
  for (const { name, ok, seconds } of results)
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(28)}${seconds.padStart(7)} s`);
  if (results.some(({ name }) => name in NEEDED))
    for (const [file, why] of Object.entries(ALONE)) console.log(`In Chromium alone: ${file}, since ${why}`);
  if (leftOut.length > 0)
    console.log(`Left out: ${leftOut.join(', ')}, which is not installed. npm run test:all installs it first.`);
  const failed = results.filter(({ ok }) => !ok).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
  rmSync(times, { recursive: true });
});

function chosen(args) {
  const wanted = args.flatMap((arg) => {
    if (!arg.startsWith('--only='))
      throw new UserError(`Unknown option ${arg}. There are --all and --only=NAME,NAME of: ${NAMES.join(', ')}.`);
    return arg.slice('--only='.length).split(',');
  });
  const unknown = wanted.filter((word) => !NAMES.some((name) => name.startsWith(word)));
  if (unknown.length > 0)
    throw new UserError(`No step starts with ${unknown.join(', ')}. There are: ${NAMES.join(', ')}.`);
  return NAMES.filter((name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
}

/** Runs a step, and prints all that it has written when it is over, since another one may run beside it. */
async function runStep(name, [program, ...args], env) {
  console.log(`… ${name}`);
  const start = performance.now();
  const { ok, written } = await execute(program, args, { env });
  headline(name);
  process.stdout.write(written);
  return { name, ok, seconds: secondsOf(performance.now() - start) };
}

/** The command that runs the test files of a folder, two at once: each has a browser of its own. */
function nodeTests(folder, engine) {
  const all = readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.ts'));
  const files = all.filter((name) => !engine || engine === 'chromium' || !(name in ALONE));
  const command = [
    ...['node', '--import', 'tsx', '--test', '--test-concurrency=2'],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=./scripts/slowest.mjs', `--test-reporter-destination=${join(times, engine ?? 'Node.js')}`],
    ...files.map((name) => `${folder}/${name}`),
  ];
  return [command, { CHROMIUM: chromium, ...(engine && { CVSP_ENGINE: engine }) }];
}

function slowest(count) {
  const tests = readdirSync(times).flatMap((engine) =>
    readFileSync(join(times, engine), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => ({ engine, ...JSON.parse(line) })),
  );
  return tests.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, count);
}

function secondsOf(milliseconds) {
  return (milliseconds / 1000).toFixed(1);
}
