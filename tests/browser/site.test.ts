import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLACEHOLDERS } from '../support/site.ts';
import { withBrowser } from './support/browser.ts';
import { beIdle, FRAME, mounted, openWithClock, scrollTo, settle } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

test('the walkthrough runs from any sub-path', async (t) => {
  const { url } = await serve('dist/site', { prefix: '/some/sub path/' });
  const page = await openWithClock(openPage, t, url, { viewport: { width: 1200, height: 900 } });
  await mounted(page);
  assert.equal(await page.locator('.cvsp-box > canvas').count(), PLACEHOLDERS.size);
  await scrollTo(page, 'coroutine-ideal', 0.3);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(4000);
  assert.match((await page.textContent('#coroutine-ideal .cvsp-time'))!, /^4\b/);
});

/** A phone's window. */
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;

test('on a phone the race plays in the first screen, whole, before anything is scrolled', async (t) => {
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, url, PHONE);
  await mounted(page);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(3200);
  for (const id of ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right']) {
    const { y, height } = (await page.locator(`#${id} canvas`).boundingBox())!;
    assert.ok(y >= 0 && y + height < PHONE.viewport.height, id);
    assert.match((await page.textContent(`#${id} .cvsp-time`))!, /^3\b/, id);
  }
  assert.equal(await page.evaluate(() => scrollY), 0);
});

test('the walkthrough is at most 16 screens of a phone long', async (t) => {
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, url, PHONE);
  await mounted(page);
  const screens = (await page.evaluate(() => document.documentElement.scrollHeight)) / PHONE.viewport.height;
  assert.ok(screens <= 16, `${screens} screens`);
});

test('the two pictures of 256 tiles are in view together on a phone', async (t) => {
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, url, PHONE);
  await mounted(page);
  const [left, right] = await Promise.all(
    ['large-left', 'large-right'].map((id) => page.locator(`#${id} canvas`).boundingBox()),
  );
  assert.ok(Math.max(left!.y, right!.y) + right!.height - Math.min(left!.y, right!.y) < PHONE.viewport.height);
});

test('the walkthrough is at most twelve sheets of paper', async (t) => {
  if (lacks(t, 'pdf')) return;
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, url);
  await mounted(page);
  // Paper has lanes, once they are loaded.
  await beIdle(page);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const sheets = pdf.match(/\/Type\s*\/Page\b/g)!.length;
  assert.ok(sheets <= 12, `${sheets} sheets`);
});

test('what shows links finds a picture of the page beside it', async () => {
  const { url } = await serve('dist/site');
  const html = await (await fetch(url)).text();
  const [, image] = /<meta property="og:image" content="([^"]*)"/.exec(html)!;
  const answer = await fetch(new URL(image!, url));
  assert.equal(answer.headers.get('content-type'), 'image/png');
});

for (const width of [320, 360, 768, 1200, 1600]) {
  test(`nothing is wider than a window of ${width} px, and figures of a row stand side by side`, async (t) => {
    const { url } = await serve('dist/site');
    const page = await openWithClock(openPage, t, url, { viewport: { width, height: 800 } });
    await mounted(page);
    const tooWide = await page.evaluate(() =>
      [...document.body.querySelectorAll<HTMLElement>('*')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
        // Content of a scroller may be wider.
        .filter((element) => !element.closest('pre, .table'))
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(tooWide, []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    for (const row of [
      ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'],
      ['io-bound-left', 'io-bound-right'],
    ]) {
      const tops = await page.evaluate(
        (ids) => ids.map((id) => document.getElementById(id)!.getBoundingClientRect().top),
        row,
      );
      assert.equal(new Set(tops).size, 1, row.join());
    }
    const cut = await page.locator('.cvsp-caption').evaluateAll((captions) =>
      captions
        .filter((caption) => {
          const room = Number.parseFloat(getComputedStyle(caption).minHeight);
          return caption.clientHeight > Math.ceil(room) || caption.scrollWidth > caption.clientWidth;
        })
        .map((caption) => caption.textContent),
    );
    assert.deepEqual(cut, [], 'captions have the room that is kept for them');
  });
}

test('the legend shows every state, in the page’s text colour', async (t) => {
  const { url } = await serve('dist/site');
  for (const [colorScheme, ink] of [
    ['light', [36, 33, 29, 255]],
    ['dark', [220, 216, 208, 255]],
  ] as const) {
    const page = await openWithClock(openPage, t, url, { viewport: { width: 1200, height: 900 }, colorScheme });
    await mounted(page);
    const states = await page
      .locator('canvas.cvsp-legend')
      .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).dataset['state']));
    assert.deepEqual(states, ['idle', 'load', 'ready', 'render', 'finished', 'queued', 'blocked']);
    const ready = page.locator('.cvsp-legend[data-state=ready]');
    await ready.scrollIntoViewIfNeeded();
    await settle(page);
    const pixel = await ready.evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      return [...canvas.getContext('2d')!.getImageData(4, Math.round(canvas.height / 2), 1, 1).data];
    });
    assert.deepEqual(pixel, ink, colorScheme);
  }
});
