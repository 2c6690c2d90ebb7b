import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { instantsOf } from '../../www/run/instants.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { simulatePreset } from '../support/simulator.ts';
import { findingsOf } from './support/axe.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { holdAll, settle, showMore } from './support/clock.ts';
import { openPlaying, type Post } from './support/post.ts';

const openPage = withBrowser();

const ROW = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];

/** A page whose boxes would clip, move and cover what is fixed in them. */
const TRAP = `main { transform: translateX(40px); overflow: hidden; max-width: 700px; z-index: 0 }
  main > p { position: relative; z-index: 99 } body { background: rgb(250, 240, 230) }`;

async function open(t: TestContext, post: Post, options: PageOptions = {}): Promise<Page> {
  const page = await openPlaying(
    openPage,
    t,
    { css: TRAP, html: '<p>Text after it, with <a href="#x">a link</a>.</p>', ...post },
    { viewport: { width: 1280, height: 720 }, ...options },
  );
  await page.locator('.cvsp-do-stage').waitFor({ state: 'attached' });
  await holdAll(page);
  return page;
}

const isStaged = (page: Page) => page.evaluate(() => document.querySelectorAll(':popover-open').length > 0);

/** Waits until the stage has come or gone: browsers take their time with the whole screen. */
async function staged(page: Page, wanted: boolean): Promise<void> {
  for (let i = 0; i < 100 && (await isStaged(page)) !== wanted; i++) await settle(page);
  assert.equal(await isStaged(page), wanted);
  await settle(page);
}

/** Returns the pictures' and the controls' places that can be seen, in pixels of the window. */
function places(page: Page): Promise<{ pictures: DOMRect[]; dock: DOMRect; caption: number }> {
  return page.evaluate(() => {
    const rects = (css: string) =>
      [...document.querySelectorAll(css)]
        .map((element) => element.getBoundingClientRect())
        .filter(({ width }) => width > 0);
    const caption = document.querySelector('.cvsp-caption')!;
    return {
      pictures: rects('.cvsp-box > canvas:first-child').map((rect) => rect.toJSON() as DOMRect),
      dock: rects('.cvsp-dock')[0]!.toJSON() as DOMRect,
      caption: Number.parseFloat(getComputedStyle(caption).fontSize) * (caption.currentCSSZoom ?? 1),
    };
  });
}

const time = async (page: Page) => Number(await page.locator('.cvsp-slider').getAttribute('aria-valuenow'));

test('f puts a figure on the stage, a clicker and arrows step, Escape leads back, and the page hears none of it', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'] });
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    document.addEventListener('keydown', ({ key }) => heard.push(key));
  });
  const before = await page.evaluate(() => document.querySelector('main')!.innerHTML);
  await page.locator('.cvsp-box').focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('f');
  await staged(page, true);
  const { pictures, dock, caption } = await places(page);
  assert.ok(pictures[0]!.height > 0.5 * 720, `the picture is ${pictures[0]!.height} pixels high`);
  assert.ok(dock.bottom <= 720 && pictures[0]!.top >= 0, 'all of it is in the window');
  assert.ok(caption > 0.024 * 720, `a hall can read ${caption} pixels`);
  // Nothing of the page is above it or takes part.
  assert.equal(
    await page.evaluate(() => document.elementFromPoint(5, 5)!.className),
    'cvsp-stage',
    'the page is covered',
  );
  assert.equal(
    await page.evaluate(() => getComputedStyle(document.querySelector('.cvsp-stage')!).backgroundColor),
    'rgb(250, 240, 230)',
  );
  assert.equal(await page.locator('main > p').evaluate((p: HTMLElement) => p.inert), true);
  const instants = instantsOf([makeSeekable(simulatePreset('coroutine-ideal'))]);
  await page.keyboard.press('Home');
  for (const [key, at] of [
    ['PageDown', 1],
    ['ArrowRight', 2],
    ['PageDown', 3],
    ['PageUp', 2],
    ['ArrowLeft', 1],
  ] as const) {
    await page.keyboard.press(key);
    assert.equal(await time(page), instants[at]! / 1000, key);
  }
  await page.mouse.click(5, 5);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  assert.equal(await time(page), instants.at(-1)! / 1000, 'keys count without a focus, too');
  assert.equal((await findingsOf(page)).violations.length, 0);
  await page.keyboard.press('Escape');
  await staged(page, false);
  assert.deepEqual(await page.evaluate(() => (window as unknown as { heard: string[] }).heard), ['PageDown']);
  const [attributes, now] = [/ (?:class|style|aria-\w+|tabindex|title)="[^"]*"/g, await page.innerHTML('main')];
  assert.equal(
    now.replace(attributes, '').replace(/>[^<]+</g, '><'),
    before.replace(attributes, '').replace(/>[^<]+</g, '><'),
  );
  assert.equal(await page.locator('main > p').evaluate((p: HTMLElement) => p.inert), false);
});

test('a row stands on the stage side by side, and a number shows one alone, with its panels beside it', async (t) => {
  const page = await open(t, { figures: ROW }, { colorScheme: 'dark' });
  await page.locator('.cvsp-do-stage').click();
  await staged(page, true);
  const row = await places(page);
  assert.equal(row.pictures.length, 3);
  assert.equal(new Set(row.pictures.map(({ top }) => Math.round(top))).size, 1);
  assert.ok(row.pictures[2]!.right <= 1280 && row.pictures[2]!.right - row.pictures[0]!.left > 0.8 * 1280);
  assert.ok(
    Math.abs(row.dock.width - (row.pictures[2]!.right - row.pictures[0]!.left)) < 4,
    'controls are as wide as all',
  );
  await page.keyboard.press('2');
  await settle(page);
  const alone = await places(page);
  assert.equal(alone.pictures.length, 1);
  assert.ok(alone.pictures[0]!.height >= row.pictures[0]!.height);
  await page.locator('.cvsp-do-lanes:visible').click();
  await page.locator('.cvsp-lanes-panel').waitFor();
  await settle(page);
  const [panel, { pictures }] = [(await page.locator('.cvsp-panels').boundingBox())!, await places(page)];
  assert.ok(
    panel.x >= pictures[0]!.right && panel.x + panel.width <= 1280 && panel.y >= 0 && panel.y + panel.height <= 720,
  );
  await page.keyboard.press('0');
  await settle(page);
  const all = await places(page);
  assert.equal(all.pictures.length, 3);
  assert.ok(all.dock.bottom <= 721, `controls and panels end at ${all.dock.bottom}`);
  await page.locator('.cvsp-do-stage').click();
  await staged(page, false);
  assert.equal(await page.locator('.cvsp-do-stage').getAttribute('aria-pressed'), 'false');
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'cvsp-box');
});

test('on a phone without a whole screen the stage fills the window', async (t) => {
  const page = await open(
    t,
    { figures: ['coroutine-ideal'] },
    { viewport: { width: 320, height: 568 }, hasTouch: true },
  );
  await page.evaluate(() => Object.defineProperty(document, 'fullscreenEnabled', { value: false }));
  await showMore(page);
  const before = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.locator('.cvsp-do-stage').tap();
  await staged(page, true);
  const { pictures, dock } = await places(page);
  assert.ok(pictures[0]!.left >= 0 && pictures[0]!.right <= 320 && dock.bottom <= 568);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), before);
  await page.locator('.cvsp-do-stage').tap();
  await staged(page, false);
});
