// npm run build: the simulator, dist/site/ and dist/embed/, posters and licences in both, and what all that a post loads weighs.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildPosters } from './posters.mjs';
import { headline, main, root, run, UserError } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';
import { buildWasm } from './wasm.mjs';

/** All that a post loads to play, in bytes after brotli at its best. */
const BUDGET = 55_000;
const LOADED = ['js/cvsp/animations.js', 'js/cvsp/cvsp.wasm', 'css/cvsp/animations.css'];
/** What is loaded when it is first wanted; the lanes also, for printing, when the browser is idle. */
const LATER = ['lanes', 'numbers', 'account', 'code'].map((name) => [
  `js/cvsp/cvsp-${name}.js`,
  `css/cvsp/cvsp-${name}.css`,
]);

await main(async () => {
  await setupNode();
  await setupRust();
  await buildWasm();
  await buildPosters();
  headline('Building dist/site/ and dist/embed/');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await run('node', [join(root, 'node_modules/webpack/bin/webpack.js'), '--mode=production']);
  await run('node', ['--import', 'tsx', join(root, 'scripts/tables.mjs')]);
  await run('node', [join(root, 'scripts/notices.mjs')]);
  headline('What a post loads');
  printSizes();
});

function printSizes() {
  const line = (name, raw, brotli) => console.log(name.padEnd(38) + raw.padStart(10) + brotli.padStart(10));
  const bytes = (count) => count.toLocaleString('en');
  const print = ({ name, raw, brotli }) => line(name, bytes(raw), bytes(brotli));
  line('', 'bytes', 'brotli');
  for (const name of LOADED) print(sizeOf([name]));
  const total = { ...sizeOf(LOADED), name: 'total' };
  print(total);
  line('budget', '', bytes(BUDGET));
  for (const files of LATER) print({ ...sizeOf(files), name: `later: ${files[0]} and .css` });

  if (total.brotli > BUDGET) {
    throw new UserError(
      `What a post loads is ${bytes(total.brotli - BUDGET)} bytes over the budget of ${bytes(BUDGET)} bytes after brotli.`,
    );
  }
}

/** What files weigh together, before and after brotli at its best. */
function sizeOf(names) {
  const contents = names.map((name) => readFileSync(join(root, 'dist/embed', name)));
  const compressed = contents.map((content) => {
    const best = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    return brotliCompressSync(content, { params: best });
  });
  const sum = (all) => all.reduce((total, { length }) => total + length, 0);
  return { name: names[0], raw: sum(contents), brotli: sum(compressed) };
}
