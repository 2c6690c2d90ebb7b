import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presets } from '../../www/page/presets.ts';
import { withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock, scrollTo, settle } from './support/clock.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

test('the walkthrough runs from any sub-path', async (t) => {
  const { url } = await serve('dist/site', { prefix: '/some/sub path/' });
  const page = await openWithClock(openPage, t, url, { viewport: { width: 1200, height: 900 } });
  await mounted(page);
  assert.equal(await page.locator('.cvsp-box > canvas').count(), Object.keys(presets).length);
  await scrollTo(page, 'sync-ideal', 0.3);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(4000);
  assert.equal(await page.textContent('#sync-ideal .cvsp-time'), '4 s');
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
