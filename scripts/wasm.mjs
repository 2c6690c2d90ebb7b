// Builds the simulator to pkg/, and the lab's worker to pkg/worker/: compiled and bound by `cargo xtask wasm`, then optimised by Binaryen.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { headline, root, run } from './run.mjs';

/** The folders of both artefacts, with what xtask has besides: the simulator that pages load, and the lab's worker. */
const ARTEFACTS = { pkg: [], 'pkg/worker': ['worker'] };

/** `optimise: false` saves seconds, and is for the development server. */
export async function buildWasm({ optimise = true } = {}) {
  headline('Building the simulator to WebAssembly');
  for (const [folder, args] of Object.entries(ARTEFACTS)) {
    await run('cargo', ['xtask', 'wasm', ...args]);
    // Of no use to a page, which imports the module's address or bytes: they would be taken for that import's types.
    rmSync(join(root, folder, 'cvsp_bg.wasm.d.ts'));
    if (optimise) await optimiseWasm(join(root, folder, 'cvsp_bg.wasm'));
  }
}

/** Optimises a module in place. */
export function optimiseWasm(wasm) {
  const options = ['--gufa', '-O3', '--converge', '--strip-target-features'];
  return run('node', [join(root, 'node_modules/binaryen/bin/wasm-opt'), wasm, '-o', wasm, ...options], { quiet: true });
}
