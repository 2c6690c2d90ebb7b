// npm run build: the simulator, dist/site/, dist/embed/ and dist/lib/ with their licences, posters and tables, the hashes that a
// page may hold its files to, and what they weigh.

import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPosters } from './posters.mjs';
import { headline, main, root, run } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';
import { buildWasm } from './wasm.mjs';

const SERVED = ['js/cvsp/animations.js', 'js/cvsp/cvsp.wasm', 'css/cvsp/animations.css', 'js/cvsp/cvsp-all.js'];

/** The page for iframes, which the lab has beside it, as posts do. */
const PLAYER = ['player.html', 'js/cvsp/player.js'];

await main(async () => {
  await setupNode();
  await setupRust();
  await buildWasm();
  await buildPosters();
  headline('Building dist/site/, dist/embed/ and dist/lib/');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await run('node', ['node_modules/webpack/bin/webpack.js', '--mode=production']);
  for (const file of PLAYER) cpSync(join(root, 'dist/site', file), join(root, 'dist/embed', file));
  await run('node', ['--import', 'tsx', 'scripts/tables.mjs']);
  // Loaded only now: a clean clone has what it imports since setupNode().
  const { buildLibrary } = await import('./library.mjs');
  await buildLibrary();
  await run('node', ['scripts/licences.mjs']);
  headline('Integrity, of the files as they are served');
  const hash = (file) =>
    createHash('sha384')
      .update(readFileSync(join(root, 'dist/embed', file)))
      .digest('base64');
  const integrity = Object.fromEntries(SERVED.map((file) => [file, `sha384-${hash(file)}`]));
  for (const [file, value] of Object.entries(integrity)) console.log(`${file}\n  integrity="${value}"`);
  writeFileSync(join(root, 'dist/integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`);
  headline('What is loaded, after brotli');
  await run('node', ['node_modules/size-limit/bin.js']);
});
