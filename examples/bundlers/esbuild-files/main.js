import 'cvsp/cvsp.css';
import { mountAll, setWasm } from 'cvsp';
import wasm from 'cvsp/cvsp.wasm';

setWasm(new URL(wasm, import.meta.url));
mountAll();
