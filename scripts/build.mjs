// npm run build: the simulator, dist/site/ and dist/embed/, and what all that a post loads weighs.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { headline, main, root, run, UserError } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';
import { buildWasm } from './wasm.mjs';

/** All that a post loads, in bytes after brotli at its best. */
const BUDGET = 55_000;
const LOADED = ['js/cvsp/animations.js', 'js/cvsp/cvsp.wasm', 'css/cvsp/animations.css'];

await main(async () => {
  await setupNode();
  await setupRust();
  await buildWasm();
  headline('Building dist/site/ and dist/embed/');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await run('node', [join(root, 'node_modules/webpack/bin/webpack.js'), '--mode=production']);
  headline('What a post loads');
  printSizes();
});

function printSizes() {
  const sizes = LOADED.map((name) => {
    const content = readFileSync(join(root, 'dist/embed', name));
    const best = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    return { name, raw: content.length, brotli: brotliCompressSync(content, { params: best }).length };
  });
  const sum = (key) => sizes.reduce((total, size) => total + size[key], 0);
  const total = { name: 'total', raw: sum('raw'), brotli: sum('brotli') };

  const line = (name, raw, brotli) => console.log(name.padEnd(26) + raw.padStart(10) + brotli.padStart(10));
  const bytes = (count) => count.toLocaleString('en');
  line('', 'bytes', 'brotli');
  for (const { name, raw, brotli } of [...sizes, total]) line(name, bytes(raw), bytes(brotli));
  line('budget', '', bytes(BUDGET));

  if (total.brotli > BUDGET) {
    throw new UserError(
      `What a post loads is ${bytes(total.brotli - BUDGET)} bytes over the budget of ${bytes(BUDGET)} bytes after brotli.`,
    );
  }
}
