import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { simulate, simulatePreset } from '../support/simulator.ts';
import { withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock, scrollTo, settle } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { serveSite } from './support/hugo.ts';
import { labelOf, labelsOf } from './support/labels.ts';

const ARTICLE = '../shared/article/cvsp.md';

const POST = 'posts/one-cook/';
/** Lists the figures of the example's post from top to bottom, row by row. */
const ROWS = [
  ['single-pixel-load'],
  ['single-pixel-render'],
  ['sync-ideal'],
  ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'],
  ['cpu-bound-left', 'cpu-bound-right'],
];
const IDS = ROWS.flat();

/** The article's post also requests these files, which its site need not have. */
const WAYPOINTS = 'js/cvsp/noframework.waypoints.min.js';
const WITHOUT_WAYPOINTS = { expectedErrors: [/^console: Failed to load resource: .*404 .*noframework\.waypoints/] };

/** The front matter has the article's fields, with another title and text. */
const LIKE_THE_ARTICLE = `---
title: "Like the article"
date: "2018-02-01"
draft: true
includeD3: true
customJS: ['js/cvsp/noframework.waypoints.min.js', 'js/cvsp/animations.js']
customCSS: ['css/cvsp/animations.css']
---

Two steps:

<div id='single-pixel-load'></div>
The first one takes long, and the program has nothing to do but wait until it is over.

<div id='single-pixel-render'></div>
The second one is work.

### One after the other

<div id='sync-ideal'></div>
It is slow.
`;

/** These are minimal versions of the article's two shortcodes. */
const SHORTCODES = {
  'layouts/shortcodes/center.html': '<div style="text-align: center">{{ .Inner }}</div>',
  'layouts/shortcodes/text.html':
    '<span style="font-size: {{ .Get "s" }}em; color: {{ .Get "color" }}">{{ .Inner }}</span>',
};

const openPage = withBrowser();

/** Reads the current pictures of figures. */
function pictures(page: Page, ids: string[]): Promise<string[]> {
  return page.evaluate(
    (ids) => ids.map((id) => document.querySelector<HTMLCanvasElement>(`#${id} canvas`)!.toDataURL()),
    ids,
  );
}

/** Returns the figures whose pictures change within a moment. */
async function moving(page: Page, ids: string[]): Promise<string[]> {
  const before = await pictures(page, ids);
  await page.clock.runFor(10 * FRAME);
  const after = await pictures(page, ids);
  return ids.filter((_, i) => after[i] !== before[i]);
}

async function assertFigures(page: Page, ids: string[]): Promise<void> {
  await mounted(page);
  const found = await page.evaluate(
    (ids) => ids.map((id) => [id, document.querySelectorAll(`#${id} .cvsp-box > :is(canvas, .cvsp-caption)`).length]),
    ids,
  );
  assert.deepEqual(
    found,
    ids.map((id) => [id, 2]),
    'each placeholder has a canvas and a caption',
  );
  assert.equal(await page.locator('.cvsp').count(), ids.length);
}

/** Scrolls from row to row, and asserts that each plays when it is reached. */
async function assertAlive(page: Page, rows: string[][]): Promise<void> {
  await assertFigures(page, rows.flat());
  for (const ids of rows) {
    await scrollTo(page, ids[0]!, 0.3);
    await page.clock.runFor(FRAME);
    assert.deepEqual(await moving(page, ids), ids, 'scrolled to, they move');
    for (const id of ids) assert.notEqual(await page.locator(`#${id} .cvsp-name`).textContent(), '');
  }
}

/** Measures the positions of the placeholders, and the height of the page. */
function layout(page: Page, ids: string[]): Promise<unknown> {
  return page.evaluate(
    (ids) => ({
      height: document.documentElement.scrollHeight,
      boxes: ids.map((id) => {
        const { x, y, width, height } = document.getElementById(id)!.getBoundingClientRect();
        return { id, x, y, width, height };
      }),
    }),
    ids,
  );
}

/** Returns the browser's layout shift score since the page was opened. */
async function layoutShift(page: Page): Promise<number> {
  await page.evaluate(() => {
    document.documentElement.dataset['shift'] = '0';
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { dataset } = document.documentElement;
        dataset['shift'] = String(Number(dataset['shift']) + (entry as PerformanceEntry & { value: number }).value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await settle(page);
  return Number(await page.locator('html').getAttribute('data-shift'));
}

/** Returns whether the text after a placeholder begins to the right of its picture, at the same height. */
function standsLeftOfItsText(page: Page, id: string): Promise<boolean> {
  return page.evaluate((id) => {
    const element = document.getElementById(id)!;
    const picture = element.querySelector('canvas')!.getBoundingClientRect();
    const text = document.createRange();
    text.selectNodeContents(element.nextSibling!);
    const line = [...text.getClientRects()].find(({ width }) => width > 0)!;
    return line.left > picture.right && Math.abs(line.top - picture.top) < line.height / 2;
  }, id);
}

for (const base of ['/blog/', '/']) {
  test(`the figures of the example’s post play in a site at ${base}, which has the files beside the script`, async (t) => {
    if (lacks(t, 'requests')) return;
    const url = await serveSite({ base });
    const requests: string[] = [];
    const page = await openWithClock(
      async (...args) => {
        const page = await openPage(...args);
        page.on('request', (request) => requests.push(request.url().replace(/\?[0-9a-f.]+$/, '')));
        return page;
      },
      t,
      url + POST,
      { viewport: { width: 1200, height: 700 } },
    );
    await assertFigures(page, IDS);

    const below = ROWS.slice(2).flat();
    for (const id of below) assert.ok((await page.locator(`#${id}`).boundingBox())!.y >= 700, `${id} is out of view`);
    assert.deepEqual(await moving(page, below), [], 'those out of view wait');
    await assertAlive(page, ROWS);

    const chunks = ['balloons', 'row', 'surroundings'].map((name) => `cvsp-${name}.js`);
    const own = ['animations.js', 'cvsp.wasm', ...chunks].map((name) => `js/cvsp/${name}`);
    const files = ['css/site.css', 'css/cvsp/animations.css', ...own];
    assert.deepEqual(requests.sort(), [POST, ...files].map((name) => url + name).sort());
  });
}

for (const width of [1200, 360]) {
  test(`nothing in the post moves when its figures appear, ${width} px wide`, async (t) => {
    if (lacks(t, 'withoutScripts', 'layoutShift')) return;
    const url = await serveSite();
    const viewport = { width, height: 700 };

    const still = await openPage(t, { viewport, javaScriptEnabled: false });
    await still.goto(url + POST);
    assert.equal(await still.locator('.cvsp-box > canvas').count(), 0);
    const expected = await layout(still, IDS);

    const page = await openWithClock(openPage, t, url + POST, { viewport });
    await assertFigures(page, IDS);
    assert.deepEqual(await layout(page, IDS), expected);
    for (const [id] of ROWS) {
      await scrollTo(page, id!, 0.3);
      await page.clock.runFor(20_000);
    }
    await page.evaluate(() => window.scrollTo(0, 0));
    assert.deepEqual(await layout(page, IDS), expected);
    assert.equal(await layoutShift(page), 0);
  });
}

test('the figures of a post with the article’s front matter play without the waypoints script', async (t) => {
  if (lacks(t, 'requests')) return;
  const url = await serveSite({ files: { 'content/posts/like.md': LIKE_THE_ARTICLE } });
  const missing: string[] = [];
  const page = await openWithClock(
    async (...args) => {
      const page = await openPage(...args);
      page.on('response', (response) => {
        if (response.status() === 404) missing.push(response.url());
      });
      return page;
    },
    t,
    `${url}posts/like/`,
    WITHOUT_WAYPOINTS,
  );
  await assertAlive(page, [['single-pixel-load'], ['single-pixel-render'], ['sync-ideal']]);
  assert.deepEqual(missing, [url + WAYPOINTS]);
});

test('shortcodes create figures by id, by options and in groups, and load the script only on pages that have figures', async (t) => {
  const url = await serveSite();
  const page = await openWithClock(openPage, t, `${url}posts/two-kitchens/`, { viewport: { width: 800, height: 800 } });
  await page.locator('.cvsp .cvsp-box > canvas').nth(3).waitFor();
  await mounted(page);
  const work = { grid: [4, 4], load: [1500, 7000], render: [800, 1500], seed: 42 };
  assert.deepEqual(await labelsOf(page), [
    labelOf('Coroutines', simulatePreset('coroutine-ideal')),
    labelOf('Coroutines', simulate({ strategy: 'coroutines', limit: 4, ...work })),
    labelOf('One cook', simulate({ strategy: 'coroutines', limit: 8, ...work })),
    labelOf('Four cooks', simulate({ strategy: 'threads', limit: 8, cores: 4, ...work })),
  ]);
  assert.equal(await page.locator('.cvsp-dock').count(), 3, 'a group has one set of controls');
  const scripts = (page: Page) => page.locator('script[src*=animations]').count();
  assert.equal(await scripts(page), 1);
  await page.goto(url);
  assert.equal(await scripts(page), 0);
});

test('a shortcode adds a poster with an alternative text for pages without scripts, and keeps texts unchanged', async () => {
  const post = `---
title: "Texts"
---

{{< cvsp "chain" >}}

{{< cvsp strategy="threads" label=\`<b>"1" & 2</b>\` >}}
`;
  const url = await serveSite({ files: { 'content/posts/texts.md': post } });
  const html = await (await fetch(`${url}posts/texts/`)).text();
  const poster = readFileSync('dist/posters/img/cvsp/chain.animated.svg', 'utf8');
  const [, title, words] = /<title[^>]*>(.*?)<\/title>\s*<desc[^>]*>(.*?)<\/desc>/s.exec(poster)!;
  const image = `<img src="/blog/img/cvsp/chain.animated.svg" width="320" height="408" loading="lazy" alt="${title}. ${words}">`;
  assert.ok(html.includes(`<div id="chain">${image}</div>`), html);
  assert.ok(html.includes('label="&lt;b&gt;&#34;1&#34; &amp; 2&lt;/b&gt;"'), html);
});

test('a shortcode with an unknown id fails the build of the site', async () => {
  const files = { 'content/posts/slip.md': '---\ntitle: "Slip"\n---\n\n{{< cvsp "corutine-ideal" >}}\n' };
  await assert.rejects(serveSite({ files }), /the shortcode cvsp has no figure "corutine-ideal": .*slip\.md:5:1/);
});

for (const width of [1200, 360]) {
  const skip = !existsSync(ARTICLE) && `there is no ${ARTICLE}`;
  test(`the figures of the article itself play, single tiles left of their text, ${width} px wide`, {
    skip,
  }, async (t) => {
    const url = await serveSite({ files: SHORTCODES, copies: { 'content/posts/cvsp.md': ARTICLE } });
    const page = await openWithClock(openPage, t, `${url}posts/cvsp/`, {
      viewport: { width, height: 800 },
      ...WITHOUT_WAYPOINTS,
    });
    await assertAlive(page, [['single-pixel-load'], ['single-pixel-render'], ['sync-ideal']]);
    for (const id of ['single-pixel-load', 'single-pixel-render']) assert.ok(await standsLeftOfItsText(page, id), id);
  });
}
