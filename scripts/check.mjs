// npm run check: what the package weighs and holds, whether its types and its own description are right, the licences of
// all that is used, and what is known of its faults. It looks at what `npm run build` wrote, builds first where nothing
// has, and fails where there is a problem. --without-faults leaves out what may change while nothing here does.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execute, headline, main, root, run, UserError } from './run.mjs';
import { setupNode } from './setup.mjs';

/** What is packed, and nothing else. */
const PACKED = new RegExp(
  `^(?:${[
    'dist/(?:lib|embed|posters|tables)/',
    'dist/integrity\\.json$',
    'docs/',
    'examples/(?:bundlers|eleventy|html|hugo|python|react)/',
    'bin/cvsp\\.mjs$',
    'hugo/',
    'hugo\\.toml$',
    'package\\.json$',
    '(?:README|CHANGELOG|ARCHITECTURE|CONTRIBUTING)\\.md$',
    'LICENSE-\\w+$',
  ].join('|')})`,
);
const NEEDED = ['README.md', 'CHANGELOG.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'hugo.toml'];

const ATTW = [
  '--profile',
  'esm-only',
  '--no-definitely-typed',
  '--no-summary',
  '--format',
  'table-flipped',
  '--no-color',
];
/** No type is for what is no script: bundlers say what they make of the simulator, and nothing imports a classic script. */
const UNTYPED = ['--exclude-entrypoints', './cvsp.wasm', './embed/*'];

const tool = (path, ...args) => run('node', [join('node_modules', path), ...args]);

/** Each is given the packed package. */
const checks = {
  'What is loaded, after brotli': () => tool('size-limit/bin.js'),
  'Types, as they are found': (packed) => tool('@arethetypeswrong/cli/dist/index.js', packed, ...ATTW, ...UNTYPED),
  'Lints of the package': (packed) => tool('publint/src/cli.js', 'run', packed, '--strict'),
  Addresses: checkAddresses,
  Licences: async () => (await import('./licences.mjs')).checkLicences(),
  ...(!process.argv.includes('--without-faults') && { 'Known faults': checkFaults }),
};

/** Packs what is built into a folder: the script that npm runs before it would build again. */
async function pack(folder) {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename, size, unpackedSize, files }] = JSON.parse(await run('npm', args, { quiet: true }));
  console.log(`${files.length} files, ${unpackedSize} bytes, ${size} bytes packed`);
  const paths = files.map(({ path }) => path);
  const missing = NEEDED.filter((path) => !paths.includes(path));
  const others = paths.filter((path) => !PACKED.test(path));
  if (missing.length > 0 || others.length > 0)
    throw new UserError(
      `The package must hold ${missing.join(', ') || 'no more'}, and must not hold ${others.join(', ')}.`,
    );
  return join(folder, filename);
}

/** Says which addresses the package does not tell of itself. They stay empty until there is a true one. */
async function checkAddresses() {
  const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const missing = ['repository', 'homepage', 'bugs'].filter((field) => about[field] === undefined);
  console.log(missing.length > 0 ? `Missing in package.json: ${missing.join(', ')}.` : 'All are there.');
}

/** Where the commands that ask for known faults have their number. Each needs a server of its own. */
const FAULTS = {
  npm: ({ metadata }) => metadata.vulnerabilities.total,
  cargo: ({ vulnerabilities }) => vulnerabilities.count,
};

/** How many faults `npm audit` or `cargo audit` tells of: undefined where it was not answered, which is not none. */
export function faultsIn(program, json) {
  try {
    return FAULTS[program](JSON.parse(json));
  } catch {
    return undefined;
  }
}

async function checkFaults() {
  let known = 0;
  for (const program of Object.keys(FAULTS)) {
    const { output, written } = await execute(program, ['audit', '--json']);
    const faults = faultsIn(program, output);
    console.log(`${program} audit: ${faults ?? `not asked, since ${written.trim().slice(0, 200)}`}`);
    known += faults ?? 0;
  }
  if (known > 0) throw new UserError('There are known faults.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await setupNode();
    if (!existsSync(join(root, 'dist/lib'))) await run('node', ['scripts/build.mjs']);
    const folder = mkdtempSync(join(tmpdir(), 'cvsp-check-'));
    try {
      headline('What is packed');
      const packed = await pack(folder);
      const failed = [];
      for (const [name, check] of Object.entries(checks)) {
        headline(name);
        await check(packed).catch((error) => {
          console.error(error instanceof UserError ? error.message : error.stack);
          failed.push(name);
        });
      }
      if (failed.length > 0) throw new UserError(`Not as it should be: ${failed.join(', ')}.`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
