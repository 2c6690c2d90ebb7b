// npm run bench: how long the simulator takes, natively and in WebAssembly, beside a hand-written loop and beside other
// simulators. It ends with one table. Nothing else should run on the machine.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { headline, main, root, run } from './run.mjs';
import { setupNode, setupRust } from './setup.mjs';
import { buildWasm, optimiseWasm } from './wasm.mjs';

const RANGES = { load: [1500, 7000], render: [800, 1500, 100], seed: 42 };
const RUNS = 101;
const FEW = 10_000;
const MANY = 1_000_000;
const WORKLOADS = ['W1', 'W2'].flatMap((name) => [FEW, MANY].map((tasks) => ({ name, tasks })));
const SWEEPS = { 'sweep 16x16, 16 tasks': 16, 'sweep 64x64, 256 tasks': 150, 'sweep 64x64, 256 tasks, no loads': '' };
const PEERS = { simrs: 2, desru: 2, nexosim: 8 };

await main(async () => {
  await setupNode();
  await setupRust();

  headline('Native, beside a hand-written loop (Criterion)');
  const sweep = ['--bench', 'sweep', '--features', 'rayon'];
  const native = await criterion('native', ['--package', 'cvsp', '--bench', 'simulate', ...sweep]);
  headline('Native, beside other simulators (Criterion)');
  const peers = await criterion('peers', ['--manifest-path', 'benches/peers/Cargo.toml', '--bench', 'peers']);
  headline('WebAssembly under Node: the simulation alone');
  const wasm = await benchWasm();
  await benchGrids();

  headline('Medians and their ratios');
  console.log(
    [
      'W1 is threads, W2 coroutines, with 8 slots; loads are 1,500–7,000 ms and renders 800–1,500 ms; all spans are',
      'written. The baseline is a hand-written loop that does nothing else; a peer has its time a task, and how many times ours.',
      '',
      ...(await table(native, peers, wasm)),
      '',
      'A sweep computes the makespans of all numbers of slots and executors, on all cores, and writes no spans:',
      '',
      ...(await sweepTable(native)),
    ].join('\n'),
  );
});

/** Runs a benchmark; what is returned gives its medians, in nanoseconds. */
async function criterion(name, args) {
  const home = join(root, 'target/criterion', name);
  await run('cargo', ['bench', '--quiet', ...args, '--', '--quiet', '--noplot'], { env: { CRITERION_HOME: home } });
  /** Of one iteration, or of one element where `each` is true. */
  return async (group, id, each = false) => {
    const read = async (file) => JSON.parse(await readFile(join(home, group, id, 'new', file), 'utf8'));
    const median = (await read('estimates.json')).median.point_estimate;
    return each ? median / (await read('benchmark.json')).throughput.Elements : median;
  };
}

/** Medians in nanoseconds by workload: the same simulation, built as the page's, but with nothing but numbers to pass. */
async function benchWasm() {
  const target = join(root, 'target/bench-wasm');
  const manifest = ['--manifest-path', 'benches/wasm/Cargo.toml', '--target', 'wasm32-unknown-unknown'];
  await run('cargo', ['build', '--quiet', '--release', ...manifest, '--target-dir', target]);
  const file = join(target, 'wasm32-unknown-unknown/release/cvsp_bench_wasm.wasm');
  await optimiseWasm(file);
  const module = await WebAssembly.compile(await readFile(file));
  // What the page's boundary would call: nothing here does.
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => {
      throw new Error(`${name} was called`);
    };
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  const medians = new Map();
  for (const { name, tasks } of WORKLOADS) {
    exports.prepare(name === 'W1' ? 0 : 1, 8, tasks);
    const time = medianOf(tasks === FEW ? RUNS : 15, () => exports.run());
    medians.set(`${name} ${tasks}`, time * 1e6);
    console.log(`${`${name} ${tasks}`.padEnd(12)} ${time.toFixed(3).padStart(10)} ms`);
  }
  return (group) => medians.get(group);
}

/** What a page waits for. */
async function benchGrids() {
  await buildWasm();
  const { default: init, simulate } = await import('../pkg/cvsp.js');
  await init({ module_or_path: await readFile(join(root, 'pkg/cvsp_bg.wasm')) });
  headline(`Grids in WebAssembly: workload, run and typed arrays, median of ${RUNS} runs`);
  for (const side of [4, 16, 64, 256]) {
    for (const strategy of ['sequential', 'coroutines', 'threads']) {
      const scenario = { strategy, limit: 32, grid: [side, side], ...RANGES };
      const time = medianOf(RUNS, () => simulate(scenario));
      console.log(`${`${side}×${side}`.padEnd(9)} ${strategy.padEnd(11)} ${time.toFixed(3).padStart(8)} ms`);
    }
  }
}

/** In milliseconds, after some runs that are not counted. */
function medianOf(runs, work) {
  for (let warm = 0; warm < 5; warm++) work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(runs / 2)];
}

async function table(native, peers, wasm) {
  const rows = [
    ['', 'ns', 'baseline', 'of the baseline', ...Object.keys(PEERS).map((peer) => `${peer} takes`), 'wasm, of native'],
    ['---', ...Array.from({ length: 4 + Object.keys(PEERS).length }, () => '---:')],
  ];
  for (const { name, tasks } of WORKLOADS) {
    const group = `${name} ${tasks}`;
    const [ours, baseline] = [await native(group, 'cvsp'), await native(group, 'baseline')];
    const oursThere = await peers(group, 'cvsp');
    const slower = [];
    for (const peer of Object.keys(PEERS)) {
      const ns = await peers(group, peer);
      slower.push(`${(ns / tasks).toFixed(0)} ns, ${(ns / oursThere).toFixed(1)}×`);
    }
    rows.push([
      `${name}, ${count(tasks)} tasks, a task`,
      (ours / tasks).toFixed(1),
      (baseline / tasks).toFixed(1),
      `${(ours / baseline).toFixed(2)}×`,
      ...slower,
      `${(wasm(group) / ours).toFixed(2)}×`,
    ]);
  }
  const blank = Array.from({ length: Object.keys(PEERS).length + 1 }, () => '');
  const unlimited = (await native(`W2 unlimited ${MANY}`, 'cvsp')) / MANY;
  const few = (await native(`W2 ${FEW}`, 'cvsp')) / FEW;
  const times = `${(unlimited / few).toFixed(1)}× W2, ${count(FEW)}`;
  rows.push([`W2 without a limit, ${count(MANY)} tasks, a task`, unlimited.toFixed(1), '', times, ...blank]);
  const slices = await native('time slices', 'cvsp', true);
  rows.push(['Time slices: W1 without a limit, 2 cores, quantum 5 ms, a span', slices.toFixed(1), '', '', ...blank]);
  rows.push(['Aims', '15 a span', '', `1.5×; unlimited 3×`, ...Object.values(PEERS).map((aim) => `${aim}×`), '1.6×']);
  return rows.map((row) => `| ${row.join(' | ')} |`);
}

async function sweepTable(native) {
  const rows = [
    '| | ms | aim | the same runs with spans, one after another | of that |',
    '| --- | ---: | ---: | ---: | ---: |',
  ];
  for (const [name, aim] of Object.entries(SWEEPS)) {
    const [sweep, runs] = [await native(name, 'sweep'), await native(name, 'runs')];
    const ms = (time) => (time / 1e6).toFixed(2);
    rows.push(`| ${name} | ${ms(sweep)} | ${aim} | ${ms(runs)} | ${(sweep / runs).toFixed(2)}× |`);
  }
  return rows;
}

function count(number) {
  return number.toLocaleString('en');
}
