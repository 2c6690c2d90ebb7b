import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock, pending, scrollTo, setHidden, settle } from './support/clock.ts';
import { post } from './support/post.ts';
import { assertShowsPreset, readTiles } from './support/tiles.ts';

const openPage = withBrowser();
const viewport = { width: 800, height: 600 };

/** Lists how high a figure's top must have risen for it to start, and how high is too little, as parts of the window. */
const STARTS: [what: string, id: string, options: string, above: number, below: number, height?: number][] = [
  ['60 % of a picture is in view', 'sync-ideal', '{}', 0.64, 0.66],
  ['60 % of a picture in a row is', 'all-ideal-middle', '{}', 0.73, 0.76],
  ['60 % of a small picture is', 'single-pixel-load', '{}', 0.85, 0.88],
  ['60 % of the window is filled', 'sync-ideal', '{}', 0.29, 0.46, 200],
  ['its top has risen to its line', 'sync-ideal', '{ "line": 0.5 }', 0.49, 0.55],
];

for (const [what, id, options, above, below, height = 600] of STARTS) {
  test(`${id} starts when ${what}`, async (t) => {
    const html = `<div id="${id}" data-cvsp='${options}'></div>`;
    const page = await openWithClock(openPage, t, await post({ html }), { viewport: { ...viewport, height } });
    await mounted(page);
    assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
    // It scrolls into view step by step, since one that has a line and is wholly in view at once starts at once.
    await scrollTo(page, id, 0.95);
    await scrollTo(page, id, below);
    assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
    await scrollTo(page, id, above);
    assert.deepEqual(await pending(page), { frames: 1, timers: 0 });
  });
}

test('a figure that is in view as the page loads starts at once', async (t) => {
  const page = await openWithClock(openPage, t, await post({ figures: ['single-pixel-load'], above: 0 }), { viewport });
  await mounted(page);
  assert.equal((await pending(page)).frames, 1);
});

test('a figure that is wholly in view as the page loads starts, even if its top is below its line', async (t) => {
  const url = await post({
    html: `<div id="single-pixel-load" data-cvsp='{ "line": 0.5 }'></div>`,
    above: 455,
    css: 'body { font-size: 8px } #single-pixel-load { --cvsp-width: 30px }',
  });
  const page = await openWithClock(openPage, t, url, { viewport });
  await mounted(page);
  assert.equal((await pending(page)).frames, 1);
});

test('a figure starts if it is in view when the browser restores the scroll position', async (t) => {
  const page = await openWithClock(openPage, t, await post({ figures: ['sync-ideal'] }), { viewport });
  await mounted(page);
  await scrollTo(page, 'sync-ideal', 0.2);
  await page.reload();
  await mounted(page);
  assert.ok((await page.evaluate(() => scrollY)) > 0, 'the browser has restored the position');
  assert.equal((await pending(page)).frames, 1);
});

test('a figure that is scrolled past in one jump starts when the reader scrolls back to it', async (t) => {
  const page = await openWithClock(openPage, t, await post({ figures: ['sync-ideal'] }), { viewport });
  await mounted(page);
  await scrollTo(page, 'sync-ideal', -2);
  assert.equal((await pending(page)).frames, 0);
  await scrollTo(page, 'sync-ideal', -0.2);
  assert.equal((await pending(page)).frames, 1);
});

test('a figure at the page’s end, whose top never reaches its line, starts when it is half in view', async (t) => {
  const url = await post({
    html: `<div id="single-pixel-load" data-cvsp='{ "line": 0.8 }'></div>`,
    below: 0,
    css: '#single-pixel-load { --cvsp-width: 60px }',
  });
  const page = await openWithClock(openPage, t, url, { viewport });
  await mounted(page);
  await scrollTo(page, 'single-pixel-load', 0.99);
  assert.equal((await pending(page)).frames, 0);
  await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  await settle(page);
  assert.equal((await pending(page)).frames, 1);
});

test('a figure that is added to the page later starts, and one that is removed asks for no more frames', async (t) => {
  const page = await openWithClock(openPage, t, await post({ figures: [] }), { viewport });
  await page.evaluate(() => {
    const section = document.createElement('section');
    section.innerHTML = '<p>Late</p><div id="sync-ideal"></div>';
    document.body.prepend(section);
  });
  await mounted(page);
  assert.equal((await pending(page)).frames, 1);
  await page.evaluate(() => document.querySelector('section')!.remove());
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
});

test('a figure that is out of view stops, leaves no callback, and continues from the same moment', async (t) => {
  const page = await openWithClock(openPage, t, await post({ figures: ['coroutine-ideal'] }), { viewport });
  await mounted(page);
  await scrollTo(page, 'coroutine-ideal', 0.2);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(3008);
  const before = await readTiles(page, 'coroutine-ideal', 4, 4);

  await scrollTo(page, 'coroutine-ideal', 2);
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
  await page.clock.runFor(60_000);

  await scrollTo(page, 'coroutine-ideal', 0.4);
  assert.deepEqual(await pending(page), { frames: 1, timers: 0 });
  await page.clock.runFor(FRAME);
  assert.deepEqual(await readTiles(page, 'coroutine-ideal', 4, 4), before);
  await page.clock.runFor(2 * FRAME);
  assert.notDeepEqual(await readTiles(page, 'coroutine-ideal', 4, 4), before);
});

test('a figure that is partly in view continues', async (t) => {
  const page = await openWithClock(openPage, t, await post({ figures: ['sync-ideal'] }), { viewport });
  await mounted(page);
  await scrollTo(page, 'sync-ideal', 0.4);
  await scrollTo(page, 'sync-ideal', 0.97);
  assert.equal((await pending(page)).frames, 1);
});

test('a figure in a hidden tab stops, leaves no callback, and continues from the same moment', async (t) => {
  const page = await openWithClock(openPage, t, await post({ figures: ['coroutine-ideal'], above: 100 }), { viewport });
  await mounted(page);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(3008);
  const before = await readTiles(page, 'coroutine-ideal', 4, 4);

  await setHidden(page, true);
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
  await page.clock.runFor(3_600_000);
  await setHidden(page, false);
  assert.deepEqual(await pending(page), { frames: 1, timers: 0 });
  await page.clock.runFor(FRAME);
  assert.deepEqual(await readTiles(page, 'coroutine-ideal', 4, 4), before);
});

test('members of a row start together, and continue while any of them is in view', async (t) => {
  const row = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];
  // In a narrow column the members stand one below the other.
  const css = 'div { display: block; width: 300px; margin-bottom: 500px }';
  const page = await openWithClock(openPage, t, await post({ figures: row, css }), { viewport });
  await mounted(page);
  await scrollTo(page, 'all-ideal-left', 0.3);
  assert.equal((await pending(page)).frames, 1, 'one callback serves all');
  await page.clock.runFor(FRAME);
  await page.clock.runFor(1600);

  await scrollTo(page, 'all-ideal-right', 0.3);
  assert.equal((await pending(page)).frames, 1);
  // The right member was out of view; it shows the same moment as the left one, and continues from there.
  await assertShowsPreset(page, 'all-ideal-right', 1600);
  await page.clock.runFor(1408);
  await assertShowsPreset(page, 'all-ideal-right', 3008);
});

test('a run ends, rests 2 s, is wiped, and starts again 3 s after its end', async (t) => {
  const page = await openWithClock(openPage, t, await post({ figures: ['single-pixel-render'], above: 0 }), {
    viewport,
  });
  await mounted(page);
  await page.clock.runFor(FRAME);
  const moments: [time: number, state: string, caption: string][] = [
    [2000, 'render', '2 of 4.0 s'],
    [3984, 'render', '3 of 4.0 s'],
    [4000, 'finished', 'took 4.0 s'],
    [5984, 'finished', 'took 4.0 s'],
    [6160, 'idle', ''],
    [6992, 'idle', ''],
    [7008, 'render', '0 of 4.0 s'],
    [11_008, 'finished', 'took 4.0 s'],
  ];
  let now = 0;
  for (const [time, state, caption] of moments) {
    await page.clock.runFor(time - now);
    now = time;
    const [tile] = await readTiles(page, 'single-pixel-render', 1, 1);
    assert.deepEqual([tile!.state, await page.textContent('.cvsp-time')], [state, caption], `at ${time} ms`);
  }
});

test('a playing figure paints only the tiles that change, and changes nothing else in the page', async (t) => {
  const page = await openWithClock(openPage, t, await post({ figures: ['both-bound-left'], above: 0 }), { viewport });
  await mounted(page);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(8000);
  const shown = await readTiles(page, 'both-bound-left', 4, 4);
  await page.evaluate(() => {
    const painted = new Set<number>();
    const changed: string[] = [];
    Object.assign(window, { painted, changed });
    // For a style that changes, browsers look through the whole page.
    new MutationObserver((mutations) => {
      for (const { target, attributeName } of mutations)
        changed.push(`${(target as Element).className} ${attributeName}`);
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    // Either the whole tile is painted, or a piece of its border.
    for (const method of ['clearRect', 'fillRect'] as const) {
      const original = CanvasRenderingContext2D.prototype[method];
      CanvasRenderingContext2D.prototype[method] = function (x, y, width, height) {
        original.call(this, x, y, width, height);
        if (!this.canvas.matches('.cvsp-box > canvas')) return;
        // Tiles' edges are rounded, so the point is moved one pixel into the tile.
        const [column, row] = [(x + 1) / this.canvas.width, (y + 1) / this.canvas.height];
        painted.add(Math.floor(4 * row) * 4 + Math.floor(4 * column));
      };
    }
  });
  await page.clock.runFor(5 * FRAME);
  const { painted, changed } = await page.evaluate(() => {
    const { painted, changed } = window as unknown as { painted: Set<number>; changed: string[] };
    return { painted: [...painted], changed };
  });
  const moving = shown.flatMap(({ state }, tile) => (state === 'load' || state === 'render' ? [tile] : []));
  assert.ok(moving.length < 16 && moving.length > 0);
  assert.deepEqual(
    painted.sort((a, b) => a - b),
    moving,
  );
  assert.deepEqual(changed, []);
});

test('a figure that is far from the view has a canvas without pixels, and all of them again before it is in view', async (t) => {
  const html = '<div style="height: 3000px"></div><div id="parallel-ideal"></div>';
  const page = await openWithClock(openPage, t, await post({ figures: ['sync-ideal'], html, above: 0 }), { viewport });
  await mounted(page);
  const widths = () =>
    page
      .locator('.cvsp-box > canvas')
      .evaluateAll((all) =>
        all.map((canvas) => [(canvas as HTMLCanvasElement).width, canvas.getBoundingClientRect().width]),
      );
  const [near, far] = [
    [352, 352],
    [0, 352],
  ];
  assert.deepEqual(await widths(), [near, far]);

  // Its top is 30 pixels below the window.
  await scrollTo(page, 'parallel-ideal', 1.05);
  assert.deepEqual(await widths(), [far, near]);
  // It has not begun, and shows what it will become.
  await assertShowsPreset(page, 'parallel-ideal', 100_000);
  await page.evaluate(() => window.scrollTo(0, 0));
  await settle(page);
  assert.deepEqual(await widths(), [near, far]);

  // Paper shows what is far, too, and does not wait.
  const printed = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    return [...document.querySelectorAll<HTMLCanvasElement>('.cvsp-box > canvas')].map(({ width }) => width);
  });
  assert.deepEqual(printed, [352, 352]);
  await assertShowsPreset(page, 'parallel-ideal', 100_000);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.deepEqual(await widths(), [near, far]);
});

test('the controls of a row that is far from the view are as wide as the row, whatever the width of the window', async (t) => {
  const html = '<div style="height: 3000px"></div><div id="all-ideal-left"></div> <div id="all-ideal-middle"></div>';
  const page = await openWithClock(openPage, t, await post({ html, above: 0 }), { viewport });
  await mounted(page);
  await page.setViewportSize({ width: 390, height: 600 });
  await settle(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});

test('scrolling changes nothing in a figure that stays far from the view', async (t) => {
  const html = '<div style="height: 9000px"></div><div id="parallel-ideal"></div>';
  const page = await openWithClock(openPage, t, await post({ figures: ['sync-ideal'], html, above: 0 }), { viewport });
  await mounted(page);
  await page.evaluate(() => {
    Object.assign(window, { changes: [] });
    const note = (mutations: MutationRecord[]) =>
      (window as unknown as { changes: unknown[] }).changes.push(...mutations);
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    new MutationObserver(note).observe(document.getElementById('parallel-ideal')!, all);
  });
  for (const top of [50, 100, 3000, 1000]) {
    await page.evaluate((top) => window.scrollTo(0, top), top);
    await settle(page);
  }
  assert.equal(await page.evaluate(() => (window as unknown as { changes: unknown[] }).changes.length), 0);
});
