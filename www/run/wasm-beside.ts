import type { ownWasm as Own } from './wasm.ts';

/** Returns the address of the file beside this module. It replaces wasm.ts in the library: bundlers know `new URL`. */
export const ownWasm: typeof Own = () => new URL('./cvsp.wasm', import.meta.url);
