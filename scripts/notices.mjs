// Writes the licences of all that is shipped beside what ships it, in dist/.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allPackages, assertAllowed } from './licences.mjs';
import { root, run, UserError } from './run.mjs';

const FOLDERS = ['embed/js/cvsp', 'lib', 'site'];

/** The texts that go with what is shipped, each once, and whose they are. */
export async function notices() {
  const packages = (await allPackages()).filter(({ isShipped }) => isShipped);
  assertAllowed(packages);
  const ofText = new Map();
  for (const { name, version, folder } of packages) {
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

/** All that there are but Apache's, where there is MIT's to be chosen instead. */
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
  const text = await notices();
  for (const folder of FOLDERS) writeFileSync(join(root, 'dist', folder, 'licences.txt'), text);
}
