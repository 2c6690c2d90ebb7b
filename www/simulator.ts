import init, { type Timeline as Columns, simulate as run } from '../pkg/cvsp.js';
import wasmUrl from '../pkg/cvsp_bg.wasm';

export type { Columns };

export type Simulate = typeof run;

let loading: Promise<Simulate> | undefined;

/** Fetches and compiles the simulator, once for the whole page. After a failure the next call tries again. */
export function loadSimulator(): Promise<Simulate> {
  loading ??= init({ module_or_path: wasmUrl }).then(
    () => run,
    (cause: unknown) => {
      loading = undefined;
      // Browsers have it switched off where they are locked down.
      const isOff = typeof WebAssembly === 'undefined';
      const why = isOff ? 'this browser has no WebAssembly' : cause instanceof Error ? cause.message : cause;
      throw new Error(`the simulator did not load from ${wasmUrl}: ${why}`);
    },
  );
  return loading;
}
