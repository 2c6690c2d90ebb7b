// A pool of workers: each has a thread, a heap and an event loop of its own.

import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { started } from './recorder.mjs';
import { close, limit, main, open, record, TASKS, taskOf } from './work.mjs';

if (isMainThread) {
  await main('threads', limit(availableParallelism()), async (work, limit, shared) => {
    const next = new Int32Array(new SharedArrayBuffer(4));
    const pool = Array.from({ length: limit }, (_, slot) => {
      const workerData = { work, shared, next, slot, from: process.hrtime.bigint() };
      return once(new Worker(new URL(import.meta.url), { workerData }), 'exit');
    });
    await Promise.all(pool);
  });
} else {
  const { work, next, slot, from } = workerData;
  record({});
  await open(1);
  started(slot, from);
  const take = () => Atomics.add(next, 0, 1);
  for (let number = take(); number < TASKS; number = take()) await taskOf(work)(number);
  close();
}
