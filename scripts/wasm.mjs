// Builds the simulator to pkg/: compiled and bound by `cargo xtask wasm`, then optimised by Binaryen.

import { join } from 'node:path';
import { headline, root, run } from './run.mjs';

/** `optimise: false` saves seconds, and is for the development server. */
export async function buildWasm({ optimise = true } = {}) {
  headline('Building the simulator to WebAssembly');
  await run('cargo', ['xtask', 'wasm']);
  if (!optimise) return;
  await optimiseWasm(join(root, 'pkg', 'cvsp_bg.wasm'));
}

/** Optimises a module in place. */
export async function optimiseWasm(wasm) {
  await run('node', [
    join(root, 'node_modules/binaryen/bin/wasm-opt'),
    wasm,
    '-o',
    wasm,
    '--gufa',
    '-O3',
    '--converge',
    '--strip-target-features',
  ]);
}
