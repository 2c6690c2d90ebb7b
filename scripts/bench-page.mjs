// npm run bench:page: what a playing figure asks of a page's main thread, beside what any animation on a canvas asks: a bare
// page that fills one small rectangle a canvas and frame. It ends with one table. Nothing else should run on the machine.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { headline, main, root, UserError } from './run.mjs';
import { setupNode, setupTestTools } from './setup.mjs';

const RUNS = 5;
/** How long a page plays before it is measured, and while it is, in milliseconds. */
const WARM_UP = 1500;
const MEASURED = 3000;

const threads = (side, limit) => ({
  ...{ strategy: 'threads', limit, grid: [side, side] },
  ...{ load: [1500, 7000], render: [800, 1500, 100], seed: 42 },
});
const GROUP = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];

/**
 * Pages that play, each with what it is measured by: at most so many times the floor of as many canvases (`floors`), or at
 * most so much of a core (`core`), and so many frames a second.
 */
const PLAYING = [
  { name: '4×4, 1× pixels', figures: ['coroutine-ideal'], floors: 1.5 },
  { name: '4×4, 2× pixels', figures: ['coroutine-ideal'], scale: 2 },
  { name: '4×4, a group of three, 1× pixels', figures: GROUP, floors: 2 },
  { name: '16×16, 32 threads, 1× pixels', scenario: threads(16, 32), floors: 2 },
  { name: '64×64, 32 threads, 1× pixels', scenario: threads(64, 32), floors: 4, frames: 60 },
  { name: '256×256, no limit, 1× pixels', scenario: threads(256, null), core: 0.6, frames: 60 },
  { name: '256×256, no limit, 2× pixels', scenario: threads(256, null), scale: 2, core: 0.6, frames: 60 },
];

await main(async () => {
  await setupNode();
  await setupTestTools();
  if (!existsSync(join(root, 'dist/embed'))) throw new UserError('There is nothing to measure yet: npm run build.');
  const { tsImport } = await import('tsx/esm/api');
  const { launchChromium } = await tsImport('../tests/browser/support/playwright.ts', import.meta.url);
  const { post } = await tsImport('../tests/browser/support/post.ts', import.meta.url);
  const { serve } = await tsImport('../tests/browser/support/server.ts', import.meta.url);

  const pages = [];
  for (const { name, scenario, figures, scale = 1 } of PLAYING) {
    const html = scenario ? `<div data-cvsp='${JSON.stringify(scenario)}'></div>` : '';
    const url = await post({ figures, html, above: 20, css: 'main { width: 46rem; margin: auto }' });
    const files = { 'index.html': floorPage(figures?.length ?? 1) };
    pages.push(
      { key: name, scale, url },
      { key: `${name}, floor`, scale, url: (await serve('dist/embed', { files })).url },
    );
  }

  const browser = await launchChromium();
  try {
    headline(`Playing: the main thread's time, ${RUNS} runs of ${MEASURED / 1000} s each`);
    const runs = new Map(pages.map(({ key }) => [key, []]));
    // In turns, so that whatever else the machine does falls on all alike.
    for (let run = 0; run < RUNS; run++) {
      console.log(`run ${run + 1} of ${RUNS}`);
      for (const page of pages) runs.get(page.key).push(await measurePlaying(browser, page));
    }
    const of = (key, what) => runs.get(key).map((run) => run[what]);

    headline('Medians');
    console.log(table(of).join('\n'));
  } finally {
    await browser.close();
  }
});

/** Canvases as large as figures are, with as little in every frame as there can be. */
function floorPage(canvases) {
  const side = canvases === 1 ? '22rem' : 'calc(100% / 3 - 0.4em)';
  return `<!doctype html>
<title>The floor</title>
<link rel="icon" href="data:,">
<style>main { width: 46rem; margin: auto } canvas { width: ${side}; aspect-ratio: 1 }</style>
<main>${'<canvas></canvas>'.repeat(canvases)}</main>
<script>
  const contexts = [...document.querySelectorAll('canvas')].map((canvas) => {
    canvas.width = canvas.height = Math.round(canvas.clientWidth * devicePixelRatio);
    return canvas.getContext('2d');
  });
  let count = 0;
  requestAnimationFrame(function frame() {
    requestAnimationFrame(frame);
    count++;
    for (const context of contexts) {
      context.fillStyle = count % 2 ? '#000' : '#fff';
      context.fillRect(count % 300, 0, 10, 10);
    }
  });
</script>`;
}

/** Opens a page that counts its frames. */
async function open(browser, { url, scale }) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, deviceScaleFactor: scale });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.asked = 0;
    const native = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => {
      window.asked++;
      return native(callback);
    };
  });
  await page.goto(url);
  await page.locator('canvas').first().waitFor();
  await page.waitForTimeout(WARM_UP);
  return page;
}

/** How much of a core the main thread takes, from 0 to 1, and how many frames a second it shows. */
async function measurePlaying(browser, which) {
  const page = await open(browser, which);
  const session = await page.context().newCDPSession(page);
  // The thread's own time, in which it is not charged for what else the machine does.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const sample = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const busy = metrics.find(({ name }) => name === 'TaskDuration').value;
    return {
      busy,
      ...(await page.evaluate(() => ({ time: performance.now() / 1000, frames: window.asked }))),
    };
  };
  const before = await sample();
  await page.waitForTimeout(MEASURED);
  const after = await sample();
  await page.context().close();
  const seconds = after.time - before.time;
  return { core: (after.busy - before.busy) / seconds, frames: (after.frames - before.frames) / seconds };
}

/** Returns the lines of the table. @param of all runs of a page, of one thing that was measured */
function table(of) {
  const rows = [
    ['', 'of a core', 'the floor', 'ratio', 'frames a second', 'aim', 'met'],
    ['---', '---:', '---:', '---:', '---:', '---', '---'],
  ];
  for (const { name, floors, core, frames } of PLAYING) {
    const floor = of(`${name}, floor`, 'core');
    const seenCore = median(of(name, 'core'));
    const seenFrames = median(of(name, 'frames'));
    // Each run beside the floor of its own turn, in which the machine was as busy.
    const ratio = median(of(name, 'core').map((core, run) => core / floor[run]));
    const aims = [
      floors && [`${floors} × the floor`, ratio <= floors],
      core && [`${percent(core)} of a core`, seenCore <= core],
      // A display's 60 frames a second are seldom exactly so many.
      frames && [`${frames} frames a second`, seenFrames > frames - 1],
    ].filter(Boolean);
    const met = aims.every(([, isMet]) => isMet) ? 'yes' : 'NO';
    const seen = [percent(seenCore), percent(median(floor)), `${ratio.toFixed(2)}×`, seenFrames.toFixed(1)];
    rows.push([name, ...seen, aims.map(([text]) => text).join(', '), aims.length > 0 ? met : '']);
  }
  return rows.map((row) => `| ${row.join(' | ')} |`);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function percent(part) {
  return `${(100 * part).toFixed(1)} %`;
}
