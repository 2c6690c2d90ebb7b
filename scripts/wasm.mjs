// Builds the simulator to pkg/: compiled and bound by `cargo xtask wasm`, then optimised by Binaryen.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { headline, root, run } from './run.mjs';

/** `optimise: false` saves seconds, and is for the development server. */
export async function buildWasm({ optimise = true } = {}) {
  headline('Building the simulator to WebAssembly');
  await run('cargo', ['xtask', 'wasm']);
  // Of no use to a page, which imports the module's address or bytes: they would be taken for that import's types.
  rmSync(join(root, 'pkg/cvsp_bg.wasm.d.ts'));
  if (!optimise) return;
  await optimiseWasm(join(root, 'pkg/cvsp_bg.wasm'));
}

/** Optimises a module in place. */
export function optimiseWasm(wasm) {
  const options = ['--gufa', '-O3', '--converge', '--strip-target-features'];
  return run('node', [join(root, 'node_modules/binaryen/bin/wasm-opt'), wasm, '-o', wasm, ...options], { quiet: true });
}
