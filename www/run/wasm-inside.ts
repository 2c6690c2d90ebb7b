/** Holds the simulator's bytes: a file that bundlers follow where they leave `cvsp.wasm` behind. */
export { default } from '../../pkg/cvsp_bg.wasm';
