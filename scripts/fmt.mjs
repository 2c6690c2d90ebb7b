// npm run fmt: formats everything, and mends what the linter can mend safely.

import { join } from 'node:path';
import { main, root, run } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';

await main(async () => {
  await setupNode();
  await setupRust();
  await run('cargo', ['fmt', '--all']);
  await run('node', [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--write']);
});
