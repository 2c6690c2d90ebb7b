import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkOptions } from '../../www/figure/options.ts';
import { presets } from '../../www/page/presets.ts';
import { activityAt, type TalliedRun } from '../../www/panels/account/sentences.ts';
import { summarize } from '../../www/panels/account/summary.ts';
import { instantsOf } from '../../www/run/instants.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { tallyOf } from '../../www/run/tally.ts';
import { simulatePreset } from '../support/simulator.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { pending, showMore } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { openPlaying, type Post } from './support/post.ts';

const openPage = withBrowser();
const viewport = { width: 1000, height: 1400 };

const open = (t: TestContext, content: Post, options: PageOptions = {}) =>
  openPlaying(openPage, t, content, { viewport, ...options });

async function openAccount(page: Page, id: string): Promise<void> {
  await page.locator(`#${id}`).hover();
  // If there is little room, the button is behind “More”.
  const more = page.locator('.cvsp-do-more');
  if (await more.isVisible()) await more.click();
  await page.locator('.cvsp-dock').getByRole('button', { name: 'In words', exact: true }).click();
  await page.locator('.cvsp-account').waitFor();
}

function runOf(id: string): TalliedRun {
  const timeline = makeSeekable(simulatePreset(id));
  return { scenario: checkOptions(presets[id]!).scenario, timeline, tally: tallyOf(timeline) };
}

const status = (page: Page) => page.locator('.cvsp-account').getByRole('status');
const seconds = async (page: Page) => Number(await page.locator('.cvsp-slider').getAttribute('aria-valuenow'));

test('the account of one run is a status, a list of events to go to, and a table with headings', async (t) => {
  if (lacks(t, 'accessibilityTree')) return;
  const page = await open(t, { figures: ['coroutine-ideal'] });
  await openAccount(page, 'coroutine-ideal');
  const run = runOf('coroutine-ideal');
  const panel = page.getByRole('group', { name: 'The run in words' });
  const items = summarize(run, 8).map(({ text }) => {
    const button = `button "${text}"`;
    return `    - listitem:\n      - ${text.includes(': ') ? `'${button}'` : button}`;
  });
  assert.equal(items.length, 6);
  assert.equal(
    await panel.ariaSnapshot(),
    `- group "The run in words":
  - status: Pause, or step from event to event, and it says here what is going on.
  - list:
${items.join('\n')}
  - 'table "The result: Coroutines"':
    - caption: "The result: Coroutines"
    - rowgroup:
      - row "strategy Coroutines":
        - columnheader "strategy"
        - columnheader "Coroutines"
    - rowgroup:
      - row "time 19.4 s":
        - rowheader "time"
        - cell "19.4 s"
      - row "speed-up 4.2×":
        - rowheader "speed-up"
        - cell "4.2×"
      - row "cores in use 90 %":
        - rowheader "cores in use"
        - cell "90 %"
      - row "in line 101.4 s":
        - rowheader "in line"
        - cell "101.4 s"
      - row "overhead 0 ms":
        - rowheader "overhead"
        - cell "0 ms"
      - row "most in flight 16":
        - rowheader "most in flight"
        - cell "16"`,
  );
  assert.equal(await status(page).getAttribute('aria-live'), 'polite');
  assert.equal(await status(page).getAttribute('aria-atomic'), 'true');
});

test('a group has a heading and a list for each member, six sentences long, and one table', async (t) => {
  if (lacks(t, 'accessibilityTree')) return;
  const ids = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];
  const page = await open(t, { figures: ids });
  await openAccount(page, ids[0]!);
  const panel = page.locator('.cvsp-account');
  assert.deepEqual(await panel.getByRole('heading').allTextContents(), ['Sequential', 'Coroutines', 'Threads']);
  const lists = await panel.getByRole('list').all();
  assert.equal(lists.length, 3);
  for (const [i, list] of lists.entries()) {
    const told = summarize(runOf(ids[i]!), 6).map(({ text }) => text);
    assert.deepEqual(await list.getByRole('listitem').allTextContents(), told);
  }
  assert.equal(await panel.getByRole('table').count(), 1);
  assert.deepEqual(await panel.locator('thead th').allTextContents(), [
    'strategy',
    'Sequential',
    'Coroutines',
    'Threads',
  ]);
  await panel.getByRole('button').last().click();
  const runs = ids.map(runOf);
  const end = runs[2]!.timeline.makespan;
  const [sequential, coroutines] = runs.map((run) => activityAt(end, run));
  assert.equal(
    await status(page).textContent(),
    `At 7.7 s:
Sequential: ${sequential}.
Coroutines: ${coroutines}.
Threads: finished after 7.7 s, 10.6 times as fast as one after another.`,
  );
});

test('a click on an event goes to its moment, pauses, and marks it', async (t) => {
  if (lacks(t, 'accessibilityTree')) return;
  const page = await open(t, { figures: ['coroutine-ideal'] });
  await openAccount(page, 'coroutine-ideal');
  const told = summarize(runOf('coroutine-ideal'), 8);
  for (const { event, text } of [...told].reverse()) {
    await page.getByRole('button', { name: text }).click();
    assert.equal(await seconds(page), event.time / 1000, text);
    assert.deepEqual(await pending(page), { frames: 0, timers: 0 }, text);
    const last = told.filter((sentence) => sentence.event.time <= event.time).at(-1)!;
    assert.deepEqual(await page.locator('.cvsp-account [aria-current=step]').allTextContents(), [last.text]);
  }
  await page.locator('.cvsp-account-moment').nth(2).focus();
  await page.keyboard.press('Enter');
  assert.equal(await seconds(page), told[2]!.event.time / 1000);
});

test('the status changes when the reader steps, not during playback, and has the result at the end', async (t) => {
  if (lacks(t, 'accessibilityTree')) return;
  const page = await open(t, { figures: ['coroutine-ideal'] });
  const run = runOf('coroutine-ideal');
  await openAccount(page, 'coroutine-ideal');
  await page.evaluate(() => {
    const told: string[] = [];
    const element = document.querySelector('.cvsp-account [role=status]')!;
    Object.assign(window, { told });
    new MutationObserver(() => told.push(element.textContent!)).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told.splice(0));
  await page.clock.runFor(4000);
  assert.deepEqual(await told(), [], 'while it plays');

  await page.locator('.cvsp-slider').focus();
  await page.keyboard.press('Home');
  const say = (when: string, time: number) => `${when}: ${activityAt(time, run)}.`;
  assert.deepEqual(await told(), [say('At the start', 0)]);
  const [, first, second] = instantsOf([run.timeline]);
  await page.keyboard.press('.');
  assert.deepEqual(await told(), [say('At 1.8 s', first!)]);
  await page.keyboard.press('.');
  assert.deepEqual(await told(), [say(`At ${(second! / 1000).toFixed(1)} s`, second!)]);
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  assert.deepEqual((await told()).length, 2, 'at the start there is nothing before it, and nothing new to say');

  await page.keyboard.press(' ');
  await page.clock.runFor(5000);
  assert.deepEqual(await told(), [], 'while it plays on');
  await page.keyboard.press(' ');
  assert.equal((await told()).length, 1);

  // Without its loop the run ends by itself.
  await showMore(page);
  await page.locator('.cvsp-do-loop').click();
  await page.locator('.cvsp-do-play').click();
  await page.clock.runFor(20_000);
  const result = 'At the end: finished after 19.4 s, 4.2 times as fast as one after another.';
  assert.deepEqual(await told(), [result]);
});

test('during a drag the status changes only when its text does', async (t) => {
  if (lacks(t, 'accessibilityTree')) return;
  const page = await open(t, { figures: ['coroutine-ideal'] });
  await openAccount(page, 'coroutine-ideal');
  const { x, y, width, height } = (await page.locator('.cvsp-slider').boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.evaluate(() => {
    const changes = { count: 0 };
    Object.assign(window, { changes });
    const element = document.querySelector('.cvsp-account [role=status]')!;
    new MutationObserver((all) => {
      changes.count += all.length;
    }).observe(element, { childList: true });
  });
  for (const part of [0, 0.01, 0, 0.01]) await page.mouse.move(x + width / 2 + part, y + height / 2);
  await page.mouse.up();
  const changes = await page.evaluate(() => (window as unknown as { changes: { count: number } }).changes.count);
  assert.equal(changes, 0);
});

test('names and texts are never read as markup', async (t) => {
  if (lacks(t, 'accessibilityTree')) return;
  const label = '<img src=x onerror=alert(1)>';
  const options = JSON.stringify({
    strategy: 'coroutines',
    grid: [2, 2],
    load: 900,
    render: 300,
    label,
    account: true,
    group: 'g',
  });
  const html = `<div data-cvsp='${options}'></div><div data-cvsp='${options}'></div>`;
  const page = await open(t, { html });
  await page.locator('.cvsp-account').waitFor();
  assert.equal(await page.locator('.cvsp-account img').count(), 0);
  assert.deepEqual(await page.locator('.cvsp-account h3').allTextContents(), [label, label]);
  assert.deepEqual(await page.locator('.cvsp-account thead th').allTextContents(), ['strategy', label, label]);
});

test('events are large enough to tap, and the whole account is visible on a phone', async (t) => {
  if (lacks(t, 'accessibilityTree')) return;
  const page = await open(
    t,
    { figures: ['blocking-left', 'blocking-right'] },
    { viewport: { width: 320, height: 900 } },
  );
  await openAccount(page, 'blocking-left');
  for (const moment of await page.locator('.cvsp-account-moment').all()) {
    assert.ok((await moment.boundingBox())!.height >= 24);
  }
  const wide = await page.evaluate(
    () =>
      [...document.querySelectorAll('.cvsp-account *')].filter((one) => one.getBoundingClientRect().right > innerWidth)
        .length,
  );
  assert.equal(wide, 0);
});
