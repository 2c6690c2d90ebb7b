// Recordings of programs as figures: what was recorded beside what is predicted, unknown times, and what cannot be read.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { withBrowser } from './support/browser.ts';
import { openWithClock, settle } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

type Span = [what: string, from: number, to: number];

/** Writes tasks in the project's own format. Times are milliseconds; a task lasts from its first span to its last. */
function recorded(tasks: Record<string, Span[]>, otherData: object): object {
  const traceEvents: object[] = [{ ph: 'M', name: 'thread_name', pid: 1, tid: 7, args: { name: 'MainThread' } }];
  Object.entries(tasks).forEach(([name, spans], id) => {
    const note = (ph: string, name: string, at: number) =>
      traceEvents.push({ ph, cat: 'cvsp', id, name, ts: 1000 * at, pid: 1, tid: 7 });
    note('b', name, spans[0]![1]);
    for (const [what, from, to] of spans) {
      note('b', what, from);
      note('e', what, to);
    }
    note('e', name, spans.at(-1)![2]);
  });
  return { traceEvents, otherData: { cvsp: 1, ...otherData } };
}

/**
 * Three coroutines, of which two may be in flight. The third began 1 ms after a place was free, and rendered 1 ms after it
 * was loaded, which the model knows nothing of: it ends at 40 ms there.
 */
const RUN = recorded(
  {
    'page A': [
      ['load', 0, 10],
      ['render', 10, 20],
    ],
    'page B': [
      ['load', 0, 10],
      ['render', 20, 30],
    ],
    'page C': [
      ['load', 21, 31],
      ['render', 32, 42],
    ],
  },
  { strategy: 'coroutines', limit: 2 },
);

/** Two threads under Ruby's lock, as gvl-tracing writes them: one waits for the lock while the other has it. */
const RUBY = {
  traceEvents: [
    { ph: 'M', name: 'thread_name', pid: 5, tid: 0, args: { name: 'Main Thread' } },
    { ph: 'M', name: 'thread_name', pid: 5, tid: 1, args: { name: 'Worker' } },
    ...stateChanges(0, [0, 'started_tracing'], [10, 'wants_gvl'], [20, 'running'], [30, 'stopped_tracing']),
    ...stateChanges(1, [0, 'wants_gvl'], [10, 'running'], [20, 'died']),
  ],
};

/** Each state begins where the one before it ends. Times are milliseconds. */
function stateChanges(tid: number, ...states: [at: number, name: string][]): object[] {
  return states.flatMap(([at, name], i) => {
    const event = { pid: 5, tid, ts: 1000 * at };
    return [...(i > 0 ? [{ ...event, ph: 'E' }] : []), { ...event, ph: 'B', name }];
  });
}

/** One thread calls twice; nobody knows what it did in between. */
const CALLS = [
  { ph: 'X', name: 'parse', ts: 0, dur: 10_000, tid: 1 },
  { ph: 'X', name: 'solve', ts: 20_000, dur: 10_000, tid: 1 },
];

const FILES = {
  'run.json': JSON.stringify(RUN),
  'ruby.json': JSON.stringify(RUBY),
  'calls.json': JSON.stringify(CALLS).slice(0, -1),
  'bad.json': '[{ "ph": "X", "ts": 0, "dur": -1 }]',
};

const BODY = `
  <cvsp-group trace="run.json" id="pair">
    <cvsp-figure id="recorded" lanes></cvsp-figure>
    <cvsp-figure id="predicted" predicted></cvsp-figure>
  </cvsp-group>
  <cvsp-figure id="ruby" trace="ruby.json" lanes></cvsp-figure>
  <div id="calls" data-cvsp='{ "trace": "calls.json", "grid": [2, 1], "lanes": true }'></div>
  <cvsp-figure id="bad" trace="bad.json"></cvsp-figure>
  <div id="gone" data-cvsp='{ "trace": "gone.json" }'></div>
  <cvsp-figure id="small" trace="run.json" grid="1x2"></cvsp-figure>
  <cvsp-figure id="more" trace="run.json" cores="2"></cvsp-figure>
  <cvsp-figure id="wish" trace="run.json" predicted strategy="fibres"></cvsp-figure>
  <div id="single-pixel-load"></div>`;

async function open(t: TestContext): Promise<Page> {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Recordings</title>
    <link rel="icon" href="data:,"><link rel="stylesheet" href="css/cvsp/animations.css">
    <main>${BODY}</main><script src="js/cvsp/animations.js"></script></html>`;
  const { url } = await serve(['dist/embed'], { files: { ...FILES, 'index.html': html } });
  const page = await openWithClock(openPage, t, url, {
    viewport: { width: 800, height: 900 },
    expectedErrors: [/404/],
  });
  for (const id of ['recorded', 'ruby', 'calls', 'bad', 'gone', 'small', 'more', 'wish', 'single-pixel-load'])
    await page.locator(`#${id}`).locator('canvas, .cvsp-error').first().waitFor({ state: 'attached' });
  await page.locator('#recorded .cvsp-near tbody').waitFor();
  return page;
}

const error = (page: Page, id: string) => page.locator(`#${id} .cvsp-error`).textContent();
const name = (page: Page, id: string) => page.locator(`#${id} .cvsp-who`).textContent();

test('recordings are figures, beside their prediction, and say in their place where they are none', async (t) => {
  const page = await open(t);

  assert.equal(await name(page, 'recorded'), 'Coroutines, recorded at most 2');
  assert.equal(await name(page, 'predicted'), 'Coroutines, predicted at most 2');
  assert.equal(await page.locator('#pair .cvsp-dock').count(), 1, 'both have one clock');
  const cells = await page.locator('#pair .cvsp-near tr').allInnerTexts();
  assert.deepEqual(
    cells.map((row) => row.split('\t')),
    [
      ['How near', 'recorded', 'predicted', 'off by'],
      ['time', '42 ms', '40 ms', '−2 ms, 4.8 %'],
      ['bursts of work', '3', '3', 'none'],
      ['when tasks end', '0 ms in the median, at most 2 ms'],
      ['order of finishing', 'the same'],
    ],
  );
  await page.getByRole('button', { name: 'Farthest off: page C, which ended at 42 ms, and not at 40 ms' }).click();
  const time = page.locator('#pair').getByRole('slider', { name: 'Time' });
  assert.equal(await time.getAttribute('aria-valuetext'), '42 ms of 42 ms');
  const member = (id: string) =>
    page.evaluate((id) => {
      const { currentTime, duration } = document.querySelector<HTMLElementTagNameMap['cvsp-figure']>(`#${id}`)!;
      return [currentTime, duration];
    }, id);
  assert.deepEqual(await member('predicted'), [0.042, 0.042]);
  const labels = (id: string) => page.locator(`#${id} .cvsp-lanes-which`).allTextContents();
  assert.deepEqual(await labels('recorded'), ['2 coroutines', '1 thread: MainThread', '2 coroutines', '1 core']);

  assert.equal(await name(page, 'ruby'), 'Threads, recorded one GIL');
  assert.deepEqual(await labels('ruby'), ['2 threads: Main Thread, Worker', '1 thread: the lock']);

  // The second of the two states is one of which nothing is known, and the legend says so.
  const keys = page.locator('#calls .cvsp-lanes-key');
  assert.deepEqual(await keys.allTextContents(), ['rendering', 'unknown']);
  const picture = page.locator('#calls .cvsp-box > canvas').first();
  assert.match((await picture.getAttribute('aria-label'))!, /picture of 1 tile/);

  const beginning = 'This figure cannot be shown: ';
  assert.equal(
    await error(page, 'bad'),
    `${beginning}bad.json: event 0: dur is -1; it must be microseconds from 0 to 9007199254740992`,
  );
  assert.equal(await error(page, 'gone'), `${beginning}the recording gone.json did not load: 404 Not Found`);
  assert.equal(
    await error(page, 'small'),
    `${beginning}grid is [1,2]; it must be columns and rows with room for the 3 tasks of the recording`,
  );
  assert.equal(
    await error(page, 'more'),
    `${beginning}cores is 2; it must be left out where there is a trace: the recording tells it`,
  );
  assert.match((await error(page, 'wish'))!, /strategy is "fibres"; it must be/);
  assert.equal(await page.locator('#single-pixel-load .cvsp-box > canvas').count(), 1, 'others run');

  // Attributes are live: another wish is another prediction, and a recording that comes late is not waited for any more.
  await page.evaluate(() => {
    document.querySelector('#predicted')!.setAttribute('strategy', 'sequential');
    const bad = document.querySelector('#bad')!;
    bad.setAttribute('trace', 'gone.json');
    bad.setAttribute('trace', 'calls.json');
  });
  await page.locator('#predicted .cvsp-name', { hasText: 'Sequential, predicted' }).waitFor();
  await page.locator('#bad .cvsp-box > canvas').waitFor();
  assert.deepEqual(await member('predicted'), [0.042, 0.06]);
});

test('a recording, or its reader, that could not be had is asked for again where its figure is next reached', async (t) => {
  if (lacks(t, 'requests')) return;
  for (const [name, why] of [
    ['run.json', 'the recording run.json did not load: 503 Service Unavailable'],
    ['recordings', 'the reader of recordings did not load: Loading chunk '],
  ] as const) {
    let isThere = false;
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Recordings</title>
      <link rel="icon" href="data:,"><link rel="stylesheet" href="css/cvsp/animations.css">
      <div id="recorded" data-cvsp='{ "trace": "run.json" }'></div><div style="height: 3000px"></div>
      <script src="js/cvsp/animations.js"></script></html>`;
    const { url } = await serve(['dist/embed'], {
      files: { ...FILES, 'index.html': html },
      status: (file) => (file.includes(name) && !isThere ? 503 : undefined),
    });
    const page = await openWithClock(openPage, t, url, {
      viewport: { width: 800, height: 900 },
      expectedErrors: [/status of 503/],
    });
    await page.locator('#recorded .cvsp-error').waitFor();
    assert.ok((await error(page, 'recorded'))!.startsWith(`This figure cannot be shown: ${why}`));
    isThere = true;
    await page.evaluate(() => scrollTo(0, 2500));
    await settle(page);
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator('#recorded .cvsp-box > canvas').waitFor();
  }
});
