import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type PageOptions, withBrowser } from './support/browser.ts';
import {
  beIdle,
  FRAME,
  holdAll,
  mounted,
  openWithClock,
  pending,
  scrollTo,
  setHidden,
  settle,
} from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { openPlaying, type Post, post } from './support/post.ts';
import { serve } from './support/server.ts';
import { assertShowsPreset } from './support/tiles.ts';

// This browser keeps pages in its back/forward cache, like a reader's.
const openPage = withBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
const viewport = { width: 800, height: 900 };

const ROW = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];
const PAIR = ['large-left', 'large-right'];
const GROUPS = [['single-pixel-load'], ['coroutine-ideal'], ROW, PAIR];

const open = (t: TestContext, content: Post, options: PageOptions = {}) =>
  openPlaying(openPage, t, content, { viewport, ...options });

/** Maps a figure's id to a hash of its pixels. */
async function pictures(page: Page): Promise<Record<string, string>> {
  const urls = await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLCanvasElement>('.cvsp-box > canvas:first-child')].map((canvas) => [
        canvas.closest('.cvsp')!.id,
        `${canvas.width}x${canvas.height} ${canvas.toDataURL()}`,
      ]),
    ),
  );
  const digest = (url: string) => `${url.split(' ')[0]} ${createHash('sha1').update(url).digest('hex')}`;
  return Object.fromEntries(Object.entries(urls).map(([id, url]) => [id, digest(url)]));
}

interface Screen {
  width: number;
  height: number;
  deviceScaleFactor: number;
  /** CSS's own, of the page's body. */
  zoom?: number;
}

const CHANGES: [what: string, before: Screen, after: Screen][] = [
  [
    'the window is made smaller',
    { width: 800, height: 900, deviceScaleFactor: 1 },
    { width: 437, height: 600, deviceScaleFactor: 1 },
  ],
  [
    'the page is zoomed to 150 %',
    { width: 900, height: 900, deviceScaleFactor: 1 },
    { width: 600, height: 600, deviceScaleFactor: 1.5 },
  ],
  [
    'a phone is turned',
    { width: 360, height: 740, deviceScaleFactor: 3 },
    { width: 740, height: 360, deviceScaleFactor: 3 },
  ],
  [
    // An emulated ratio is only reported with a change of size. No figure depends on the height.
    'a pixel has more device pixels',
    { width: 800, height: 900, deviceScaleFactor: 1 },
    { width: 800, height: 901, deviceScaleFactor: 2 },
  ],
  [
    'a page zooms itself',
    { width: 800, height: 900, deviceScaleFactor: 1 },
    { width: 800, height: 900, deviceScaleFactor: 1, zoom: 1.25 },
  ],
];

/** Maps each figure's id to a hash of its pixels in view, where its canvas has as many as there are on the screen. */
async function picturesInView(page: Page): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const id of GROUPS.flat()) {
    await scrollTo(page, id, 0.1);
    seen[id] = (await pictures(page))[id]!;
    const difference = await page.locator(`#${id} .cvsp-box > canvas`).evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { width, height } = canvas.getBoundingClientRect();
      const exact = [width * devicePixelRatio, height * devicePixelRatio];
      return Math.max(Math.abs(canvas.width - exact[0]!), Math.abs(canvas.height - exact[1]!));
    });
    assert.ok(difference < 1, `${id}: ${difference} device pixels too many or too few`);
  }
  return seen;
}

for (const [what, before, after] of CHANGES) {
  test(`if ${what}, figures look as if that had been so from the start`, async (t) => {
    if (lacks(t, 'cdp')) return;
    const openAt = async ({ width, height, deviceScaleFactor, zoom = 1 }: Screen) => {
      const links = GROUPS.map(([id]) => `<a href="#${id}" data-cvsp-at="37%">go</a>`).join(' ');
      const content = { figures: GROUPS.flat(), html: links, css: `body { zoom: ${zoom} }` };
      const page = await open(t, content, { viewport: { width, height }, deviceScaleFactor });
      await holdAll(page);
      await page.evaluate(() => {
        for (const link of document.querySelectorAll('a')) link.click();
      });
      await settle(page);
      return page;
    };
    const [page, fresh] = [await openAt(before), await openAt(after)];
    assert.notDeepEqual(await picturesInView(page), await picturesInView(fresh));

    const { zoom = 1, ...screen } = after;
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setDeviceMetricsOverride', { ...screen, mobile: false });
    await page.evaluate((zoom) => document.body.style.setProperty('zoom', String(zoom)), zoom);
    await settle(page);
    assert.deepEqual(await picturesInView(page), await picturesInView(fresh));

    const measured = await page.evaluate((groups) => {
      const rect = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
      return {
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        docks: groups.map((ids) => {
          const boxes = ids.map((id) => rect(`#${id} canvas`));
          const row = boxes.filter(({ top }) => Math.abs(top - boxes[0]!.top) < 2);
          const dock = rect(`#${ids[0]} .cvsp-dock`);
          return [dock.left - row[0]!.left, dock.right - row.at(-1)!.right].map(Math.round);
        }),
      };
    }, GROUPS);
    assert.equal(measured.overflow, 0);
    assert.deepEqual(
      measured.docks,
      GROUPS.map(() => [0, 0]),
    );
  });
}

/** Returns the state of a page's figures that a reader can see, except their pictures. */
function describe(page: Page) {
  return page.evaluate(() => ({
    html: document.querySelector('main')!.innerHTML,
    waiting: { frames: window.cvspTest.frames.size, timers: window.cvspTest.timers.size },
  }));
}

const dispatch = (page: Page, type: 'beforeprint' | 'afterprint') =>
  page.evaluate((type) => dispatchEvent(new Event(type)), type);

test('on paper every run is finished, with its lanes, and afterwards everything is as before', async (t) => {
  if (lacks(t, 'emulateMedia')) return;
  const html = '<div style="height: 3000px"></div><div id="parallel-ideal"></div>';
  const page = await open(t, { figures: [...ROW, 'coroutine-ideal', 'single-pixel-load'], html });
  await beIdle(page);
  await page.clock.runFor(4000);
  // One figure plays, one is paused, and one has not begun.
  await page.locator('#coroutine-ideal .cvsp-box > canvas').click();
  await page.mouse.move(799, 5);
  await page.evaluate(() => window.scrollTo(0, 0));
  await settle(page);
  const [before, seen] = [await describe(page), await pictures(page)];
  assert.deepEqual(before.waiting, { frames: 1, timers: 0 });

  // No frame and no observer runs between the event and printing, so the lanes must be painted already.
  const lanes = await page.evaluate(() => {
    window.dispatchEvent(new Event('beforeprint'));
    return [...document.querySelectorAll<HTMLCanvasElement>('.cvsp-lanes-all')].map((canvas) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return canvas.width > 0 && data.some((value) => value > 0);
    });
  });
  assert.deepEqual(lanes, Array(lanes.length).fill(true));
  assert.ok(lanes.length >= 7, 'lanes for each member');
  await page.emulateMedia({ media: 'print' });
  await settle(page);
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
  for (const id of [...ROW, 'coroutine-ideal', 'parallel-ideal']) await assertShowsPreset(page, id, 1e9);
  for (const first of [ROW[0], 'coroutine-ideal', 'single-pixel-load', 'parallel-ideal']) {
    assert.equal(await page.locator(`#${first} .cvsp-panels > *`).count(), 1, `the lanes of ${first}`);
  }
  assert.equal(await page.locator('.cvsp-slider:visible, .cvsp-toolbar:visible').count(), 0);
  assert.match(await page.innerText('#parallel-ideal .cvsp-caption'), /took 7\.7 s/);
  await page.clock.runFor(60_000);

  await page.emulateMedia({ media: null });
  await dispatch(page, 'afterprint');
  await settle(page);
  assert.deepEqual(await describe(page), before);
  assert.deepEqual(await pictures(page), seen);
  await page.clock.runFor(FRAME);
  assert.deepEqual(await pictures(page), seen, 'it goes on from its moment');
});

test('lanes that a reader has opened stay open after printing', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'] });
  await page.locator('#coroutine-ideal').hover();
  await page.locator('.cvsp-do-lanes').click();
  const panels = page.locator('.cvsp-panels > *');
  await panels.first().waitFor({ state: 'attached' });
  for (const type of ['beforeprint', 'afterprint'] as const) {
    await dispatch(page, type);
    assert.equal(await panels.count(), 1, type);
  }
});

test('a printed page has all pictures, and no figure is split over two pages', async (t) => {
  if (lacks(t, 'pdf')) return;
  const page = await open(t, { figures: [...ROW, 'coroutine-ideal', ...PAIR, 'single-pixel-load'], below: 0 });
  await beIdle(page);
  const before = await pictures(page);
  const pdf = (await page.pdf({ format: 'A5', printBackground: true })).toString('latin1');
  assert.ok((pdf.match(/\/Type \/Page\b/g) ?? []).length >= 2, 'pages');
  assert.ok((pdf.match(/\/Subtype \/Image\b/g) ?? []).length >= 7, 'an image for each picture');
  await settle(page);
  assert.deepEqual(await pictures(page), before);

  await dispatch(page, 'beforeprint');
  await page.emulateMedia({ media: 'print' });
  await settle(page);
  assert.equal(
    await page.locator('#coroutine-ideal').evaluate((element) => getComputedStyle(element).breakInside),
    'avoid',
  );
  const shot = await page.locator('#coroutine-ideal .cvsp-box > canvas').first().screenshot();
  const colours = await page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const context = document.createElement('canvas').getContext('2d')!;
    context.drawImage(image, 0, 0);
    return new Set(new Uint32Array(context.getImageData(0, 0, 200, 200).data.buffer)).size;
  }, shot.toString('base64'));
  assert.ok(colours > 50, `${colours} colours`);
});

test('100 figures on one page play while in view, with one callback in all, and leave nothing behind', async (t) => {
  const strategies = ['sequential', 'threads', 'processes', 'coroutines', 'work-stealing'];
  const html = Array.from({ length: 100 }, (_, i) => {
    const workers = i % 5 === 4 ? ', "workers": 4' : '';
    const group = i % 3 === 0 ? '' : `, "group": "g${Math.floor(i / 10)}"`;
    const options = `{ "strategy": "${strategies[i % 5]}"${workers}${group}, "grid": [4, 4], "load": 2000, "render": 500 }`;
    return `<div id="f${i}" class="one" data-cvsp='${options}'></div>`;
  }).join('');
  const page = await open(t, { html: `<section>${html}</section>` });
  assert.equal(await page.locator('.cvsp .cvsp-box > canvas').count(), 100);
  assert.equal(await page.locator('[role=alert]').count(), 0);
  assert.deepEqual(await pending(page), { frames: 1, timers: 0 });
  await page.evaluate(() => {
    const painted = new Set<string>();
    Object.assign(window, { painted });
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      painted.add(this.canvas.closest('.cvsp')?.id ?? 'none');
      clearRect.apply(this, area);
    };
  });
  for (const [from, line] of [
    ['f0', 0.1],
    ['f50', 0.1],
    ['f99', 0.1],
  ] as const) {
    await scrollTo(page, from, line);
    await page.clock.runFor(FRAME);
    const seen = await page.evaluate(() => {
      (window as unknown as { painted: Set<string> }).painted.clear();
      const isInView = (box: Element) => {
        const { top, bottom } = box.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
      };
      return [...document.querySelectorAll('.cvsp-box')].filter(isInView).map((box) => box.parentElement!.id);
    });
    assert.ok(seen.length > 0 && seen.length < 10, `${seen.length} are in view`);
    await page.clock.runFor(10 * FRAME);
    const ids = await page.evaluate(() => [...(window as unknown as { painted: Set<string> }).painted]);
    assert.ok(ids.length > 0);
    assert.deepEqual(
      ids.filter((id) => !seen.includes(id)),
      [],
      'only what is in view is painted',
    );
    assert.deepEqual(await pending(page), { frames: 1, timers: 0 });
  }
  await page.evaluate(() => {
    const section = document.querySelector('section')!;
    Object.assign(window, { section });
    section.remove();
  });
  await settle(page);
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
  const left = await page.evaluate(
    () => (window as unknown as { section: Element }).section.querySelectorAll('.cvsp, canvas').length,
  );
  assert.equal(left, 0);
});

test('1,000 mounts and unmounts leave no listener, no node and no memory behind', async (t) => {
  if (lacks(t, 'cdp')) return;
  const page = await openWithClock(openPage, t, await post({ above: 0 }), { viewport });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');

  /** Mounts 10 figures, has them painted and a table beneath them, and takes them off the page again; so many times. */
  const mountAndUnmount = (rounds: number) =>
    page.evaluate(async (rounds) => {
      const { nativeFrame } = window.cvspTest;
      const frame = () => new Promise((resolve) => nativeFrame(resolve));
      const ids = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right', 'large-left', 'large-right'];
      const singles = ['sync-ideal', 'coroutine-ideal', 'single-pixel-load', 'time-slices'];
      const own = `<div data-cvsp='{ "strategy": "threads", "line": 0.7, "grid": [3, 2], "load": 100, "render": 100 }'></div>`;
      for (let round = 0; round < rounds; round++) {
        const section = document.createElement('section');
        section.innerHTML = [...ids, ...singles].map((id) => `<div id="${id}"></div>`).join('') + own;
        section.innerHTML += '<a href="#all-ideal-left" data-cvsp-at="5s">5 s</a>';
        document.body.append(section);
        while (section.querySelectorAll('.cvsp').length < 10) await frame();
        await frame();
        section.querySelector('a')!.click();
        section.querySelector<HTMLElement>('.cvsp-do-numbers')!.click();
        while (!section.querySelector('.cvsp-numbers')) await frame();
        await frame();
        section.remove();
        while (section.querySelector('.cvsp')) await frame();
      }
    }, rounds);
  const measure = async () => {
    // The first collection may free objects that only the second one can collect.
    for (let time = 0; time < 3; time++) {
      await settle(page);
      await session.send('HeapProfiler.collectGarbage');
    }
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((metric) => metric.name === name)!.value;
    return {
      listeners: metric('JSEventListeners'),
      nodes: metric('Nodes'),
      documents: metric('Documents'),
      heap: metric('JSHeapUsedSize'),
    };
  };

  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<div id="sync-ideal"></div>'));
  await mounted(page);
  const standing = await measure();
  await page.evaluate(() => document.getElementById('sync-ideal')!.remove());
  // The first rounds load what stays, and the engine compiles more the more often it is called.
  await mountAndUnmount(60);
  const before = await measure();
  assert.ok(standing.listeners > before.listeners && standing.nodes > before.nodes, 'what is left is seen');
  await mountAndUnmount(40);
  const after = await measure();
  t.diagnostic(`before: ${JSON.stringify(before)}, after: ${JSON.stringify(after)}`);
  assert.deepEqual({ ...after, heap: 0 }, { ...before, heap: 0 });
  assert.ok(after.heap - before.heap < 200_000, `the heap has grown by ${after.heap - before.heap} bytes`);
});

test('a tab that was hidden for an hour continues from the same moment', async (t) => {
  const page = await open(t, { figures: [...ROW, 'coroutine-ideal'] });
  await page.clock.runFor(3008);
  const before = await pictures(page);
  await setHidden(page, true);
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
  await page.clock.runFor(3_600_000);
  await setHidden(page, false);
  await page.clock.runFor(FRAME);
  assert.deepEqual(await pictures(page), before);
  await page.clock.runFor(992);
  for (const id of [...ROW, 'coroutine-ideal']) await assertShowsPreset(page, id, 4000);
});

test('a page to which a reader returns continues from the same moment', async (t) => {
  if (lacks(t, 'backForwardCache')) return;
  // A page with no-store is not kept.
  const headers = { 'cache-control': 'no-cache' };
  const page = await open(t, { figures: [...ROW, 'coroutine-ideal'], headers });
  await page.clock.runFor(3008);
  const before = await pictures(page);
  await page.evaluate(() => {
    Object.assign(window, { kept: true });
  });
  await page.goto('about:blank');
  await page.clock.runFor(3_600_000);
  await page.goBack({ waitUntil: 'commit' });
  assert.ok(await page.evaluate(() => 'kept' in window), 'it is the same page, not one that was loaded again');
  assert.deepEqual(await pending(page), { frames: 1, timers: 0 });
  await page.clock.runFor(FRAME);
  assert.deepEqual(await pictures(page), before);
  await page.clock.runFor(992);
  for (const id of [...ROW, 'coroutine-ideal']) await assertShowsPreset(page, id, 4000);
});

test('a script that is loaded twice, or from two addresses, creates one figure in a placeholder', async (t) => {
  const scripts = ['js/cvsp/animations.js', 'js/cvsp/animations.js', 'js/cvsp/animations.js?v=2'];
  const html = `<!doctype html>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="css/cvsp/animations.css">
    ${ROW.map((id) => `<div id="${id}"></div>`).join('\n')}
    ${scripts.map((src) => `<script src="${src}"></script>`).join('\n')}`;
  const { url } = await serve('dist/embed', { files: { 'index.html': html } });
  const page = await openWithClock(openPage, t, url, { viewport });
  await mounted(page);
  await page.addScriptTag({ url: 'js/cvsp/animations.js?v=3' });
  await settle(page);
  const count = (selector: string) => page.locator(selector).count();
  assert.deepEqual(
    [await count('.cvsp-box > canvas'), await count('.cvsp-caption'), await count('.cvsp-dock')],
    [3, 3, 1],
  );
  assert.deepEqual(await pending(page), { frames: 1, timers: 0 });
});

test('an error is shown in the place of its figure, and all others run, including those of its group', async (t) => {
  const html = `
    <div id="sync-ideal" data-cvsp='{ "cores": 0 }'></div>
    <div id="coroutine-ideal"></div>
    <div id="all-ideal-left"></div> <div id="all-ideal-middle" data-cvsp='{ "limit": "many" }'></div>
    <div id="all-ideal-right"></div>`;
  const page = await open(t, { html }, { viewport: { width: 800, height: 1600 } });
  const alerts = await page
    .locator('[role=alert]')
    .evaluateAll((all) => all.map((alert) => [alert.parentElement!.parentElement!.id, alert.textContent]));
  assert.deepEqual(alerts, [
    [
      'sync-ideal',
      'This figure cannot be shown: cores is 0; it must be a whole number from 1 to 4294967295, or left out for no bound',
    ],
    [
      'all-ideal-middle',
      'This figure cannot be shown: limit is "many"; it must be a whole number from 1 to 4294967295, or left out for no bound',
    ],
  ]);
  // The error keeps the room of the picture, and has no controls.
  const place = (id: string) => page.locator(`#${id}`).boundingBox();
  const [left, bad] = [(await place('all-ideal-left'))!, (await place('all-ideal-middle'))!];
  assert.deepEqual([bad.y, bad.width, bad.height], [left.y, left.width, left.height]);
  assert.deepEqual(
    await page.locator('.cvsp-dock').evaluateAll((all) => all.map((dock) => dock.getAttribute('aria-label'))),
    ['Playback: Coroutines', 'Playback: Sequential, Threads'],
  );
  await page.clock.runFor(3008);
  for (const id of ['coroutine-ideal', 'all-ideal-left', 'all-ideal-right']) await assertShowsPreset(page, id, 3008);
});
