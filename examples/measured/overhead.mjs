// What the recorder costs: `node examples/measured/overhead.mjs` prints it.

import { watch } from './recorder.mjs';

const TASKS = 20_000;
const RUNS = 7;

let render = () => {};
let load = () => {};
let task = () => {
  load();
  render();
};

/** Returns the processor's time for an event in microseconds, the least of several runs: the one that was disturbed least. */
function least() {
  const found = Array.from({ length: RUNS }, () => {
    const { user, system } = process.cpuUsage();
    for (let number = 0; number < TASKS; number++) task();
    const { user: userNow, system: systemNow } = process.cpuUsage();
    return userNow + systemNow - user - system;
  });
  return Math.min(...found) / TASKS / 6;
}

const plain = least();
({ task, load, render } = watch('/dev/null', {}, { task: { task }, load: { load }, render: { render } }));
console.log(`Node.js: ${(least() - plain).toFixed(2)} µs an event, 6 events a task`);
process.removeAllListeners('exit');
