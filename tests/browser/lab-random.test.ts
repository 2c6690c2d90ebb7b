// Drags, types, pastes and goes on the stage at random, from a seed. By hand it goes on for as long as is wished, and prints what it saw:
// CVSP_MINUTES=60 CVSP_SEED=7 node --import tsx --test tests/browser/lab-random.test.ts

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock, settle } from './support/clock.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

const ROUNDS = 120;
/** How long it goes on, where that is wished, in place of so many rounds. */
const MINUTES = Number(process.env['CVSP_MINUTES'] ?? 0);
const SEED = Number(process.env['CVSP_SEED'] ?? 15);

/** Gives the same numbers in each run: a linear congruential generator. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const HASHES = [
  '',
  '#',
  '#v=1',
  '#v=2&limit=3',
  '#v=1&limit=0',
  '#v=1&grid=3x3&pin=loop',
  '#v=1&strategy=processes&processStart=900&limit=5',
  '#v=1&tasks=[]',
  '#v=1&grid=&load=&render=&seed=&tasks=[%7B%22load%22:5,%22render%22:2%7D]',
  '#%E0%A4%A&&&===',
  '#v=1&quantum=300&switchCost=2&at=3000ms&speed=4&open=lanes,numbers,account,code',
  '#v=1&load=0&render=0',
  '#v=1&grid=1x1',
  '#v=1&serverConnections=1&chain=true',
  '#v=1&__proto__=3&constructor=4&pin=&at=&open=',
];
const TEXTS = ['', '0', '1', '3', '-1', '2.5', '8', '1e3', 'abc', '5..1', '10..40', '3x3', '4x2', '[]', '0,1', '99'];
const KEYS = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Tab',
  'Enter',
  ' ',
  'f',
  'Escape',
  '2',
  '5',
];

type Act = (page: Page, random: (below: number) => number) => Promise<unknown>;

const ACTS: readonly Act[] = [
  async (page, random) => {
    const { x, y, width, height } = (await page.locator('.cvsp-map-plane').boundingBox())!;
    const place = () => [x + (random(110) / 100 - 0.05) * width, y + (random(110) / 100 - 0.05) * height] as const;
    await page.mouse.move(...place());
    await page.mouse.down();
    for (let i = random(5); i >= 0; i--) await page.mouse.move(...place());
    await page.mouse.up();
  },
  async (page, random) => {
    const thumb = page.locator('.cvsp-map-thumb').nth(random(2));
    const { x, y, width, height } = (await thumb.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(random(1200), random(900));
    await page.mouse.up();
  },
  async (page, random) => {
    for (let i = random(6); i >= 0; i--) await page.keyboard.press(KEYS[random(KEYS.length)]!);
  },
  async (page, random) => {
    await page.evaluate(
      ([at, text]) => {
        const inputs = document.querySelectorAll<HTMLInputElement>('.lab-drawer :is(input, textarea, select)');
        const input = inputs[at % inputs.length]!;
        if (input.type === 'checkbox') input.checked = !input.checked;
        else if (input instanceof HTMLSelectElement)
          input.selectedIndex = at % (input as HTMLSelectElement).options.length;
        else input.value = text;
        // The large figures take their time, and are no news here.
        if (!input.value.startsWith('large')) input.dispatchEvent(new Event('change'));
      },
      [random(1000), TEXTS[random(TEXTS.length)]!] as const,
    );
  },
  async (page, random) => {
    const hash = HASHES[random(HASHES.length)]!;
    await page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
  },
  async (page, random) => {
    await page.evaluate((at) => {
      const buttons = document.querySelectorAll<HTMLElement>(
        '.lab :is(.lab-strategy, .lab-step, .lab-buttons > button), .lab .cvsp-button',
      );
      buttons[at % buttons.length]!.click();
    }, random(1000));
  },
  async (page, random) => {
    await page.locator('.lab-mix input').evaluate(
      (input: HTMLInputElement, value) => {
        // A list of tasks has no ranges to turn, and no reader moves it then.
        if (input.disabled) return;
        input.value = value;
        input.dispatchEvent(new Event('input'));
      },
      String(random(101)),
    );
  },
  (page) => page.evaluate(() => history.back()),
  (page, random) => page.clock.runFor(FRAME * random(200)),
];

/** What the page holds once all that can be let go of is, and the longest that its thread was held, in milliseconds. */
async function held(page: Page): Promise<{ nodes: number; listeners: number; heap: number; longest: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  const longest = await page.evaluate(() => (window as unknown as { longest: number }).longest);
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize'), longest };
}

test(`${MINUTES > 0 ? `${MINUTES} minutes of` : ROUNDS} random acts leave no error, no node and no frozen frame behind`, async (t) => {
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, `${url}lab/`, { viewport: { width: 1200, height: 900 } });
  await mounted(page);
  // Back must not lead out of the lab.
  await page.evaluate(() => {
    for (let i = 0; i < 50; i++) history.pushState(null, '', '#v=1');
  });
  await page.evaluate(() => {
    Object.assign(window, { longest: 0 });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        Object.assign(window, { longest: Math.max(duration, (window as unknown as { longest: number }).longest) });
    }).observe({ entryTypes: ['longtask'] });
  });
  const count = async () => {
    // What is on the stage comes back.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      location.hash = '#v=1&open=';
    });
    await settle(page);
    await settle(page);
    return page.evaluate(() => document.querySelectorAll('#lab *').length);
  };
  const before = await count();
  const random = randomFrom(SEED);
  const end = performance.now() + MINUTES * 60_000;
  const early = await held(page);
  let round = 0;
  for (; MINUTES > 0 ? performance.now() < end : round < ROUNDS; round++) {
    const act = random(ACTS.length);
    await ACTS[act]!(page, random);
    await settle(page);
    const told = await page.evaluate(() => document.querySelector('.lab-told')?.textContent ?? '');
    assert.match(told, /^[\d]+ in flight, \d+ at once(: .+\.)?$/, `round ${round}, act ${act}, seed ${SEED}`);
  }
  // A task that hides the times is ended, and errors and open details are not nodes that are left behind.
  await page.evaluate(() => document.querySelector<HTMLElement>('.lab-quiz button:nth-child(2)')?.click());
  assert.equal(await count(), before, `seed ${SEED}`);
  const late = await held(page);
  if (MINUTES > 0) console.log(`${round} rounds, seed ${SEED}`, { early, late });
  // Nothing that was made for a round outlives it. What was loaded for one stays: panels, programs, what saves files.
  assert.ok(late.listeners < early.listeners * 1.5, `${early.listeners} listeners became ${late.listeners}`);
  assert.ok(late.heap < early.heap + 10_000_000, `${early.heap} bytes became ${late.heap}`);
});
