import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { simulatePreset } from '../support/simulator.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock, pending, scrollTo, settle, showMore } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { openPlaying, type Post, post } from './support/post.ts';
import { assertShowsPreset } from './support/tiles.ts';

const openPage = withBrowser();
const viewport = { width: 800, height: 900 };
const ROW = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];
/** The page has this button. */
const PAUSE_ALL = '<button data-cvsp-pause-all hidden>Pause all figures</button>';

const open = (t: TestContext, content: Post, options: PageOptions = {}) =>
  openPlaying(openPage, t, content, { viewport, ...options });

const assertStill = async (page: Page) => assert.deepEqual(await pending(page), { frames: 0, timers: 0 });

const reduce = async (page: Page, reducedMotion: 'reduce' | 'no-preference') => {
  await page.emulateMedia({ reducedMotion });
  await settle(page);
};

const end = (id: string) => simulatePreset(id).makespan;
const button = (page: Page, name: string) => page.locator('.cvsp-dock').getByRole('button', { name, exact: true });

test('with reduced motion, figures show their finished picture and lanes, and nothing plays by itself', async (t) => {
  const content = { figures: ['coroutine-ideal', ...ROW], above: 1500 };
  const page = await openWithClock(openPage, t, await post(content), { viewport, reducedMotion: 'reduce' });
  await mounted(page);
  for (const id of content.figures) {
    await scrollTo(page, id, 0.3);
    await assertShowsPreset(page, id, end(id));
    await page.clock.runFor(5000);
    await assertShowsPreset(page, id, end(id), `${id}, in view`);
  }
  assert.equal(await page.locator('.cvsp-lanes-panel').count(), 2);
  await assertStill(page);
});

test('with reduced motion, readers can step, move the slider, and play the run once', async (t) => {
  const id = 'parallel-ideal';
  const page = await open(t, { figures: [id] }, { reducedMotion: 'reduce' });
  await page.locator('.cvsp-slider').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('.');
  await assertShowsPreset(page, id, Math.min(...simulatePreset(id).end));
  const { x, y, width, height } = (await page.locator('.cvsp-slider').boundingBox())!;
  await page.mouse.click(x + width / 2, y + height / 2);
  await assertShowsPreset(page, id, end(id) / 2);
  await assertStill(page);

  await showMore(page);
  await button(page, 'From the start').click();
  await page.clock.runFor(1000);
  await scrollTo(page, id, 0);
  assert.equal((await pending(page)).frames, 1, 'it goes on where it is scrolled');
  await page.clock.runFor(60_000);
  await assertShowsPreset(page, id, end(id));
  await assertStill(page);
});

test('figures stop when reduced motion is turned on, and continue when it is turned off', async (t) => {
  if (lacks(t, 'emulateMedia')) return;
  const page = await open(t, { figures: ['coroutine-ideal'], below: 0, html: '<div id="sync-ideal"></div>' });
  await page.clock.runFor(3000);
  await reduce(page, 'reduce');
  await assertShowsPreset(page, 'coroutine-ideal', end('coroutine-ideal'));
  await assertStill(page);
  await page.locator('#coroutine-ideal .cvsp-lanes-panel').waitFor();
  await reduce(page, 'no-preference');
  assert.equal(await page.locator('.cvsp-lanes-panel').count(), 0);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(2000);
  await assertShowsPreset(page, 'coroutine-ideal', 2000);
});

test('a figure that a reader has used stays as it is when the motion setting changes', async (t) => {
  if (lacks(t, 'emulateMedia')) return;
  const page = await open(t, { figures: ['coroutine-ideal'] });
  await page.clock.runFor(3000);
  await page.locator('#coroutine-ideal .cvsp-box > canvas').click();
  for (const wish of ['reduce', 'no-preference'] as const) {
    await reduce(page, wish);
    await assertShowsPreset(page, 'coroutine-ideal', 3000);
    await assertStill(page);
  }
  assert.equal(await page.locator('.cvsp-lanes-panel').count(), 0);
});

test('lanes that an author or a reader has opened stay open when motion comes back', async (t) => {
  if (lacks(t, 'emulateMedia')) return;
  const html = `<div id="sync-ideal" data-cvsp='{ "lanes": true }'></div>`;
  const page = await open(t, { figures: ['coroutine-ideal'], html }, { reducedMotion: 'reduce' });
  await page.locator('.cvsp-lanes-panel').nth(1).waitFor();
  await reduce(page, 'no-preference');
  assert.equal(await page.locator('#coroutine-ideal .cvsp-lanes-panel').count(), 0);
  assert.equal(await page.locator('#sync-ideal .cvsp-lanes-panel').count(), 1);
});

test('one button pauses all figures, and none starts until it is pressed again', async (t) => {
  const html = `${PAUSE_ALL}<div style="height: 2000px"></div><div id="sync-ideal"></div>`;
  const page = await open(t, { figures: ['coroutine-ideal', ...ROW], html });
  await page.clock.runFor(2000);
  const own = page.locator('[data-cvsp-pause-all]');
  assert.equal(await own.getAttribute('aria-pressed'), 'false');
  await page.locator('#coroutine-ideal').hover();
  await showMore(page);
  await page.locator('#coroutine-ideal').getByRole('button', { name: 'Pause all figures' }).click();
  assert.equal(await own.getAttribute('aria-pressed'), 'true');
  for (const id of ['coroutine-ideal', ...ROW]) await assertShowsPreset(page, id, 2000);
  await assertStill(page);
  await scrollTo(page, 'sync-ideal', 0.2);
  await assertShowsPreset(page, 'sync-ideal', end('sync-ideal'), 'what has not been played shows what it comes to');
  await assertStill(page);

  await own.evaluate((button) => (button as HTMLElement).click());
  await page.clock.runFor(FRAME);
  await page.clock.runFor(1600);
  await assertShowsPreset(page, 'sync-ideal', 1600);
  await scrollTo(page, 'coroutine-ideal', 0.2);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(1008);
  await assertShowsPreset(page, 'coroutine-ideal', 3008, 'it goes on from where it was paused');
});

test('the pause of all figures lasts for the visit, and a reader can still play one', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal', 'sync-ideal'], html: PAUSE_ALL });
  await page.locator('[data-cvsp-pause-all]').click();
  await page.reload();
  await mounted(page);
  await assertShowsPreset(page, 'coroutine-ideal', end('coroutine-ideal'));
  assert.equal(await page.locator('.cvsp-lanes-panel').count(), 0);
  await assertStill(page);
  await page.locator('#coroutine-ideal .cvsp-box > canvas').click();
  // The click on the button may have scrolled the page, and so may the next one.
  await settle(page);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(1600);
  await assertShowsPreset(page, 'coroutine-ideal', 1600);
  await assertShowsPreset(page, 'sync-ideal', end('sync-ideal'));

  await page.locator('[data-cvsp-pause-all]').click();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

test('settings of a reader before a figure starts stay when it starts, and when all are paused', async (t) => {
  const page = await open(t, { figures: ['sync-ideal'], html: PAUSE_ALL, above: 1500 });
  await showMore(page);
  const loop = button(page, 'Loop');
  await loop.click();
  await scrollTo(page, 'sync-ideal', 0.2);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(1600);
  await assertShowsPreset(page, 'sync-ideal', 1600, 'it has started');
  for (let time = 0; time < 2; time++) await page.locator('[data-cvsp-pause-all]').click();
  assert.equal(await loop.getAttribute('aria-pressed'), 'false');
});

test('with reduced motion, lanes that a reader closes stay closed when all are paused', async (t) => {
  const page = await open(t, { figures: ['sync-ideal'], html: PAUSE_ALL }, { reducedMotion: 'reduce' });
  await page.locator('.cvsp-lanes-panel').waitFor();
  await button(page, 'Lanes').click();
  await page.locator('[data-cvsp-pause-all]').click();
  await settle(page);
  assert.equal(await page.locator('.cvsp-lanes-panel').count(), 0);
});
