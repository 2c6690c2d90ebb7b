import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock, settle } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { post } from './support/post.ts';

const openPage = withBrowser();
const viewport = { width: 800, height: 1000 };

/** This image replaces a poster, and has the same size. */
const POSTER = `<img src='data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 408"><path d="M0 0h320v408H0z"/></svg>'
  alt="A poster">`;
const IDS = ['sync-ideal', 'all-ideal-left', 'single-pixel-load'];
const html = `${IDS.map((id) => `<div id="${id}">${POSTER}</div>`).join('')}<p id="after">After</p>`;

const open = async (t: TestContext, options: PageOptions, headers: Record<string, string> = {}) => {
  const page = await openPage(t, { viewport, ...options });
  await page.goto(await post({ above: 0, html, headers }));
  return page;
};

const places = (page: Page) =>
  page.evaluate((ids) => ids.map((id) => document.getElementById(id)!.getBoundingClientRect().top), [...IDS, 'after']);

test('a poster is shown in its placeholder, within the figure’s room, until the figure replaces it', async (t) => {
  if (lacks(t, 'withoutScripts')) return;
  const still = await open(t, { javaScriptEnabled: false });
  for (const id of IDS) {
    const box = (await still.locator(`#${id} img`).boundingBox())!;
    const { x, y } = (await still.locator(`#${id}`).boundingBox())!;
    assert.ok(box.width > 50 && box.height > 50 && Math.abs(box.x - x) < 1 && box.y - y < 10, `${id} shows its poster`);
  }
  const page = await openWithClock(openPage, t, await post({ above: 0, html }), { viewport });
  await mounted(page);
  await page.clock.runFor(FRAME);
  assert.equal(await page.locator('img').count(), 0);
  const expected = await places(still);
  for (const [place, top] of (await places(page)).entries())
    assert.ok(Math.abs(top - expected[place]!) < 1, `${place}: ${top}, not ${expected[place]}`);
});

for (const [what, policy, script, why] of [
  ['the page’s policy allows no WebAssembly', "script-src 'self'", '', /policy|CSP/i],
  ['the browser has none', '', 'delete globalThis.WebAssembly', /: this browser has no WebAssembly$/],
] as const) {
  test(`the poster stays if ${what}, with one sentence that says why`, async (t) => {
    const page = await openPage(t, { viewport, expectedErrors: [/WebAssembly/] });
    await page.addInitScript(script);
    await page.goto(await post({ above: 0, html, headers: { 'content-security-policy': policy } }));
    await page.locator('#single-pixel-load [role=alert]').waitFor();
    for (const id of IDS) {
      const said = (await page.locator(`#${id} [role=alert]`).textContent())!;
      assert.match(said, /^This figure cannot be shown: the simulator did not load from http.*cvsp\.wasm/);
      assert.match(said, why);
      const [image, words] = await Promise.all(
        ['img', '[role=alert]'].map(async (part) => (await page.locator(`#${id} ${part}`).boundingBox())!),
      );
      assert.ok(image!.width > 50, `${id} shows its poster`);
      assert.ok(
        words!.y >= image!.y + image!.height - 1 || words!.x >= image!.x + image!.width - 1,
        'no words over it',
      );
    }
  });
}

test('a figure that is removed from its element restores its poster', async (t) => {
  const page = await openWithClock(openPage, t, await post({ above: 0, html: '<div id="home"></div>' }), { viewport });
  await page.evaluate((poster) => {
    document.getElementById('home')!.innerHTML = `<div id="sync-ideal">${poster}</div>`;
  }, POSTER);
  await mounted(page);
  // The element's parent is kept outside of the page.
  await page.evaluate(() => {
    const home = document.getElementById('home')!;
    Object.assign(window, { home });
    home.remove();
  });
  await settle(page);
  const alt = await page.evaluate(() => (window as unknown as { home: Element }).home.querySelector('img')?.alt);
  assert.equal(alt, 'A poster');
});

const ANIMATED = 'img/cvsp/coroutine-ideal.animated.svg';
const IMAGE = `<img src="${ANIMATED}" width="320" height="408" alt="A poster">`;

for (const [what, poster, expected] of [
  ['goes on where an SVG in the page has come to', readFileSync(`dist/posters/${ANIMATED}`, 'utf8'), '6 of 19.4 s'],
  ['goes on where an image has come to', IMAGE, '6 of 19.4 s'],
  ['begins where an image does not play', IMAGE.replace('.animated', ''), '0 of 19.4 s'],
  ['waits where an image is out of view', `<p style="height: 990px"></p>${IMAGE}`, ''],
] as const) {
  test(`a figure with a poster ${what}, and nothing on the page moves`, async (t) => {
    if (lacks(t, 'cdp')) return;
    // The simulator comes once the poster has played for a while.
    let send = () => {};
    const wanted = new Promise<void>((resolve) => {
      send = resolve;
    });
    const slow: typeof openPage = async (...given) => {
      const page = await openPage(...given);
      await page.route('**/cvsp.wasm*', (route) => wanted.then(() => route.continue()));
      return page;
    };
    const [, before = '', content = poster] = /^(<p .*<\/p>)(.*)$/s.exec(poster) ?? [];
    const html = `${before}<div id="coroutine-ideal">${content}</div><p id="after">After</p>`;
    const page = await openWithClock(slow, t, await post({ above: 0, html }), { viewport });
    await page.evaluate(async () => {
      for (const animation of document.getAnimations()) {
        animation.pause();
        animation.currentTime = 6500;
      }
      const came = performance.now() - 6500;
      performance.getEntriesByName = () => [{ responseEnd: came }] as unknown as PerformanceEntry[];
      Object.assign(window, { shifts: [] });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) (window as unknown as { shifts: unknown[] }).shifts.push(entry.toJSON());
      }).observe({ type: 'layout-shift' });
    });
    send();
    await mounted(page);
    await page.clock.runFor(FRAME);
    assert.equal(await page.textContent('#coroutine-ideal .cvsp-time'), expected);
    await page.clock.runFor(1000);
    await settle(page);
    assert.deepEqual(await page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts), []);
  });
}
