import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { post } from './support/post.ts';
import { serve } from './support/server.ts';
import { assertShowsPreset, readTiles } from './support/tiles.ts';

const openPage = withBrowser();
const viewport = { width: 900, height: 700 };

test('a finished figure says how long it took, and in a row how many times as fast it was', async (t) => {
  const row = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];
  const page = await openWithClock(openPage, t, await post({ figures: row, above: 0 }), { viewport });
  await mounted(page);
  const captions = () => page.locator('.cvsp-caption').allInnerTexts();
  assert.deepEqual(await captions(), ['Sequential\n0 of 81.5 s', 'Coroutines\n0 of 19.4 s', 'Threads\n0 of 7.7 s']);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(8000);
  assert.deepEqual(await captions(), [
    'Sequential\n8 of 81.5 s',
    'Coroutines\n8 of 19.4 s',
    'Threads\ntook 7.7 s\n10.6× as fast as sequential',
  ]);
  const labels = () =>
    page.locator('.cvsp-box > canvas').evaluateAll((all) => all.map((canvas) => canvas.getAttribute('aria-label')));
  assert.deepEqual(await labels(), [
    'Sequential: a picture of 16 tiles, 1 finished; all take 81.5 s',
    'Coroutines: a picture of 16 tiles, 5 finished; all take 19.4 s',
    'Threads: a picture of 16 tiles, 16 finished; all take 7.7 s',
  ]);
  await page.clock.runFor(12_000);
  // The last rival is done, and from then on 12 seconds of the run go by in one.
  assert.deepEqual((await captions()).slice(0, 2), [
    'Sequential\n26 of 81.5 s · 12× speed',
    'Coroutines\ntook 19.4 s\n4.2× as fast as sequential',
  ]);
  await page.locator('#all-ideal-left .cvsp-box > canvas').click();
  assert.match((await captions())[0]!, /^Sequential\n26\.\d of 81\.5 s$/);
  await page.locator('#all-ideal-left .cvsp-box > canvas').click();
  await page.clock.runFor(FRAME);
  await page.clock.fastForward(5000);
  assert.deepEqual((await captions())[0], 'Sequential\ntook 81.5 s');
  assert.equal((await labels())[0], 'Sequential: a picture of 16 tiles, 16 finished; all take 81.5 s');
});

test('figures that take the same time say so, and limits are named', async (t) => {
  const page = await openWithClock(
    openPage,
    t,
    await post({ figures: ['io-bound-left', 'io-bound-right'], above: 0 }),
    { viewport },
  );
  await mounted(page);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(12_000);
  assert.deepEqual(await page.locator('.cvsp-caption').allInnerTexts(), [
    'Coroutines at most 8\ntook 11.3 s',
    'Threads at most 8\ntook 11.3 s\nas fast as coroutines',
  ]);
});

test('an error is shown in the place of its figure, and the others run', async (t) => {
  const html = `
    <div id="a" data-cvsp='{ "strategy": "fibers", "grid": [4, 4], "load": 1, "render": 1 }'></div>
    <div id="b" data-cvsp='{ "strategy": "threads", "limit": 0, "grid": [4, 4], "load": 1, "render": 1 }'></div>
    <div id="c" data-cvsp='{ strategy }'></div>
    <div id="d" data-cvsp='{ "strategy": "threads", "<img src=x onerror=alert(1)>": 1 }'></div>
    <div id="e" data-cvsp='{ "strategy": "threads", "picture": "cat" }'></div>
    <div id="g" data-cvsp='{ "strategy": "threads", "limit": 2.5, "grid": [4, 4], "load": 1, "render": 1 }'></div>
    <div id="f" data-cvsp='{ "strategy": "threads", "grid": [2000, 2000], "load": 1, "render": 1 }'></div>`;
  const page = await openWithClock(openPage, t, await post({ figures: ['single-pixel-load'], html, above: 0 }), {
    viewport,
  });
  await mounted(page);
  const errors = await page.locator('[role=alert]').allTextContents();
  const fields =
    'strategy, gil, workers, turns, limit, cores, quantum, gilInterval, switchCost, threadStart, processStart, coroutineStart, ' +
    'serverConnections, slotMemory, grid, load, render, seed, blocking, chain, tasks';
  assert.deepEqual(
    // Each engine words JSON errors differently.
    errors.map((text) => text.replace('This figure cannot be shown: ', '').replace(/(is not JSON): .+$/, '$1')),
    [
      'strategy is "fibers"; it must be one of "sequential", "threads", "processes", "coroutines", "work-stealing"',
      'limit is 0; it must be a whole number from 1 to 4294967295, or left out for no bound',
      'data-cvsp is not JSON',
      `<img src=x onerror=alert(1)> is 1; it must be left out: the fields are ${fields}`,
      'picture is "cat"; it must be one of "harbour", "balloons"',
      'limit is 2.5; it must be a whole number from 1 to 4294967295, or left out for no bound',
      'grid is [2000, 2000]; it must be [columns, rows], two whole numbers from 1 whose product is at most 1048576, or left out where tasks are given one by one',
    ],
  );
  await page.clock.runFor(FRAME);
  await page.clock.runFor(2000);
  assert.equal((await readTiles(page, 'single-pixel-load', 1, 1))[0]!.state, 'load');
});

test('a preset’s options can be changed one by one, and a figure can be made of options alone', async (t) => {
  const html = `
    <div id="own" data-cvsp='{ "strategy": "threads", "cores": 2, "label": "Two cores", "tasks": [
      { "load": 160, "render": 320 }, { "load": 160, "render": 320 }, { "load": 160, "render": 320 } ] }'></div>`;
  const page = await openWithClock(openPage, t, await post({ html, above: 0 }), { viewport });
  await mounted(page);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(320);
  const states = (await readTiles(page, 'own', 2, 2)).map(({ state }) => state);
  assert.deepEqual(states.slice(0, 3), ['render', 'render', 'ready']);
  await page.clock.runFor(640);
  assert.equal(await page.innerText('.cvsp-caption'), 'Two cores on 2 cores\ntook 800 ms');
});

test('an image of another origin is shown, though its pixels cannot be read', async (t) => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#00f"/></svg>';
  const other = await serve('dist/embed', { files: { 'blue.svg': svg } });
  const html = `<div id="sync-ideal" data-cvsp='{ "image": "${other.url}blue.svg" }'></div>`;
  const page = await openWithClock(openPage, t, await post({ html, above: 0 }), { viewport });
  await mounted(page);
  await page.clock.runFor(FRAME);
  await page.clock.fastForward(25_000);
  const read = await page.evaluate(() => {
    try {
      return document.querySelector('canvas')!.getContext('2d')!.getImageData(0, 0, 1, 1).data.join();
    } catch (error) {
      return (error as Error).name;
    }
  });
  assert.equal(read, 'SecurityError');
  // A screenshot is used, since no script may read these pixels.
  const box = (await page.locator('.cvsp-box > canvas').boundingBox())!;
  const seen = await page.screenshot({ clip: { x: box.x + 100, y: box.y + 100, width: 8, height: 8 } });
  const pixel = await page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const context = document.createElement('canvas').getContext('2d')!;
    context.drawImage(image, 0, 0);
    return context.getImageData(4, 4, 1, 1).data.join();
  }, seen.toString('base64'));
  assert.equal(pixel, '0,0,255,255');
});

test('an image that does not load leaves the figure running on a built-in picture, with a warning', async (t) => {
  // The warning may come before a driver could wait for it.
  const html = `<script>window.warnings = []; console.warn = (text) => warnings.push(text)</script>
    <div id="sync-ideal" data-cvsp='{ "image": "missing.png" }'></div>`;
  const page = await openWithClock(openPage, t, await post({ html, above: 0 }), { viewport, expectedErrors: [/404/] });
  await mounted(page);
  const warnings = await page.evaluate(() => (window as unknown as { warnings: string[] }).warnings.join('\n'));
  assert.match(warnings, /^cvsp: the image missing\.png does not load, so a built-in picture is shown: /);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(8000);
  await assertShowsPreset(page, 'sync-ideal', 8000);
});

test('if the simulator does not load, every figure says so', async (t) => {
  if (lacks(t, 'requests')) return;
  const page = await openPage(t, { viewport, expectedErrors: [/404/, /MIME/] });
  await page.route('**/*.wasm*', (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(await post({ figures: ['io-bound-left', 'io-bound-right'] }));
  await page.locator('[role=alert]').nth(1).waitFor();
  for (const text of await page.locator('[role=alert]').allTextContents()) {
    assert.match(
      text,
      /^This figure cannot be shown: the simulator did not load from http:\/\/127\.0\.0\.1.*cvsp\.wasm/,
    );
  }
});

test('figures are painted again when the page changes its colours', async (t) => {
  const css = `
    body { color: rgb(10, 20, 30); --cvsp-load: currentcolor }
    body.dark { background: black; color: rgb(200, 210, 220) }`;
  const page = await openWithClock(openPage, t, await post({ figures: ['single-pixel-load'], above: 0, css }), {
    viewport,
  });
  await mounted(page);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(2000);
  const ink = () =>
    page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      const context = canvas.getContext('2d')!;
      return [...context.getImageData(Math.round(canvas.width / 4), Math.round(canvas.width * 0.05), 1, 1).data];
    });
  assert.deepEqual(await ink(), [10, 20, 30, 255]);
  await page.evaluate(async () => {
    const changed = new Promise((resolve) => document.addEventListener('transitionend', resolve, { once: true }));
    document.body.className = 'dark';
    await changed;
  });
  assert.deepEqual(await ink(), [200, 210, 220, 255]);
});

test('bare text after a step stands at its side, level with its top, and apart from the text before', async (t) => {
  const html = ['single-pixel-load', 'single-pixel-render'].map(
    (id) => `<p>Before</p><div id="${id}"></div>Some words.`,
  );
  const page = await openWithClock(openPage, t, await post({ html: html.join(''), above: 0 }), { viewport });
  await mounted(page);
  const texts = await page.evaluate(() =>
    [...document.querySelectorAll('.cvsp')].map((element) => {
      const text = document.createRange();
      text.selectNodeContents(element.nextSibling!);
      const [line, own] = [text.getBoundingClientRect(), element.getBoundingClientRect()];
      const before = element.previousElementSibling!.getBoundingClientRect();
      const isBeside = line.left > element.querySelector('canvas')!.getBoundingClientRect().right;
      return { isBeside, isApart: line.top - before.bottom > 15, below: Math.round(line.top - own.top) };
    }),
  );
  assert.deepEqual(texts, Array(2).fill({ isBeside: true, isApart: true, below: 0 }));
});
