// Builds the simulator to pkg/: compiled and bound by `cargo xtask wasm`, then optimised by Binaryen.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headline, root, run } from './run.mjs';

/** `optimise: false` saves seconds, and is for the development server. */
export async function buildWasm({ optimise = true } = {}) {
  headline('Building the simulator to WebAssembly');
  await run('cargo', ['xtask', 'wasm']);
  // Of no use to a page, which imports the module's address or bytes: they would be taken for that import's types.
  rmSync(join(root, 'pkg/cvsp_bg.wasm.d.ts'));
  if (!optimise) return;
  const wasm = join(root, 'pkg/cvsp_bg.wasm');
  await shortenNames(wasm, join(root, 'pkg/cvsp.js'));
  await optimiseWasm(wasm);
}

/** Optimises a module in place. */
export function optimiseWasm(wasm) {
  return wasmOpt(wasm, '--gufa', '-O3', '--converge', '--strip-target-features');
}

/** Lets the module and its script call things by letters, where they have long names with hashes. */
async function shortenNames(wasm, script) {
  const { imports, exports } = JSON.parse(await wasmOpt(wasm, '--minify-imports-and-exports-and-modules'));
  let text = readFileSync(script, 'utf8');
  for (const [module, name, short] of imports) {
    if (!text.includes(` ${name}: `)) throw new Error(`${script} has no ${name}`);
    text = text.replace(`"${module}": `, '"a": ').replace(` ${name}: `, ` ${short}: `);
  }
  // The longest first, since one may begin with another.
  for (const [name, short] of exports.sort(([a], [b]) => b.length - a.length)) {
    text = text.replaceAll(`wasm.${name}`, `wasm.${short}`);
  }
  writeFileSync(script, text);
}

/** Runs Binaryen's optimiser on a module in place, and resolves with what it prints. */
function wasmOpt(wasm, ...args) {
  return run('node', [join(root, 'node_modules/binaryen/bin/wasm-opt'), wasm, '-o', wasm, ...args], { quiet: true });
}
