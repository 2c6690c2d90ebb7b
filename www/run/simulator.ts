import init from '../../pkg/cvsp.js';
import { type Simulate, simulate } from './simulate.ts';
import { ownWasm } from './wasm.ts';

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
  const wasm = source ?? ownWasm();
  loading ??= init({ module_or_path: wasm }).then(
    () => simulate,
    (cause: unknown) => {
      loading = undefined;
      // Browsers have it switched off where they are locked down.
      const isOff = typeof WebAssembly === 'undefined';
      const why = isOff ? 'this browser has no WebAssembly' : cause instanceof Error ? cause.message : cause;
      const where = typeof wasm === 'string' || wasm instanceof URL ? ` from ${wasm}` : '';
      throw new Error(`the simulator did not load${where}: ${why}`);
    },
  );
  return loading;
}
