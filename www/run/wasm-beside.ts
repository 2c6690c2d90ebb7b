import type { ownWasm as Own } from './wasm.ts';

/** Returns the address of the file beside this module. The library has this in place of wasm.ts: bundlers know `new URL`. */
export const ownWasm: typeof Own = () => new URL('./cvsp.wasm', import.meta.url);
