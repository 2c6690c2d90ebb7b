/** Is a worker's script, whose side is in Rust: src/wasm/worker.rs. It says so to the page where that does not load. */

import init, { startWorker } from '../../../pkg/worker/cvsp.js';
import wasm from '../../../pkg/worker/cvsp_bg.wasm';

init({ module_or_path: wasm }).then(startWorker, (error) => postMessage({ failed: String(error) }));
