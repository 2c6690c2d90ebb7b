// npm run bench:lab: how long a map takes in the lab's workers in Chromium, from the request to the last answer, with all that the
// page does in that time. Nothing else should run on the machine.

import { mainInChromium } from './chromium.mjs';
import { headline } from './run.mjs';

const RUNS = 15;

/** The side of the grid of tiles, the map that is made of it, and the aim in milliseconds. */
const MAPS = [
  { side: 4, cells: '16×16 cells of 16 tasks', aim: 16 },
  { side: 16, cells: '64×64 cells of 256 tasks', aim: 150 },
];

await mainInChromium(async ({ browser, serve }) => {
  const { url } = await serve('dist/site');
  headline(`Maps in the lab's workers, median of ${RUNS}`);
  for (const { side, cells, aim } of MAPS) {
    const page = await browser.newPage();
    await page.addInitScript(watchWorkers);
    await page.goto(`${url}lab/#v=1&grid=${side}x${side}`);
    const times = [];
    // Until workers listen, the page computes. The first run of theirs is not counted.
    await page.waitForFunction(() => window.listens);
    for (let run = 0; run <= RUNS; run++) {
      const seed = 100 + run;
      await page.evaluate((hash) => {
        window.mapTime = undefined;
        location.hash = hash;
      }, `#v=1&grid=${side}x${side}&seed=${seed}`);
      await page.waitForFunction(() => window.mapTime !== undefined);
      if (run > 0) times.push(await page.evaluate(() => window.mapTime));
    }
    times.sort((a, b) => a - b);
    const [median, least] = [times[Math.floor(RUNS / 2)], times[0]].map((time) => time.toFixed(1));
    console.log(`${cells.padEnd(26)} ${median.padStart(7)} ms (aim: ${aim}), the fastest ${least} ms`);
    await page.close();
  }
});

/** Runs in the page: notes how long the last request of a whole map took until all of its answers were there. */
function watchWorkers() {
  const Native = Worker;
  let [id, begun, left] = [0, 0, 0];
  window.Worker = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        if (data === null) window.listens = true;
        if (data?.id !== id) return;
        left -= data.times?.length ?? 0;
        if (left === 0) window.mapTime = performance.now() - begun;
      });
    }

    postMessage(message) {
      // Other strategies are asked for by requests of one run.
      if (message.slots.length > 1) {
        if (message.id !== id) [id, begun, left] = [message.id, performance.now(), 0];
        left += message.slots.length;
      }
      super.postMessage(message);
    }
  };
}
