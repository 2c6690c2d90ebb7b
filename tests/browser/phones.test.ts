import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { presets } from '../../www/page/presets.ts';
import { PANELS } from '../../www/panels/panel.ts';
import { withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock, scrollTo, settle } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { type Post, post } from './support/post.ts';
import { litTiles } from './support/tiles.ts';

const openPage = withBrowser();
const WIDTHS = [320, 360];
const ROW = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];
const OPEN = `<div id="sync-ideal" data-cvsp='{ ${PANELS.map((name) => `"${name}": true`).join()} }'></div>`;

async function open(t: TestContext, width: number, content: Post): Promise<Page> {
  const phone = { viewport: { width, height: 640 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true };
  // On a phone the article has margins.
  const css = 'main { padding-inline: 16px }';
  const page = await openWithClock(openPage, t, await post({ above: 0, css, ...content }), phone);
  await mounted(page);
  await page.clock.runFor(FRAME);
  return page;
}

/** Opens a page with all panels of a figure open, and waits for them. */
async function openPanels(t: TestContext, width: number): Promise<Page> {
  const page = await open(t, width, { html: OPEN });
  await page.locator(`.cvsp-panels > :nth-child(${PANELS.length})`).waitFor();
  await page.locator('#sync-ideal .cvsp-box > canvas').first().tap();
  await page.getByRole('button', { name: 'More', exact: true }).tap();
  await settle(page);
  return page;
}

for (const width of WIDTHS) {
  test(`on a phone of ${width} px a finger reaches every control, and each is large enough`, async (t) => {
    if (lacks(t, 'touch', 'cdp')) return;
    const page = await open(t, width, { figures: ['coroutine-ideal', ...ROW] });
    for (const [dock, id] of ['coroutine-ideal', ROW[1]!].entries()) {
      await page.locator(`#${id} .cvsp-box > canvas`).tap();
      const controls = page.locator('.cvsp-dock').nth(dock);
      const more = controls.getByRole('button', { name: 'More' });
      assert.equal(await more.getAttribute('aria-expanded'), 'false');
      await more.tap();
      assert.equal(await more.getAttribute('aria-expanded'), 'true');
      const sizes = await controls.locator('.cvsp-toolbar > :is(button, select)').evaluateAll((buttons) =>
        buttons.map((button) => {
          const { width, height } = button.getBoundingClientRect();
          return [button.ariaLabel, Math.min(width, height)] as const;
        }),
      );
      // The controls are restart, back, play, forward, speed, more, loop, pause all, full screen, and a button for each panel.
      assert.equal(sizes.length, 9 + PANELS.length);
      assert.deepEqual(
        sizes.filter(([, size]) => size < 44),
        [],
      );
      assert.ok((await controls.locator('.cvsp-slider').boundingBox())!.height >= 32);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
  });

  test(`on a phone of ${width} px nothing is wider than the screen, and pictures use all its device pixels`, async (t) => {
    if (lacks(t, 'touch', 'cdp')) return;
    const page = await open(t, width, { figures: Object.keys(presets) });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    for (const id of Object.keys(presets)) {
      await scrollTo(page, id, 0.3);
      const off = await page.locator(`#${id} .cvsp-box > canvas`).evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const { width, height } = canvas.getBoundingClientRect();
        return Math.max(Math.abs(canvas.width - 3 * width), Math.abs(canvas.height - 3 * height));
      });
      assert.ok(off < 1, `${off} device pixels too many or too few`);
    }
  });

  test(`on a phone of ${width} px no control lets a double tap, or a tap on small letters, zoom the page`, async (t) => {
    if (lacks(t, 'touch', 'cdp')) return;
    const page = await openPanels(t, width);
    const controls = page.locator('.cvsp :is(button, select, [role=slider])');
    const zooming = await controls.evaluateAll((all) =>
      all
        .filter((control) => !/manipulation|pan-y|none/.test(getComputedStyle(control).touchAction))
        .map((control) => control.outerHTML),
    );
    assert.ok((await controls.count()) > 12);
    assert.deepEqual(zooming, []);
    const size = await page.locator('select').evaluate((select) => getComputedStyle(select).fontSize);
    assert.ok(Number.parseFloat(size) >= 16, size);
  });

  test(`on a phone of ${width} px the page scrolls wherever a finger is put down`, async (t) => {
    if (lacks(t, 'touch', 'cdp')) return;
    const page = await openPanels(t, width);
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints });
    const places = ['canvas', '.cvsp-slider', '.cvsp-do-play', '.cvsp-panels > * canvas', 'table', '.cvsp-code li'];
    for (const place of places) {
      await page
        .locator(`#sync-ideal ${place}`)
        .first()
        .evaluate((e) => e.scrollIntoView({ block: 'center' }));
      await settle(page);
      const before = await page.evaluate(() => scrollY);
      const box = (await page.locator(`#sync-ideal ${place}`).first().boundingBox())!;
      const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 40)];
      await touch('touchStart', { x, y });
      for (let move = 1; move <= 10; move++) await touch('touchMove', { x, y: y - 12 * move });
      await touch('touchEnd');
      await settle(page);
      const moved = (await page.evaluate(() => scrollY)) - before;
      assert.ok(moved > 50, `a swipe on ${place} scrolls ${moved} pixels`);
    }
  });
}

test('a tap does what hovering does for a mouse', async (t) => {
  if (lacks(t, 'touch', 'cdp')) return;
  const word = '<p><span data-cvsp-state="load">loading</span> <span id="else">else</span></p>';
  const page = await open(t, 360, { html: `${word}${OPEN}` });
  await page.locator(`.cvsp-panels > :nth-child(${PANELS.length})`).waitFor();
  const lit = () => litTiles(page, 'sync-ideal');

  await page.locator('[data-cvsp-state]').tap();
  assert.deepEqual(await lit(), [true, ...Array(15).fill(false)], 'a word that was tapped lights its tiles');
  await page.locator('#else').tap();
  assert.equal(await lit(), null, 'until another place is touched');

  const lanes = page.locator('.cvsp-lanes-stack').first();
  await lanes.tap({ position: { x: 5, y: 5 } });
  assert.match(await page.locator('.cvsp-lanes-readout').innerText(), /^Tile 1 · loading/);
  assert.deepEqual(await lit(), [true, ...Array(15).fill(false)], 'a span that was tapped lights its tile');

  await page.locator('.cvsp-code-here').first().tap();
  assert.deepEqual(await lit(), [true, ...Array(15).fill(false)], 'a line that was tapped lights the tiles on it');
});
