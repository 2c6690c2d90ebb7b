// Recordings in the lab: the program of its point on this very machine, and files, dropped and chosen.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findingsOf } from './support/axe.ts';
import { withBrowser } from './support/browser.ts';
import { mounted, openWithClock, settle } from './support/clock.ts';
import { engine } from './support/engines.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

const POLICY = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:;
  connect-src 'self'; require-trusted-types-for 'script'; trusted-types cvsp`.replace(/\s+/g, ' ');

type Options = Parameters<typeof openWithClock>[3] & { policy?: string };

async function open(t: TestContext, hash: string, { policy, ...options }: Options = {}): Promise<Page> {
  const { url } = await serve('dist/site', policy ? { headers: { 'content-security-policy': policy } } : {});
  const viewport = { width: 1200, height: 900 };
  const page = await openWithClock(openPage, t, `${url}lab/${hash}`, { viewport, ...options });
  await mounted(page);
  await page.locator('.cvsp-map-cell[aria-label*=": "]').first().waitFor();
  return page;
}

/** Waits until the program has workers, or has none any more. WebKit's driver does not tell of workers. */
async function untilWorkers(page: Page, areThere: boolean): Promise<void> {
  if (engine === 'webkit') return;
  const areSo = () => page.workers().some((worker) => worker.url().includes('machine-worker')) === areThere;
  for (let i = 0; i < 500 && !areSo(); i++) await settle(page);
  assert.ok(areSo(), `${areThere ? 'no' : 'some'} workers are there`);
}

const texts = (page: Page, css: string) => page.locator(css).allTextContents();

for (const [strategy, heading] of [
  ['strategy=sequential', 'A loop, on this machine'],
  ['strategy=coroutines&limit=3', 'Promises, on this machine'],
  ['strategy=threads&cores=4', 'Web Workers, on this machine'],
] as const) {
  test(`tiles run in this browser, and are shown beside their prediction: ${strategy}`, async (t) => {
    const page = await open(t, `#v=1&grid=3x2&${strategy}`);
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    await page.click('[data-machine=run]');
    await page.locator('.lab-shown .cvsp-near tbody').waitFor();
    // A machine with one core has nothing to render beside each other.
    if (!heading.startsWith('Web') || cores > 1) assert.deepEqual(await texts(page, '.lab-shown h2'), [heading]);
    const names = (await texts(page, '.lab-shown .cvsp-who')).map((name) => name.split(' ')[0]);
    assert.deepEqual(names, ['Recorded', 'Predicted']);
    assert.equal(await page.locator('.lab-shown .cvsp-dock').count(), 1, 'both have one clock');
    const bursts = page.locator('.lab-shown .cvsp-near tr', { hasText: 'bursts of work' }).locator('td');
    assert.deepEqual(await bursts.allTextContents(), ['6', '6', 'none']);
    const [told, limits] = await texts(page, '.lab-shown > p');
    assert.match(
      told!,
      /^These tiles ran in this browser, 100 times as fast as the lab shows them\. They took [\d.]+ m?s; /,
    );
    assert.ok(limits!.startsWith(`What this browser allows: ${cores} cores; timers that are `), limits);
    assert.equal(await page.textContent('[data-machine=run]'), 'Run it on this machine');
    await untilWorkers(page, false);
    if (strategy === 'strategy=coroutines&limit=3') assert.deepEqual((await findingsOf(page)).violations, []);
  });
}

test('a run is ended by its button, and leaves no worker', async (t) => {
  const page = await open(t, '#v=1&grid=16x16&strategy=sequential');
  await page.click('[data-machine=run]');
  await page.locator('.lab-recording progress').waitFor();
  await untilWorkers(page, true);
  assert.equal(await page.textContent('[data-machine=run]'), 'Stop');
  await page.click('[data-machine=run]');
  await page.getByText('Stopped. Nothing was recorded.').waitFor();
  assert.equal(await page.textContent('[data-machine=run]'), 'Run it on this machine');
  assert.equal(await page.locator('.lab-recording progress').isVisible(), false);
  await untilWorkers(page, false);
});

test('where a policy forbids workers, the place of the recording says so', async (t) => {
  const policy = `${POLICY}; worker-src 'none'`;
  const page = await open(t, '#v=1&grid=2x2', { policy, expectedErrors: [/worker/i] });
  await page.click('[data-machine=run]');
  const error = page.locator('.lab-recording .lab-error');
  await error.waitFor();
  assert.match((await error.textContent())!, /^This did not run: ./);
  assert.equal(await page.textContent('[data-machine=run]'), 'Run it on this machine');
});

test('the lab in a page runs its program under a strict policy, and ends it as it leaves the page', async (t) => {
  const html = `<!doctype html><html lang="en"><title>A post</title><link rel="icon" href="data:,">
    <cvsp-lab strategy="coroutines" grid="2x2"></cvsp-lab><script src="js/cvsp/lab.js"></script></html>`;
  const headers = { 'content-security-policy': POLICY };
  const { url } = await serve('dist/embed', { headers, files: { 'index.html': html } });
  const page = await openWithClock(openPage, t, url, { viewport: { width: 1200, height: 900 } });
  await page.click('[data-machine=run]');
  await page.locator('.lab-shown .cvsp-near tbody').waitFor();
  await page.evaluate(() => {
    const lab = document.querySelector('cvsp-lab')!;
    lab.setAttribute('grid', '16x16');
    lab.setAttribute('strategy', 'sequential');
  });
  await page.locator('.lab-shown').waitFor({ state: 'detached' });
  await page.click('[data-machine=run]');
  await page.locator('.lab-recording progress').waitFor();
  await untilWorkers(page, true);
  await page.evaluate(() => document.querySelector('cvsp-lab')!.remove());
  await untilWorkers(page, false);
});

/** Two calls of one thread, as any recorder writes them. */
const CALLS = JSON.stringify([
  { ph: 'X', name: 'parse', ts: 0, dur: 10_000, tid: 1 },
  { ph: 'X', name: 'solve', ts: 10_000, dur: 10_000, tid: 1 },
]);

/** Drops a file or a text on the lab, and returns whether the lab takes it. */
function drop(page: Page, text: string, name?: string): Promise<boolean> {
  return page.evaluate(
    ([text, name]) => {
      const data = new DataTransfer();
      if (name === undefined) data.setData('text/plain', text);
      else data.items.add(new File([text], name));
      const event = (type: string) =>
        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data, relatedTarget: null });
      const target = document.querySelector('.lab-told')!;
      target.dispatchEvent(event('dragover'));
      return !target.dispatchEvent(event('drop'));
    },
    [text, name] as const,
  );
}

test('a recording is dropped on the lab, plays beside its prediction, and is closed', async (t) => {
  const page = await open(t, '#v=1&grid=2x2');
  assert.equal(await drop(page, CALLS), false, 'a text is left alone');
  assert.equal(await page.locator('.lab-recording').count(), 0);

  assert.equal(await drop(page, CALLS, 'calls.json'), true);
  await page.locator('.lab-shown .cvsp-near tbody').waitFor();
  assert.deepEqual(await texts(page, '.lab-shown h2'), ['A recording: calls.json']);
  assert.equal(await page.locator('.lab-shown .lab-figure .cvsp-box').count(), 2);
  assert.equal(await page.locator('.lab-dropping').count(), 0);

  await page.click('[data-machine=close]');
  assert.equal(await page.locator('.lab-shown').count(), 0);
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['machine']), 'run');
});

test('what is wrong with a file is said in one line, and the next one is shown', async (t) => {
  const page = await open(t, '#v=1&grid=2x2');
  for (const [name, text, message] of [
    [
      'bad.json',
      '[{ "ph": "X", "ts": 0, "dur": -1 }]',
      'event 0: dur is -1; it must be microseconds from 0 to 9007199254740992',
    ],
    ['notes.txt', 'run.json', 'it is no list of events, and no object that has one as traceEvents'],
    ['empty.json', '', 'it is no list of events, and no object that has one as traceEvents'],
  ] as const) {
    assert.equal(await drop(page, text, name), true);
    await page.locator('.lab-error', { hasText: name }).waitFor();
    assert.deepEqual(await texts(page, '.lab-recording'), [`${name} cannot be shown: ${message}`]);
  }
  await page.setInputFiles('.lab-machine input', { name: 'own.json', mimeType: '', buffer: Buffer.from(CALLS) });
  await page.locator('.lab-shown .cvsp-near tbody').waitFor();
  assert.deepEqual(await texts(page, '.lab-shown h2'), ['A recording: own.json']);
  assert.equal(await page.locator('.lab-error').count(), 0);
});
