// Builds the simulator to pkg/, and beside it the lab's worker and what reads recordings: compiled and bound by
// `cargo xtask wasm`, then optimised by Binaryen.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { headline, root, run } from './run.mjs';

/** The folders of all artefacts, with the feature of each: the simulator that pages load has none. */
const ARTEFACTS = { pkg: [], 'pkg/worker': ['worker'], 'pkg/recordings': ['recordings'] };

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

/** Optimises a module in place. The lowest kilobyte of its memory is the very end of a stack of a megabyte: it is not used. */
export function optimiseWasm(wasm) {
  const options = ['--low-memory-unused', '--gufa', '-O3', '--converge', '--strip-target-features'];
  return run('node', [join(root, 'node_modules/binaryen/bin/wasm-opt'), wasm, '-o', wasm, ...options], { quiet: true });
}
