import init from '../../pkg/cvsp.js';
import { MissingError } from './missing.ts';
import { type Simulate, simulate } from './simulate.ts';
import { ADVICE, ownWasm, spareWasm } from './wasm.ts';

export type { Simulate };

/** Where a simulator can be loaded from: an address, the bytes of the file, or a server's answer. */
export type WasmSource = string | URL | BufferSource | Response | Promise<Response>;

let source: WasmSource | undefined;
let loading: Promise<Simulate> | undefined;

/**
 * Has the simulator loaded from elsewhere: where a bundler leaves `cvsp.wasm` behind, say.
 *
 * @throws once it is being loaded, which the first figure has done: nothing would come of it
 */
export function setWasm(wasm: WasmSource): void {
  if (loading) throw new Error('setWasm comes too late: the simulator is loaded already');
  source = wasm;
}

/** Fetches and compiles the simulator, once for the whole page. After a failure the next call tries again. */
export function loadSimulator(): Promise<Simulate> {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Simulate> {
  let wasm = source;
  try {
    wasm ??= ownWasm();
    await init({ module_or_path: wasm });
  } catch (error) {
    // What is given by `setWasm` is meant so.
    const spare = source ? undefined : spareWasm?.().then((spare) => init({ module_or_path: spare }));
    // Where that fails, too, the first error says more.
    const isLoaded = await spare?.then(Boolean, () => false);
    if (!isLoaded) throw loadError(wasm, error);
  }
  return simulate;
}

function loadError(wasm: WasmSource | undefined, cause: unknown): Error {
  // Browsers have it switched off where they are locked down.
  const isOff = typeof WebAssembly === 'undefined';
  const why = isOff ? 'this browser has no WebAssembly' : cause instanceof Error ? cause.message : cause;
  const where = typeof wasm === 'string' || wasm instanceof URL ? ` from ${wasm}` : '';
  return new MissingError(`the simulator did not load${where}: ${why}${isOff ? '' : ADVICE}`);
}
