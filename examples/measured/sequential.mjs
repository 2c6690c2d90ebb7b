// One task after another.

import { main, TASKS, taskOf } from './work.mjs';

await main('sequential', 1, async (work) => {
  for (let number = 0; number < TASKS; number++) await taskOf(work)(number);
});
