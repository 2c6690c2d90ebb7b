// The licence of every npm package and crate that is shipped, or used to build and test. What is shipped is the crates in the
// wasm, Rust's own library, and what webpack puts into scripts. Run by itself, it writes the notices of that into dist/.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import satisfies from 'spdx-satisfies';
import { main, root, run, UserError } from './run.mjs';

/** What may be shipped: a notice is all that these ask for. */
const SHIPPED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unicode-3.0', 'Zlib'];
/** What may be used: whatever it asks for ends with what it is in. */
const USED = [...SHIPPED, 'BlueOak-1.0.0', 'CC-BY-3.0', 'CC-BY-4.0', 'CC0-1.0', 'MPL-2.0', 'Python-2.0'];

/** The npm packages whose own code is in scripts: of those that make them, and of those that the lab imports. */
const IN_SCRIPTS = ['webpack', 'mini-css-extract-plugin', 'gifenc', 'mp4-muxer', 'webm-muxer'];

const WASM = [
  '--package',
  'cvsp',
  '--no-default-features',
  '--features',
  'worker,recordings',
  '--target',
  'wasm32-unknown-unknown',
  '--locked',
];

const FOLDERS = ['embed/js/cvsp', 'lib', 'site'];

/** Whether a licence, as an SPDX expression, lets one keep to one of those that are allowed. */
export function isAllowed(licence, isShipped = false) {
  try {
    return satisfies(licence, isShipped ? SHIPPED : USED);
  } catch {
    // It is no such expression.
    return false;
  }
}

/** @throws an error that names each package whose licence is unknown, or not allowed */
export function assertAllowed(packages) {
  const bad = packages.filter(({ licence, isShipped }) => !isAllowed(licence, isShipped));
  if (bad.length === 0) return;
  const lines = bad.map(({ name, version, licence }) => `${name} ${version} is under ${licence ?? 'no known licence'}`);
  throw new UserError(`${lines.join('\n')}\nscripts/licences.mjs says what is allowed.`);
}

/** Prints how many packages are under each licence, and fails where one is not allowed. */
export async function checkLicences() {
  const packages = [...npmPackages(), ...(await crates())];
  const counts = {};
  for (const { licence } of packages) counts[licence] = (counts[licence] ?? 0) + 1;
  for (const licence of Object.keys(counts).sort()) console.log(`${String(counts[licence]).padStart(5)}  ${licence}`);
  assertAllowed(packages);
}

/** Returns all that the lock file has, those for other machines as well, which are not installed. */
function npmPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const file = join(root, path, 'package.json');
      const licence = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).license : license;
      return { name, version, licence, isShipped: IN_SCRIPTS.includes(name), folder: join(root, path) };
    });
}

/** Returns all that Cargo.lock has but for the workspace itself. */
async function crates() {
  const cargo = (...args) => run('cargo', args, { quiet: true });
  const tree = await cargo('tree', ...WASM, '--edges', 'normal,no-proc-macro', '--prefix', 'none');
  const inWasm = new Set([...tree.matchAll(/^(\S+) v(\S+)/gm)].map(([, name, version]) => `${name} ${version}`));
  return JSON.parse(await cargo('metadata', '--format-version', '1', '--all-features', '--locked'))
    .packages.filter(({ source }) => source !== null)
    .map(({ name, version, license, manifest_path }) => ({
      name,
      version,
      // As crates were allowed to write it once.
      licence: license?.replaceAll('/', ' OR '),
      isShipped: inWasm.has(`${name} ${version}`),
      folder: dirname(manifest_path),
    }));
}

/** The texts that go with what is shipped, each once, and whose they are. */
export async function notices() {
  const shipped = [...npmPackages(), ...(await crates())].filter(({ isShipped }) => isShipped);
  assertAllowed(shipped);
  const ofText = new Map();
  for (const { name, version, folder } of shipped) {
    for (const text of licenceTexts(name, folder)) {
      ofText.set(text, [...(ofText.get(text) ?? []), `${name} ${version}`]);
    }
  }
  for (const text of await rustNotices()) ofText.set(text, ['The Rust standard library']);
  const own = readFileSync(join(root, 'LICENSE-MIT'), 'utf8').trim();
  const parts = [...ofText].map(([text, names]) => `${names.join(', ')}\n\n${text}`);
  const head = 'The licences of cvsp, and of what is in its WebAssembly and its scripts.';
  return `${[head, `cvsp, under MIT or Apache-2.0\n\n${own}`, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** Returns all that there are but Apache's, where there is MIT's to be chosen instead. */
function licenceTexts(name, folder) {
  const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
  if (files.length === 0) throw new UserError(`${name} is shipped, and has no licence file in ${folder}.`);
  const isChoice = files.some((file) => /mit/i.test(file));
  const chosen = files.filter((file) => !(isChoice && /apache/i.test(file)));
  return chosen.map((file) => readFileSync(join(folder, file), 'utf8').trim());
}

/** Rust's library is under MIT, and its tables of Unicode under Unicode's licence; the toolchain has the texts. */
async function rustNotices() {
  const sysroot = (await run('rustc', ['--print', 'sysroot'], { quiet: true })).trim();
  const text = (name) => readFileSync(join(sysroot, 'share/doc/rust/licenses', `${name}.txt`), 'utf8').trim();
  const mit = text('MIT').replace('<year> <copyright holders>', 'The Rust Project Developers');
  return [mit, text('Unicode-3.0').replace('<year>', '1991-2024')];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const text = await notices();
    for (const folder of FOLDERS) writeFileSync(join(root, 'dist', folder, 'licences.txt'), text);
  });
}
