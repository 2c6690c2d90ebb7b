// node scripts/licences.mjs: the licence of every npm package and crate that is shipped, or used to build and test, and an
// error where one is not allowed.
// What is shipped is the crates in the wasm, Rust's own library, and what webpack puts into scripts; npm packages are not.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import satisfies from 'spdx-satisfies';
import { headline, main, root, run, UserError } from './run.mjs';

/** What may be shipped: a notice is all that these ask for, and notices are shipped, too. */
const SHIPPED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unicode-3.0', 'Zlib'];
/** What may be used: whatever it asks for ends with what it is in. */
const USED = [...SHIPPED, 'BlueOak-1.0.0', 'CC-BY-3.0', 'CC-BY-4.0', 'CC0-1.0', 'MPL-2.0', 'Python-2.0'];

/** Their own code is in the scripts that they make. */
const IN_SCRIPTS = ['webpack', 'mini-css-extract-plugin'];

const WASM = ['--package', 'cvsp', '--features', 'wasm', '--target', 'wasm32-unknown-unknown', '--locked'];

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

/** Prints a table of all licences, and fails where one is not allowed. */
export async function checkLicences() {
  const packages = await allPackages();
  const shipped = packages.filter(({ isShipped }) => isShipped);
  const licences = [...new Set(packages.map(({ licence }) => licence ?? 'unknown'))].sort();
  const line = (name, ...cells) =>
    console.log(name.padEnd(54) + cells.map((cell) => String(cell).padStart(9)).join(''));
  line('licence', 'crates', 'npm', 'shipped');
  for (const licence of licences) {
    const under = packages.filter((one) => (one.licence ?? 'unknown') === licence);
    const count = (is) => under.filter(is).length || '';
    line(
      licence,
      count(({ kind }) => kind === 'crate'),
      count(({ kind }) => kind === 'npm'),
      count(({ isShipped }) => isShipped),
    );
  }
  console.log(
    `Shipped: ${shipped.map(({ name, version }) => `${name} ${version}`).join(', ')}, and Rust’s own library.`,
  );
  assertAllowed(packages);
}

/** Every package: its kind, name, version, licence, folder, and whether it is shipped. */
export async function allPackages() {
  return [...npmPackages(), ...(await crates())];
}

/** All that the lock file has, those for other machines as well, which are not installed. */
function npmPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const file = join(root, path, 'package.json');
      const own = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).license : license;
      const isShipped = IN_SCRIPTS.includes(name);
      return { kind: 'npm', name, version, licence: own, isShipped, folder: join(root, path) };
    });
}

/** All that Cargo.lock has but for the workspace itself. */
async function crates() {
  const tree = await run('cargo', ['tree', ...WASM, '--edges', 'normal,no-proc-macro', '--prefix', 'none'], {
    quiet: true,
  });
  const inWasm = new Set([...tree.matchAll(/^(\S+) v(\S+)/gm)].map(([, name, version]) => `${name} ${version}`));
  const metadata = await run('cargo', ['metadata', '--format-version', '1', '--all-features', '--locked'], {
    quiet: true,
  });
  return JSON.parse(metadata)
    .packages.filter(({ source }) => source !== null)
    .map(({ name, version, license, manifest_path }) => ({
      kind: 'crate',
      name,
      version,
      // As crates were allowed to write it once.
      licence: license?.replaceAll('/', ' OR '),
      isShipped: inWasm.has(`${name} ${version}`),
      folder: dirname(manifest_path),
    }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    headline('Licences');
    await checkLicences();
  });
}
