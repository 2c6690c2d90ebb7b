// npm run build: the simulator, dist/site/, dist/embed/ and dist/lib/, posters in the first two and licences in all, the
// hashes that a page may hold its files to, and what they weigh.

import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPosters } from './posters.mjs';
import { headline, main, root, run } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';
import { buildWasm } from './wasm.mjs';

const SERVED = ['js/cvsp/animations.js', 'js/cvsp/cvsp.wasm', 'css/cvsp/animations.css', 'js/cvsp/cvsp-all.js'];

await main(async () => {
  await setupNode();
  await setupRust();
  await buildWasm();
  await buildPosters();
  headline('Building dist/site/, dist/embed/ and dist/lib/');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await run('node', ['node_modules/webpack/bin/webpack.js', '--mode=production']);
  await run('node', ['--import', 'tsx', 'scripts/tables.mjs']);
  // Loaded only now: a clean clone has what it imports since setupNode().
  const { buildLibrary } = await import('./library.mjs');
  await buildLibrary();
  await run('node', ['scripts/licences.mjs']);
  headline('Integrity, of the files as they are served');
  for (const file of SERVED) {
    const hash = createHash('sha384').update(readFileSync(join(root, 'dist/embed', file)));
    console.log(`${file}\n  integrity="sha384-${hash.digest('base64')}"`);
  }
  headline('What is loaded, after brotli');
  await run('node', ['node_modules/size-limit/bin.js']);
});
