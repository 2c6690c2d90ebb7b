// The simulator in Node, from the same wasm that pages load.

import { readFile } from 'node:fs/promises';
import init, { type Timeline } from '../../pkg/cvsp.js';
import { checkOptions } from '../../www/figure/options.ts';
import { presets } from '../../www/page/presets.ts';
import { simulate } from '../../www/run/simulate.ts';

export type { Timeline };

await init({ module_or_path: await readFile(new URL('../../pkg/cvsp_bg.wasm', import.meta.url)) });

export { simulate };

/** What the figure with a preset's id shows. */
export function simulatePreset(id: string): Timeline {
  const options = presets[id];
  if (!options) throw new Error(`there is no preset ${id}`);
  return simulate(checkOptions(options).scenario);
}
