// Draws posters from the sources, for scripts that run before anything is built. To be imported with tsx.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import init, { simulate } from '../pkg/cvsp.js';
import { presets } from '../www/page/presets.ts';
import { membersOf } from '../www/poster/members.ts';
import { drawPoster } from '../www/poster/poster.ts';
import { root } from './run.mjs';

await init({ module_or_path: readFileSync(join(root, 'pkg/cvsp_bg.wasm')) });

export { presets };

/** Draws as `poster` of the package does. */
export const draw = (figures, settings) => drawPoster(membersOf(simulate, figures), settings);
