import wasm from '../../pkg/cvsp_bg.wasm';

/** Returns the simulator's address, or its bytes in the outputs that contain them. `setWasm` may replace it. */
export const ownWasm = (): string | URL | Uint8Array<ArrayBuffer> => wasm;
