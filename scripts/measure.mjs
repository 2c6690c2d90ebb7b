// npm run measure: how near the model comes to programs that ran. Nothing else should run on the machine. With -- after it there are
// --write, which writes the report into docs/measured.md, --quick, --only=WORD,... and --keep=FOLDER, which keeps the recordings.

import { join } from 'node:path';
import { main, root, run } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';

await main(async () => {
  await setupNode();
  await setupRust();
  await run('cargo', ['build', '--quiet', '--release', '--example', 'replay']);
  const programs = ['--manifest-path', 'examples/measured/Cargo.toml', '--target-dir', join(root, 'target/measured')];
  await run('cargo', ['build', '--quiet', '--release', ...programs]);
  await run('python3', ['examples/measured/measure.py', ...process.argv.slice(2)]);
});
