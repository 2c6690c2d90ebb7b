// What the programs here do in Node.js. They differ in nothing but who does it when; work.py says what the environment has.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';
import { answered, watch } from './recorder.mjs';

const { env } = process;
const FIB = Number(env.FIB ?? 30);
export const TASKS = Number(env.TASKS ?? 50);
/** The open connections that nobody uses. */
const session = [];
/** What the main thread tells its workers. */
const shared = workerData?.shared ?? {};

/** How many tasks are in flight: LIMIT, or what is usual, but no more than there are. */
export const limit = (usual) => Math.min(Number(env.LIMIT ?? usual), TASKS);

function fib(n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

async function fibAsync(n) {
  return n < 2 ? n : (await fibAsync(n - 1)) + (await fibAsync(n - 2));
}

/** Asks the server for a page, and waits for it. What comes says how many milliseconds it takes to render. */
let ask = async (page) => {
  const connection = session.pop();
  connection.write(`${page}\n`);
  const [line] = await once(connection, 'data');
  session.push(connection);
  const [sent, milliseconds] = line.toString().split(' ');
  answered(BigInt(sent));
  return Number(milliseconds);
};

/** Takes as many steps as the processor takes in so many milliseconds when it is left alone. */
let render = (milliseconds) => walk(milliseconds * shared.pace);

function walk(steps) {
  let place = 1;
  for (let step = 0; step < steps; step++) place = (place * 16807) % 2147483647;
  return place;
}

/** Returns how many steps a millisecond has: the most of several tries, the one that was disturbed least. */
function pace() {
  const tries = Array.from({ length: 10 }, () => {
    const start = performance.now();
    walk(1e6);
    return 1e6 / (performance.now() - start);
  });
  return Math.max(...tries);
}

let count = () => fib(FIB);
let countAsync = () => fibAsync(FIB);

// The tasks: fib is a render alone, and a download a load alone.
let calculate = () => count();
let calculateAsync = async () => countAsync();
let download = async (page) => void (await ask(page));
let paint = async (page) => render(await ask(page));

/** The task of a work, by its name. */
export function taskOf(work) {
  return { fib: calculate, 'fib, awaited': calculateAsync, download, mixed: paint }[work];
}

/** Notes what the tasks do, where RECORD names a file. */
export function record(about) {
  if (!env.RECORD) return;
  ({ calculate, calculateAsync, download, paint, ask, render, count, countAsync } = watch(env.RECORD, about, {
    task: { calculate, calculateAsync, download, paint },
    load: { ask },
    render: { render, count, countAsync },
  }));
}

/** Opens as many connections as there can be tasks in flight. */
export async function open(count) {
  for (let rest = count; rest > 0; rest--) {
    const connection = connect(shared.port, '127.0.0.1');
    await once(connection, 'connect');
    session.push(connection);
  }
}

export function close() {
  for (const connection of session.splice(0)) connection.destroy();
}

/** Does each work that the command line names, and prints how many seconds it took. */
export async function main(strategy, limit, run) {
  const named = process.argv.slice(2);
  const works = named.length > 0 ? named : ['fib', 'download'];
  if (works.some((work) => !taskOf(work)) || (env.RECORD && works.length > 1)) {
    console.error(`The works are fib, download, mixed, and one alone is recorded, not: ${works.join(' ')}.`);
    process.exit(1);
  }
  record({ strategy, limit });
  const server = spawn('python3', [fileURLToPath(new URL('server.py', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(server, 'spawn');
  const [port] = await once(server.stdout, 'data');
  Object.assign(shared, { port: Number(port), pace: works.includes('mixed') ? pace() : 0 });
  await open(limit);
  for (const work of works) {
    const start = performance.now();
    await run(work, limit, shared);
    console.log(`${work.padEnd(9)}${((performance.now() - start) / 1000).toFixed(3).padStart(8)} s`);
  }
  close();
  server.stdin.end();
}
