// What webpack makes of imports that are no scripts.

declare module '*.wasm' {
  /** The address of the file. */
  const url: string;
  export default url;
}

declare module '*.css';

declare module '*?raw' {
  /** What is in the file. */
  const text: string;
  export default text;
}
