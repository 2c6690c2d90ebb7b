// Notes what a program's tasks do, and when, and writes it as Chrome Trace Events, which Perfetto and cvsp open.
//
//   import { watch } from './recorder.mjs';
//   ({ paint, load, draw } = watch('run.json', { strategy: 'coroutines', limit: 8 }, { task: { paint }, load: { load }, render: { draw } }));
//
// The second line goes below the functions that it names, and above what calls them: it gives back the same functions, whose calls
// are noted, so they are declared with `let` or `function`. A task holds a slot: name what is called once it has its turn. Loads and
// renders are noted within a task; a task within a task is a part of it, and so is a load or render within another. Worker threads
// have the same two lines. `node overhead.mjs` measures what an event costs.

import { AsyncLocalStorage } from 'node:async_hooks';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';

const current = new AsyncLocalStorage();
const { pid } = process;
const tid = existsSync('/proc/thread-self') ? Number(basename(readlinkSync('/proc/thread-self'))) : pid + threadId;
const events = [];
let path;
let tasks = 0;

/** Notes the calls of functions, which are named by what they are. The file is written when the program ends. */
export function watch(file, about, functions) {
  path = resolve(file);
  const name = isMainThread ? 'main' : `worker ${threadId}`;
  events.push({ ph: 'M', name: 'thread_name', ts: 0, pid, tid, args: { name } });
  if (isMainThread) {
    readParts(); // A run that was broken off may have left some.
    process.on('exit', () => write(about));
  }
  const all = Object.entries(functions).flatMap(([kind, named]) =>
    Object.entries(named).map(([name, call]) => [name, noted(kind, name, call)]),
  );
  return Object.fromEntries(all);
}

function noted(kind, name, call) {
  return (...args) => {
    const store = current.getStore();
    const outer = store?.isOpen ? store : store?.outer;
    if (kind === 'task' ? outer : outer?.kind !== 'task') return call(...args);
    const mark = { kind, name, number: outer?.number ?? tasks++, outer, isOpen: true };
    const begin = note('b', mark);
    let result;
    try {
      result = current.run(mark, call, ...args);
    } finally {
      if (!(result instanceof Promise)) end(mark);
    }
    if (result instanceof Promise) return result.finally(() => end(mark));
    begin.blocks = kind === 'load';
    return result;
  };
}

/** Ends the load that it is called in: now, or at a moment of `process.hrtime.bigint()` where a truer one is known. */
export function answered(at) {
  if (current.getStore()?.kind === 'load') end(current.getStore(), at);
}

/** Notes that the start of a slot, such as a worker, took from a moment of `process.hrtime.bigint()` until now. */
export function started(slot, from) {
  const ts = Number(from) / 1000;
  const dur = Number(process.hrtime.bigint() - from) / 1000;
  events.push({ ph: 'X', name: 'start', cat: 'cvsp', ts, dur, pid, tid, args: { slot } });
}

function end(mark, at) {
  if (!mark.isOpen) return;
  mark.isOpen = false;
  note('e', mark, at);
  if (mark.kind === 'task' && !isMainThread) writePart();
}

function note(ph, { kind, name, number }, at = process.hrtime.bigint()) {
  const event = { ph, kind, name, number, ts: Number(at) / 1000, pid, tid };
  // A thread's own clock is in newer versions of Node.js alone.
  if (kind === 'render' && process.threadCpuUsage) {
    const { user, system } = process.threadCpuUsage();
    event.tts = user + system;
  }
  events.push(event);
  return event;
}

/** Keeps what a worker has noted, task by task: it may be ended from outside at any time. */
function writePart() {
  const lines = events.splice(0).map((event) => `${JSON.stringify(event)}\n`);
  appendFileSync(`${path}.part${tid}`, lines.join(''));
}

function readParts() {
  const folder = dirname(path);
  const names = readdirSync(folder).filter((name) => name.startsWith(`${basename(path)}.part`));
  return names.flatMap((name) => {
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n');
    unlinkSync(join(folder, name));
    return lines.map((line) => JSON.parse(line));
  });
}

function write(about) {
  const ids = new Map();
  const all = [...events, ...readParts()].sort((a, b) => a.ts - b.ts);
  const traceEvents = all.map(({ kind, name, number, blocks, ...event }) => {
    if (kind === undefined) return { name, ...event };
    const key = `${event.tid} ${number}`;
    if (!ids.has(key)) ids.set(key, ids.size);
    const id = ids.get(key);
    const args = blocks && about.strategy === 'coroutines' ? { blocking: true } : undefined;
    return { ...event, name: kind === 'task' ? `${name} ${id}` : kind, cat: 'cvsp', id, args };
  });
  const otherData = { cvsp: 1, language: `Node.js ${process.versions.node}`, cores: availableParallelism(), ...about };
  writeFileSync(path, JSON.stringify({ traceEvents, otherData }));
}
