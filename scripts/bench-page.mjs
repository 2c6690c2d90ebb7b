// npm run bench:page: what a playing figure asks of a page's main thread, beside what any animation on a canvas asks: a bare
// page that fills one small rectangle a canvas and frame. It ends with one table. Nothing else should run on the machine.

import { mainInChromium } from './chromium.mjs';
import { headline } from './run.mjs';

const RUNS = 5;
/** How long a page plays before it is measured, and while it is, in milliseconds. */
const WARM_UP = 1500;
const MEASURED = 3000;
/** Figures stand in a column. Those that are measured have a window to themselves. */
const CSS = 'main { width: 46rem; margin: auto } section { padding: 50vh 0 }';

const threads = (side, limit) => ({
  ...{ strategy: 'threads', limit, grid: [side, side] },
  ...{ load: [1500, 7000], render: [800, 1500, 100], seed: 42 },
});
const ONE = ['coroutine-ideal'];
const GROUP = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];
const ALONE = '4×4, a group of three, 1× pixels';

/**
 * Pages that play, each with what it is measured by: at most so many times the floor of as many canvases (`floors`), or
 * what another page takes (`like`), or at most so much of a core (`core`), and so many frames a second. The figures that
 * are measured may be among `others`, which are out of sight, or in the walkthrough (`site`).
 */
const PLAYING = [
  { name: '4×4, 1× pixels', figures: ONE, floors: 1.5 },
  { name: '4×4, 2× pixels', figures: ONE, scale: 2 },
  { name: '4×4 in the walkthrough', figures: ONE, site: true, floors: 1.5 },
  { name: ALONE, figures: GROUP, floors: 2 },
  { name: 'the same among 10 other figures', figures: GROUP, others: 10, like: ALONE, times: 1.15 },
  { name: 'the same among 100 other figures', figures: GROUP, others: 100, like: ALONE, times: 1.15 },
  { name: 'the same in the walkthrough', figures: GROUP, site: true, floors: 2 },
  { name: '16×16, 32 threads, 1× pixels', scenario: threads(16, 32), floors: 2 },
  { name: '64×64, 32 threads, 1× pixels', scenario: threads(64, 32), floors: 4, frames: 60 },
  { name: '256×256, no limit, 1× pixels', scenario: threads(256, null), core: 0.6, frames: 60 },
  { name: '256×256, no limit, 2× pixels', scenario: threads(256, null), scale: 2, core: 0.6, frames: 60 },
];

await mainInChromium(async ({ browser, post, serve }) => {
  const site = (await serve('dist/site')).url;
  const pages = new Map();
  for (const playing of PLAYING) {
    const { name, figures, scale = 1 } = playing;
    const url = playing.site ? site : await post({ html: figuresOf(playing), above: 20, css: CSS });
    pages.set(name, { scale, url, figure: figures?.[0] });
    const files = { 'index.html': floorPage(figures?.length ?? 1) };
    const floor = floorOf(playing);
    if (!pages.has(floor)) pages.set(floor, { scale, url: (await serve('dist/embed', { files })).url });
  }

  headline(`Playing: the main thread's time, ${RUNS} runs of ${MEASURED / 1000} s each`);
  const runs = new Map([...pages.keys()].map((key) => [key, []]));
  // In turns, so that whatever else the machine does falls on all alike.
  for (let run = 0; run < RUNS; run++) {
    console.log(`run ${run + 1} of ${RUNS}`);
    for (const [key, page] of pages) runs.get(key).push(await measurePlaying(browser, page));
  }
  const of = (key, what) => runs.get(key).map((run) => run[what]);

  headline('Medians');
  console.log(table(of).join('\n'));
});

/** What a post holds: the figures that are measured, and the others above and below, just out of sight. */
function figuresOf({ scenario, figures, others = 0 }) {
  const figure = (scenario) => `<div data-cvsp='${JSON.stringify(scenario)}'></div>`;
  if (!figures) return figure(scenario);
  const measured = figures.map((id) => `<div id="${id}"></div>`).join('');
  if (others === 0) return measured;
  const half = figure(threads(4, 8)).repeat(others / 2);
  return `${half}<section>${measured}</section>${half}`;
}

/** Names the page with nothing but as many canvases, of as many pixels. */
function floorOf({ figures, scale = 1 }) {
  return `floor of ${figures?.length ?? 1} at ${scale}×`;
}

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
async function open(browser, { url, scale, figure }) {
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
  const canvas = page.locator(`${figure ? `#${figure} ` : ''}canvas`).first();
  await canvas.waitFor();
  await canvas.evaluate((element) => element.scrollIntoView({ block: 'center' }));
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
  for (const playing of PLAYING) {
    const { name, floors, like, times, core, frames } = playing;
    const floor = of(floorOf(playing), 'core');
    const seenCore = median(of(name, 'core'));
    const seenFrames = median(of(name, 'frames'));
    // Each run beside that of its own turn, in which the machine was as busy.
    const ratioTo = (other) => median(of(name, 'core').map((core, run) => core / other[run]));
    const ratio = ratioTo(floor);
    const alike = like && ratioTo(of(like, 'core'));
    const aims = [
      floors && [`${floors} × the floor`, ratio <= floors],
      like && [`${times} × alone (${alike.toFixed(2)})`, alike <= times],
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
