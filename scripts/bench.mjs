// npm run bench: how long the simulator takes in WebAssembly, under Node.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { headline, main, root } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';
import { buildWasm } from './wasm.mjs';

const RANGES = { load: [1500, 7000], render: [800, 1500, 100], seed: 42 };
const RUNS = 101;

await main(async () => {
  await setupNode();
  await setupRust();
  await buildWasm();
  const { default: init, simulate } = await import('../pkg/cvsp.js');
  await init({ module_or_path: await readFile(join(root, 'pkg/cvsp_bg.wasm')) });
  headline(`Simulating in WebAssembly: workload, run and typed arrays, median of ${RUNS} runs`);
  for (const side of [4, 16, 64, 256]) {
    for (const strategy of ['sequential', 'coroutines', 'threads']) {
      const scenario = { strategy, limit: 32, grid: [side, side], ...RANGES };
      const times = Array.from({ length: RUNS }, () => {
        const start = performance.now();
        simulate(scenario);
        return performance.now() - start;
      }).sort((a, b) => a - b);
      const median = times[(RUNS - 1) / 2];
      console.log(`${`${side}×${side}`.padEnd(9)} ${strategy.padEnd(11)} ${median.toFixed(3).padStart(8)} ms`);
    }
  }
});
