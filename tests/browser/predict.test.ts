// The flags that readers set before a row is played: where they lead, and what is said of them.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { FRAME } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { openPlaying } from './support/post.ts';

const openPage = withBrowser();

/** The left takes 17.6 s, and the right 2.5 s, on a scale of 30 s. */
const ROW = `<div id="cpu-bound-left" data-cvsp='{ "predict": true }'></div><div id="cpu-bound-right"></div>`;

async function open(t: TestContext, options: PageOptions = {}): Promise<Page> {
  const page = await openPlaying(openPage, t, { html: ROW }, { viewport: { width: 800, height: 900 }, ...options });
  await page.locator('.cvsp-predict').waitFor();
  return page;
}

const flag = (page: Page, name: string) => page.getByRole('slider', { name: `${name}, finished after` });
const texts = (page: Page) => page.locator('.cvsp-predict-text').allTextContents();
const told = (page: Page) => page.locator('.cvsp-predict').getByRole('status').textContent();
const moment = (page: Page) => page.getByRole('slider', { name: 'Time' }).getAttribute('aria-valuetext');

test('a row plays by itself until a flag is set, goes to its start, and says how near each flag was', async (t) => {
  const page = await open(t);
  const play = page.getByRole('button', { name: 'Play against the flags' });
  await page.clock.runFor(2000);
  assert.match((await page.textContent('#cpu-bound-left .cvsp-time'))!, /^2\b/);
  assert.equal(await play.isVisible(), false);
  assert.equal(await flag(page, 'Coroutines').getAttribute('aria-valuetext'), 'no flag yet');

  await flag(page, 'Coroutines').press('ArrowRight');
  assert.equal(await flag(page, 'Coroutines').getAttribute('aria-valuetext'), '100 ms');
  await flag(page, 'Coroutines').fill('20000');
  await flag(page, 'Threads').fill('2500');
  assert.deepEqual(await texts(page), ['you say 20 s', 'you say 2.5 s']);
  assert.match((await moment(page))!, /^0 m?s /);
  await page.clock.runFor(1000);
  assert.match((await moment(page))!, /^0 m?s /, 'it waits');

  await play.click();
  await page.clock.runFor(FRAME);
  await page.clock.runFor(2400);
  assert.equal(await told(page), '');
  await page.clock.runFor(200);
  assert.deepEqual(await texts(page), ['you say 20 s', 'you said 2.5 s, it took 2.5 s: spot on']);
  assert.equal(await told(page), 'Threads: you said 2.5 s, it took 2.5 s: spot on');
  await page.clock.runFor(15_100);
  assert.deepEqual(await texts(page), [
    'you said 20 s, it took 17.6 s: 14 % off',
    'you said 2.5 s, it took 2.5 s: spot on',
  ]);
  assert.equal(await told(page), 'Coroutines: you said 20 s, it took 17.6 s: 14 % off');

  await flag(page, 'Coroutines').fill('17600');
  assert.deepEqual(await texts(page), ['you say 17.6 s', 'you say 2.5 s'], 'another flag is another prediction');
  assert.equal(await told(page), '');
});

test('keys that move a flag do not move the row', async (t) => {
  const page = await open(t);
  await flag(page, 'Threads').press('ArrowRight');
  for (const key of ['ArrowRight', 'ArrowRight', 'Home', 'End', 'ArrowLeft', ' ', '.'])
    await flag(page, 'Threads').press(key);
  assert.equal(await flag(page, 'Threads').inputValue(), '29900');
  assert.match((await moment(page))!, /^0 m?s /);
});

test('a click on the scale sets a flag there, and so does a drag', async (t) => {
  const page = await open(t);
  const { x, y, width, height } = (await flag(page, 'Coroutines').boundingBox())!;
  await page.mouse.click(x + width / 2, y + height / 2);
  assert.deepEqual(await texts(page), ['you say 15 s', '']);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  // The line begins and ends in the middle of a thumb of 16 pixels.
  await page.mouse.move(x + 8 + (width - 16) / 3, y + height / 2);
  await page.mouse.up();
  assert.deepEqual(await texts(page), ['you say 10 s', '']);
});

test('a tap sets a flag, and a swipe up the page does not', async (t) => {
  if (lacks(t, 'touch', 'cdp')) return;
  const page = await open(t, { viewport: { width: 390, height: 600 }, hasTouch: true });
  const { x, y, width, height } = (await flag(page, 'Threads').boundingBox())!;
  const [middle, top] = [x + width / 2, y + height / 2];
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', { x: middle, y: top });
  for (let move = 1; move <= 10; move++) await touch('touchMove', { x: middle, y: top - 12 * move });
  await touch('touchEnd');
  assert.deepEqual(await texts(page), ['', '']);
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await page.locator('.cvsp-predict-track').nth(1).tap();
  assert.deepEqual(await texts(page), ['', 'you say 15 s']);
});
