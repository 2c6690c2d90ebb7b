// npm start: builds the walkthrough and the lab, serves them, and builds again what is edited. HOST and PORT say where to serve them.

import { buildPosters } from './posters.mjs';
import { headline, main, run } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';
import { buildWasm } from './wasm.mjs';

await main(async () => {
  await setupNode();
  await setupRust();
  await buildWasm({ optimise: false });
  await buildPosters();
  headline('Building and serving the walkthrough and the lab (Ctrl-C ends it)');
  const names = ['--config-name=site', '--config-name=lab', '--config-name=player'];
  await run('node', ['node_modules/webpack/bin/webpack.js', 'serve', '--mode=development', ...names]);
});
