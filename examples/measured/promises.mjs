// One thread, and as many promises as the limit: whoever waits gives way. In fib each call is awaited.

import { limit, main, TASKS, taskOf } from './work.mjs';

await main('coroutines', limit(TASKS), async (work, limit) => {
  const task = taskOf(work === 'fib' ? 'fib, awaited' : work);
  let next = 0;
  const takeAll = async () => {
    while (next < TASKS) await task(next++);
  };
  await Promise.all(Array.from({ length: limit }, takeAll));
});
