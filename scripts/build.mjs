// npm run build: the simulator, dist/site/, dist/embed/ and dist/lib/, posters in the first two and licences in all, what all
// that a post loads weighs, and the hashes that a page may hold it to.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPosters } from './posters.mjs';
import { headline, main, root, run, UserError } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';
import { ALL, BUDGET, bytes, entries, integrityOf, line, POST, printFiles, printLater, sizeOf } from './sizes.mjs';
import { buildWasm } from './wasm.mjs';

await main(async () => {
  await setupNode();
  await setupRust();
  await buildWasm();
  await buildPosters();
  headline('Building dist/site/, dist/embed/ and dist/lib/');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await run('node', [join(root, 'node_modules/webpack/bin/webpack.js'), '--mode=production']);
  await run('node', ['--import', 'tsx', join(root, 'scripts/tables.mjs')]);
  // Loaded only now: a clean clone has what it imports since setupNode().
  const { buildLibrary } = await import('./library.mjs');
  await buildLibrary();
  await run('node', [join(root, 'scripts/notices.mjs')]);
  headline('Integrity, of the files as they are served');
  for (const file of [...POST, ...ALL]) console.log(`${file}\n  integrity="${integrityOf(file)}"`);
  headline('What a post loads');
  printSizes();
});

function printSizes() {
  printFiles(POST);
  line('budget', '', bytes(BUDGET));
  printLater(entries()[0].later);
  const { brotli } = sizeOf(POST);
  if (brotli > BUDGET) {
    throw new UserError(
      `What a post loads is ${bytes(brotli - BUDGET)} bytes over the budget of ${bytes(BUDGET)} bytes after brotli.`,
    );
  }
}
