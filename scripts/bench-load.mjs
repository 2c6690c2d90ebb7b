// npm run bench:load: how long a reader on a phone waits for a figure: from the arrival of the script to the first frame of a
// 4×4, on a fast 3G line and with a processor four times slower than this machine's. Nothing else should run on the machine.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mainInChromium } from './chromium.mjs';
import { headline, root } from './run.mjs';

const RUNS = 15;
const AIM = 300;
/** How many times slower than this machine the processor is. */
const SLOWER = 4;
/** Is fast 3G, as WebPageTest has it: 1.6 Mbit/s, and 150 ms there and back. */
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

const VERSION = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/** Returns a post with one figure at its top, and its head as the docs have it, with the simulator preloaded or not. */
const page = (isPreloaded) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A post</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="css/cvsp/animations.css">
    ${isPreloaded ? `<link rel="preload" href="js/cvsp/cvsp.wasm?${VERSION}" as="fetch" type="application/wasm" crossorigin>` : ''}
    <script src="js/cvsp/animations.js" defer></script>
  </head>
  <body>
    <div id="coroutine-ideal"></div>
  </body>
</html>`;

await mainInChromium(async ({ browser, serve }) => {
  headline(`Medians of ${RUNS} runs, in ms after the script has come (aim: ${AIM})`);
  for (const isPreloaded of [true, false]) {
    const { url } = await serve('dist/embed', { files: { 'index.html': page(isPreloaded) }, brotli: true });
    const runs = [];
    for (let run = 0; run < RUNS; run++) runs.push(await measure(browser, url));
    const median = (what) =>
      runs
        .map((run) => run[what])
        .sort((a, b) => a - b)
        [Math.floor(RUNS / 2)].toFixed(0);
    const name = isPreloaded ? 'simulator preloaded' : 'simulator asked for by the script';
    console.log(
      `${name.padEnd(34)} simulator ${median('simulator').padStart(4)}, first frame ${median('frame').padStart(4)}`,
    );
  }
});

/** Opens the page as a phone does, and returns when the simulator came and the first frame was shown. */
async function measure(browser, url) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(() => {
    window.frame = new Promise((resolve) => {
      const { prototype } = CanvasRenderingContext2D;
      // Whatever is painted first on a figure's canvas.
      const calls = ['fillRect', 'clearRect', 'fill', 'stroke', 'drawImage'].map((name) => [name, prototype[name]]);
      for (const [name, call] of calls)
        prototype[name] = function (...values) {
          call.apply(this, values);
          if (!this.canvas.closest?.('.cvsp-box')) return;
          Object.assign(prototype, Object.fromEntries(calls));
          // Figures paint while the browser makes a frame, which is over when the next message comes.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now());
          port2.postMessage('');
        };
    });
  });
  await page.goto(url);
  const seen = await page.evaluate(async () => {
    const frame = await window.frame;
    const cameAt = (name) =>
      performance.getEntriesByType('resource').find((entry) => entry.name.includes(name)).responseEnd;
    const script = cameAt('animations.js');
    return { simulator: cameAt('cvsp.wasm') - script, frame: frame - script };
  });
  await context.close();
  return seen;
}
