// What bundlers make of imports that are no scripts.

declare module '*.wasm' {
  /** The address of the file, or what is in it. */
  const wasm: string | Uint8Array<ArrayBuffer>;
  export default wasm;
}

declare module '*.css' {
  /** The sheet, where it comes inside of a script; the package has one sheet for all instead. */
  const sheet: CSSStyleSheet | undefined;
  export default sheet;
}

/** The sheet of a page, inside of a script, too. */
declare module '*.css?sheet' {
  const sheet: CSSStyleSheet | undefined;
  export default sheet;
}

declare module '*?raw' {
  /** What is in the file. */
  const text: string;
  export default text;
}

// What `npm run build` writes for the lab's worker: src/wasm/worker.rs.
declare module '*/worker/cvsp.js' {
  export default function init(options: { module_or_path: unknown }): Promise<unknown>;
  /** Starts to listen to messages in a worker. */
  export function startWorker(): void;
}
