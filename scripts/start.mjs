// npm start: builds the walkthrough, serves it, and builds again what is edited. HOST and PORT say where to serve it.

import { join } from 'node:path';
import { buildPosters } from './posters.mjs';
import { headline, main, root } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';
import { buildWasm } from './wasm.mjs';

const HOST = process.env.HOST ?? '127.0.0.1';

await main(async () => {
  await setupNode();
  await setupRust();
  await buildWasm({ optimise: false });
  await buildPosters();
  await serve();
});

async function serve() {
  headline('Building the pages');
  // Loaded only now: a clean clone has them since setupNode().
  const { default: webpack } = await import('webpack');
  const { default: Server } = await import('webpack-dev-server');
  const { default: configurations } = await import('../webpack.config.js');

  const compiler = webpack(configurations({}, { mode: 'development' }).find(({ name }) => name === 'site'));
  rebuildWasmOnEdits(compiler);
  const built = new Promise((resolve) => {
    // Webpack's own message comes first.
    compiler.hooks.done.tap('start', () => setImmediate(resolve));
  });
  process.once('uncaughtException', (error) => {
    const taken = `Port ${process.env.PORT} is taken: set PORT to another one, or leave it unset for a free one.`;
    console.error(error.code === 'EADDRINUSE' ? taken : error.stack);
    process.exit(1);
  });
  // 'auto' is 8080 or the first free port after it.
  const port = process.env.PORT ?? 'auto';
  const options = { host: HOST, port, open: false, hot: false, static: false, setupExitSignals: false };
  // Who names a host wants to reach it by other names, too.
  const server = new Server({ ...options, allowedHosts: process.env.HOST ? 'all' : 'auto' }, compiler);
  await server.start();
  await built;
  const host = HOST.includes(':') ? `[${HOST}]` : HOST;
  headline(`The walkthrough is at http://${host}:${server.server.address().port}/ (Ctrl-C ends it)`);
}

/** Webpack watches src/ too, and sees the new pkg/ that comes of an edit there. Errors show in the page, like its own. */
function rebuildWasmOnEdits(compiler) {
  const source = join(root, 'src');
  let failure;
  compiler.hooks.watchRun.tapPromise('wasm', async ({ modifiedFiles = new Set() }) => {
    if (![...modifiedFiles].some((path) => path.startsWith(source))) return;
    failure = await buildWasm({ optimise: false }).then(
      () => undefined,
      (error) => error,
    );
  });
  compiler.hooks.thisCompilation.tap('wasm', (compilation) => {
    compilation.contextDependencies.add(source);
    if (failure) compilation.errors.push(failure);
  });
}
