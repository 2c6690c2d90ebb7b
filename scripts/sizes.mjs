// What each way of loading figures weighs, of what `npm run build` wrote to dist/.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from './run.mjs';

/** All that a post loads to play, in bytes after brotli at its best. */
export const BUDGET = 50_000;

const embed = (...names) => names.map((name) => `dist/embed/${name}`);
const lib = (...names) => names.map((name) => `dist/lib/${name}`);

const PANELS = ['lanes', 'numbers', 'account', 'code'];

/** What a post loads to play. */
export const POST = embed('js/cvsp/animations.js', 'js/cvsp/cvsp.wasm', 'css/cvsp/animations.css');
/** The file that has all inside. */
export const ALL = embed('js/cvsp/cvsp-all.js');

/** What is loaded to play, and later: when it is first wanted; the lanes also, for printing, when the browser is idle. */
export function entries() {
  return [
    {
      name: 'Classic script, dist/embed/js/cvsp/animations.js',
      first: POST,
      later: [
        embed('js/cvsp/cvsp-elements.js'),
        ...PANELS.map((name) => embed(`js/cvsp/cvsp-${name}.js`, `css/cvsp/cvsp-${name}.css`)),
      ],
    },
    { name: 'All in one, dist/embed/js/cvsp/cvsp-all.js', first: ALL, later: [] },
    library('Modules, cvsp', 'cvsp.js', 'cvsp.wasm'),
    library('Modules, cvsp/inline', 'inline.js'),
  ];
}

function library(name, entry, ...beside) {
  const first = closure([entry]);
  const panels = first.flatMap((file) => importsOf(file, /\bimport\("\.\/(.+?)"\)/g));
  const later = panels.map((panel) => closure([panel]).filter((file) => !first.includes(file)));
  return { name, first: lib(...first, ...beside, 'cvsp.css'), later: later.map((files) => lib(...files)) };
}

/** The modules that these lead to at once. */
function closure(names) {
  const all = new Set(names);
  for (const name of all) for (const other of importsOf(name, /\bfrom"\.\/(.+?)"/g)) all.add(other);
  return [...all];
}

function importsOf(name, pattern) {
  return [...readFileSync(join(root, 'dist/lib', name), 'utf8').matchAll(pattern)].map(([, other]) => other);
}

/** Prints what each of the files weighs, and all of them. */
export function printFiles(files) {
  line('', 'bytes', 'brotli');
  for (const file of files) print(file, sizeOf([file]));
  if (files.length > 1) print('total', sizeOf(files));
}

export function printLater(groups) {
  for (const files of groups) print(`later: ${files.map(shortName).join(', ')}`, sizeOf(files));
}

export function line(name, raw, brotli) {
  console.log(shortName(name).padEnd(46) + raw.padStart(10) + brotli.padStart(10));
}

export const bytes = (count) => count.toLocaleString('en');

function print(name, { raw, brotli }) {
  line(name, bytes(raw), bytes(brotli));
}

function shortName(name) {
  return name.replace(/^dist\/(?:lib|embed)\/(?:.*\/)?/, '');
}

/** What files weigh together, before and after brotli at its best. */
export function sizeOf(names) {
  const contents = names.map((name) => readFileSync(join(root, name)));
  const compressed = contents.map((content) => {
    const best = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    return brotliCompressSync(content, { params: best });
  });
  const sum = (all) => all.reduce((total, { length }) => total + length, 0);
  return { raw: sum(contents), brotli: sum(compressed) };
}

/** For an `integrity` attribute. */
export function integrityOf(name) {
  return `sha384-${createHash('sha384')
    .update(readFileSync(join(root, name)))
    .digest('base64')}`;
}
