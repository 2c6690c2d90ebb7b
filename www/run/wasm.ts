import wasm from '../../pkg/cvsp_bg.wasm';

/** Returns the simulator's address, or its bytes in the outputs that contain them. `setWasm` may replace it. */
export const ownWasm = (): string | URL | Uint8Array<ArrayBuffer> => wasm;

/** Loads the simulator from elsewhere, where its address leads nowhere; nothing where there is no such place. */
export const spareWasm = undefined as (() => Promise<string | Uint8Array<ArrayBuffer>>) | undefined;

/** Tells a page's author what to do where the simulator does not load. */
export const ADVICE: string = '';
