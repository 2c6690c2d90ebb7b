// What fingers and keys do to figures on pages that use them, too: swipes scroll, and keys go to one of both.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { withBrowser } from './support/browser.ts';
import { FRAME, mounted, settle } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { openWild } from './support/wild.ts';

const openPage = withBrowser();

const open = async (t: TestContext, body: string, options = {}) => {
  const page = await openWild(
    openPage,
    t,
    { body, css: 'body { margin: 0 }' },
    { viewport: { width: 400, height: 700 }, ...options },
  );
  await mounted(page);
  return page;
};

const time = async (page: Page) => Number(await page.locator('[role=slider]').first().getAttribute('aria-valuenow'));

/** Lists the keys that the page has seen. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const keys: string[] = [];
    Object.assign(window, { keys });
    addEventListener('keydown', ({ key }) => keys.push(key));
  });
const heard = (page: Page) => page.evaluate(() => (window as unknown as { keys: string[] }).keys.splice(0));

test('a key that a figure uses goes to nobody else, and one that it does not use goes on', async (t) => {
  const page = await open(t, `<div id="coroutine-ideal" data-cvsp='{ "autoplay": "never" }'></div>`);
  await listen(page);
  const cases: [target: string, used: string[], others: string[]][] = [
    [
      '.cvsp-slider',
      ['.', ',', ' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', '<', '>'],
      ['a', 'Escape', 'Shift'],
    ],
    [
      '.cvsp-do-play',
      ['Enter', ' ', '.', 'ArrowRight', 'ArrowLeft', 'Home'],
      ['ArrowUp', 'ArrowDown', 'PageDown', 'x'],
    ],
    ['.cvsp-do-speed', ['ArrowUp', 'ArrowDown', 'Home', '1'], ['Escape']],
  ];
  for (const [target, used, others] of cases) {
    await page.locator(target).focus();
    for (const key of used) {
      await page.locator(target).focus();
      await page.keyboard.press(key);
    }
    assert.deepEqual(await heard(page), [], target);
    await page.locator(target).focus();
    for (const key of others) await page.keyboard.press(key);
    assert.deepEqual(await heard(page), others, target);
  }
});

test('the line of time goes up and down by the keys of any slider', async (t) => {
  const page = await open(t, `<div id="parallel-ideal" data-cvsp='{ "autoplay": "never" }'></div>`);
  const end = Number(await page.locator('[role=slider]').getAttribute('aria-valuemax'));
  await page.locator('[role=slider]').focus();
  const parts: [key: string, part: number][] = [
    ['PageUp', 0.1],
    ['PageUp', 0.2],
    ['ArrowUp', 0.22],
    ['ArrowRight', 0.24],
    ['ArrowDown', 0.22],
    ['PageDown', 0.12],
    ['Shift+ArrowUp', 0.22],
  ];
  for (const [key, part] of parts) {
    await page.keyboard.press(key);
    assert.ok(Math.abs((await time(page)) - part * end) < 1e-6, key);
  }
});

test('a swipe up or down that begins on the line of time scrolls, and leaves the figure as it is', async (t) => {
  if (lacks(t, 'touch', 'cdp')) return;
  const page = await open(t, `<div id="coroutine-ideal"></div><div style="height: 2000px"></div>`, { hasTouch: true });
  await page.clock.runFor(FRAME);
  await page.clock.runFor(2000);
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  const box = (await page.locator('[role=slider]').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const isPaused = () => page.getByRole('button', { name: 'Play', exact: true }).count();
  await touch('touchStart', { x, y });
  for (let move = 1; move <= 10; move++) await touch('touchMove', { x, y: y - 12 * move });
  await touch('touchEnd');
  await settle(page);
  assert.ok((await page.evaluate(() => scrollY)) > 50);
  await page.clock.runFor(2000);
  assert.deepEqual([await time(page), await isPaused()], [4, 0], 'it goes on');

  // A tap, and a drag to the side, seek.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  const end = Number(await page.locator('[role=slider]').getAttribute('aria-valuemax'));
  await touch('touchStart', { x, y });
  await touch('touchEnd');
  assert.ok(Math.abs((await time(page)) - end / 2) < end / 50);
  await touch('touchStart', { x, y });
  for (let move = 1; move <= 10; move++) await touch('touchMove', { x: x + 8 * move, y });
  assert.ok((await time(page)) > 0.6 * end);
  await touch('touchEnd');
});

test('what a finger began is taken back where the system takes the finger away', async (t) => {
  const page = await open(t, `<div id="coroutine-ideal"></div>`);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(2000);
  const told = await page.evaluate(() => {
    const line = document.querySelector<HTMLElement>('[role=slider]')!;
    line.setPointerCapture = () => {};
    const { left, top, width } = line.getBoundingClientRect();
    const send = (type: string, part: number) =>
      line.dispatchEvent(
        new PointerEvent(type, {
          isPrimary: true,
          pointerType: 'touch',
          clientX: left + part * width,
          clientY: top + 5,
        }),
      );
    send('pointerdown', 0.2);
    send('pointermove', 0.5);
    const during = line.ariaValueNow;
    send('pointercancel', 0.5);
    return [during !== '2', line.ariaValueNow];
  });
  assert.deepEqual(told, [true, '2']);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(1008);
  assert.equal(await time(page), 3.008, 'it plays on');
});

test('a carousel or a slide show around a figure does not see its line of time being dragged', async (t) => {
  const page = await open(t, `<div id="carousel"><div id="coroutine-ideal"></div></div>`);
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { keys: seen });
    for (const type of ['pointerdown', 'mousedown', 'touchstart']) {
      document.getElementById('carousel')!.addEventListener(type, () => seen.push(type));
    }
  });
  const box = (await page.locator('[role=slider]').boundingBox())!;
  await page.mouse.move(box.x + 100, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + box.height / 2);
  await page.mouse.up();
  assert.deepEqual(await heard(page), []);
  assert.ok((await time(page)) > 0);
  assert.equal(
    await page.locator('[role=slider]').evaluate((line) => line.closest('[data-prevent-swipe]') === line),
    true,
  );
});
