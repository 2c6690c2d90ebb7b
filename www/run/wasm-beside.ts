import type { ownWasm as Own, spareWasm as Spare } from './wasm.ts';

/** Returns the address of the file beside this module. It replaces wasm.ts in the library: bundlers know `new URL`. */
export const ownWasm: typeof Own = () => new URL('./cvsp.wasm', import.meta.url);

/** Bundlers that do not know it, and servers for development, follow an import. */
export const spareWasm: typeof Spare = async () => (await import('./wasm-inside.ts')).default;

export const ADVICE = '; setWasm says where it is, and cvsp/inline has it inside';
