import type { ownWasm as Own } from './wasm.ts';

/** In the library, which takes this in the place of wasm.ts: as bundlers find files, and browsers without one. */
export const ownWasm: typeof Own = () => new URL('./cvsp.wasm', import.meta.url);
