// npm run check: what the package weighs and holds, whether its types and its own description are right, the licences of
// all that is used, and what is known of its faults, as tables. It looks at what `npm run build` wrote, builds first where
// nothing has, and fails where there is a problem. --without-faults leaves out what may change while nothing here does.

import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAdvisories } from './advisories.mjs';
import { headline, main, root, run, UserError } from './run.mjs';
import { setupNode } from './setup.mjs';
import { bytes, entries, printFiles, printLater } from './sizes.mjs';

/** What is packed, and nothing else. */
const PARTS = {
  'modules and types': /^dist\/lib\//,
  'classic scripts': /^dist\/embed\/(?:js|css)\//,
  posters: /^dist\/embed\/img\//,
  tables: /^dist\/embed\/tables\//,
  'module for Hugo': /^hugo(?:\/|\.toml$)/,
  'about itself': /^(?:[A-Z]+(?:\.md|-[A-Z]+)|package\.json)$/,
};
const NEEDED = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE-MIT',
  'LICENSE-APACHE',
  'dist/lib/cvsp.js',
  'dist/lib/inline.js',
  'hugo.toml',
  'hugo/layouts/shortcodes/cvsp.html',
];

/** No type for what is no script: bundlers say what they make of the simulator, and nothing imports a classic script. */
const UNTYPED = ['./cvsp.wasm', './embed/*'];

const TARBALL = 'package.tgz';

/** In this order: each is given a folder, in which the second leaves the tarball. */
const checks = {
  'What each entry loads': printSizes,
  'What is packed': pack,
  'Types, as they are found': checkTypes,
  'Lints of the package': (folder) => tool('publint/src/cli.js', 'run', join(folder, TARBALL), '--strict'),
  Licences: async () => (await import('./licences.mjs')).checkLicences(),
  ...(!process.argv.includes('--without-faults') && { 'Known faults': printAdvisories }),
};

await main(async () => {
  await setupNode();
  if (!existsSync(join(root, 'dist/lib'))) await run('node', ['scripts/build.mjs']);
  const folder = mkdtempSync(join(tmpdir(), 'cvsp-check-'));
  try {
    const failed = [];
    for (const [name, check] of Object.entries(checks)) {
      headline(name);
      try {
        await check(folder);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        console.error(error.message);
        failed.push(name);
      }
    }
    if (failed.length > 0) throw new UserError(`Not as it should be: ${failed.join(', ')}.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function tool(path, ...args) {
  return run('node', [join(root, 'node_modules', path), ...args]);
}

/** Where a source cannot be asked, that is said and no more: it may be this machine's fault. */
function printAdvisories() {
  if (checkAdvisories() === 1) throw new UserError('There are known faults.');
}

async function printSizes() {
  for (const { name, first, later } of entries()) {
    console.log(`\n${name}`);
    printFiles(first);
    printLater(later);
  }
}

/** Packs what is built: the script that npm runs before it would build again. */
async function pack(folder) {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename, size, files }] = JSON.parse(await run('npm', args, { quiet: true }));
  renameSync(join(folder, filename), join(folder, TARBALL));
  const row = (name, count, sum) => console.log(name.padEnd(46) + String(count).padStart(10) + bytes(sum).padStart(12));
  console.log(''.padEnd(46) + 'files'.padStart(10) + 'bytes'.padStart(12));
  for (const [name, pattern] of Object.entries(PARTS)) {
    const part = files.filter(({ path }) => pattern.test(path));
    row(
      name,
      part.length,
      part.reduce((sum, { size }) => sum + size, 0),
    );
  }
  row('tarball', files.length, size);
  const paths = files.map(({ path }) => path);
  const missing = NEEDED.filter((path) => !paths.includes(path));
  if (missing.length > 0) throw new UserError(`The package has no ${missing.join(', ')}.`);
  const others = paths.filter((path) => !Object.values(PARTS).some((part) => part.test(path)));
  if (others.length > 0) throw new UserError(`The package has ${others.join(', ')}, too.`);
}

async function checkTypes(folder) {
  const untyped = ['--exclude-entrypoints', ...UNTYPED];
  // There is nothing for `require`: Node.js has it load modules since 20.19.
  const args = [
    '--profile',
    'esm-only',
    '--no-definitely-typed',
    '--no-summary',
    '--format',
    'table-flipped',
    '--no-color',
    ...untyped,
  ];
  await tool('@arethetypeswrong/cli/dist/index.js', join(folder, TARBALL), ...args);
}
