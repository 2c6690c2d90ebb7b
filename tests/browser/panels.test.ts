import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { simulatePreset } from '../support/simulator.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { holdAll, settle } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { openPlaying, type Post } from './support/post.ts';
import { expectedAt, litTiles } from './support/tiles.ts';

const openPage = withBrowser();
const viewport = { width: 1000, height: 1400 };

const ROW = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];

const open = (t: TestContext, content: Post, options: PageOptions = {}) =>
  openPlaying(openPage, t, content, { viewport, ...options });

async function openPanel(page: Page, id: string, name: string): Promise<void> {
  await page.locator(`#${id}`).hover();
  await page.locator('.cvsp-dock').getByRole('button', { name, exact: true }).click();
  await page.locator(`.cvsp-panels > [class^=cvsp-${name.toLowerCase()}]`).waitFor();
}

function stateOf(id: string, time: number): string[] {
  return expectedAt(simulatePreset(id), time).map(({ state }) => state);
}

const at = (id: string, ...times: string[]) =>
  times.map((time) => `<a href="#${id}" data-cvsp-at="${time}">${time}</a>`).join(' ');

/** Returns each marked line of a listing, and the number of tasks that it shows. */
function marks(page: Page, member = 0): Promise<[line: string, count: number][]> {
  return page
    .locator('.cvsp-code-listing')
    .nth(member)
    .locator('.cvsp-code-marked')
    .evaluateAll((lines) =>
      lines.map((line) => {
        const label = line.querySelector('button')!.ariaLabel!;
        return [line.querySelector('code')!.textContent!.trim(), Number(/(\d+) here$/.exec(label)![1])];
      }),
    );
}

test('the listing shows how many tasks are on each line at the current moment', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'], html: at('coroutine-ideal', '0s', '6s', '12s', 'end') });
  await openPanel(page, 'coroutine-ideal', 'Code');
  await holdAll(page);
  for (const time of [0, 6000, 12_000]) {
    await page.locator('a', { hasText: `${time / 1000}s` }).click();
    const states = stateOf('coroutine-ideal', time);
    const waiting = states.filter((state) => state === 'load' || state === 'ready').length;
    const rendering = states.filter((state) => state === 'render').length;
    assert.deepEqual(
      await marks(page),
      [
        ['data = await load_async(tile)', waiting],
        ['return render(data)', rendering],
        ['print(*await asyncio.gather(*tiles))', 0],
      ],
      `at ${time} ms`,
    );
  }
  await page.locator('a', { hasText: 'end' }).click();
  assert.deepEqual(
    (await marks(page)).map(([, count]) => count),
    [0, 0, 0],
  );
});

test('a line that is pointed at or chosen highlights its tiles, and a tile highlights its line', async (t) => {
  // The last button of a row as wide as the window would lie beneath WebKit's scrollbar, which takes its clicks.
  const css = 'main { margin: 0 20px }';
  const page = await open(t, { figures: ROW, html: at('all-ideal-middle', '4.2s'), css });
  await openPanel(page, 'all-ideal-left', 'Code');
  await holdAll(page);
  await page.locator('a').click();
  const states = stateOf('all-ideal-middle', 4200);
  const waiting = states.map((state) => state === 'load' || state === 'ready');
  const line = page.locator('.cvsp-code-listing').nth(1).locator('.cvsp-code-marked').first();

  await line.hover();
  assert.deepEqual(await litTiles(page, 'all-ideal-middle'), waiting);
  assert.deepEqual(await litTiles(page, 'all-ideal-right'), Array(16).fill(false), 'the line is of one program');
  await page.mouse.move(5, 1390);
  assert.equal(await litTiles(page, 'all-ideal-middle'), null);

  // The keyboard chooses a line until it chooses it again.
  await line.locator('button').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await litTiles(page, 'all-ideal-middle'), waiting);
  await page.keyboard.press('.');
  assert.notEqual(await litTiles(page, 'all-ideal-middle'), null, 'it stays chosen from moment to moment');
  await line.locator('button').focus();
  await page.keyboard.press('Enter');
  assert.equal(await litTiles(page, 'all-ideal-middle'), null);

  await page.locator('a').click();
  const tile = states.indexOf('render');
  const box = (await page.locator('#all-ideal-middle .cvsp-box > canvas').first().boundingBox())!;
  const side = box.width / 4;
  await page.mouse.move(box.x + ((tile % 4) + 0.5) * side, box.y + (Math.floor(tile / 4) + 0.5) * side);
  const lit = page.locator('.cvsp-code-listing').nth(1).locator('.cvsp-code-lit');
  assert.deepEqual(await lit.allInnerTexts(), ['    return render(data)']);
});

test('the strip of cores is filled as far as time has gone by, and a tap unfolds it into the lanes', async (t) => {
  const page = await open(t, { figures: ROW });
  const strip = page.locator('.cvsp-strip');
  assert.equal(await strip.count(), 3);
  const bars = await strip.evaluateAll((all) =>
    all.map((strip) => [...strip.querySelectorAll<HTMLElement>('i')].map((ink) => ink.dataset['state'])),
  );
  // A loop and threads wait with their tiles; the core of coroutines only renders.
  assert.deepEqual(bars, [['render', 'load'], ['render'], ['render', 'load']]);

  await page.locator('.cvsp-slider').focus();
  /** How many columns of each strip have a bar in them, of a hundred. */
  const filled = async (key: string) => {
    await page.keyboard.press(key);
    await settle(page);
    return strip.locator('canvas').evaluateAll((all) =>
      (all as HTMLCanvasElement[]).map((canvas) => {
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
        const isFilled = (x: number) =>
          Array.from({ length: height }, (_, y) => data[4 * (y * width + x) + 3]).some(Boolean);
        return Array.from({ length: 100 }, (_, i) => Math.floor(((i + 0.5) * width) / 100)).filter(isFilled).length;
      }),
    );
  };
  assert.deepEqual(await filled('Home'), [0, 0, 0]);
  const total = simulatePreset(ROW[0]!).makespan;
  const [loop, coroutines, threads] = await filled('End');
  assert.equal(loop, 100, 'the loop takes all of the time');
  const works = simulatePreset(ROW[1]!);
  const busy = (100 * works.measures.utilisation * works.makespan) / total;
  assert.ok(Math.abs(coroutines! - busy) <= 2, `${coroutines} columns of ${busy}`);
  const last = (100 * simulatePreset(ROW[2]!).makespan) / total;
  assert.ok(Math.abs(threads! - last) <= 1, `${threads} columns of ${last}`);
  // A key moves by a fiftieth.
  assert.equal((await filled('ArrowLeft'))[0], 98);
  // From wherever a moment is come to, the strip shows the same.
  const urls = () =>
    strip.locator('canvas').evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
  for (let key = 1; key < 45; key++) await page.keyboard.press('ArrowLeft');
  await settle(page);
  const fromTheEnd = await urls();
  await filled('Home');
  for (let key = 0; key < 5; key++) await filled('ArrowRight');
  assert.deepEqual(await urls(), fromTheEnd);

  await strip.nth(1).click();
  await page.locator('.cvsp-lanes-panel').waitFor();
  await strip.nth(1).click();
  assert.equal(await page.locator('.cvsp-lanes-panel').count(), 0);
});

test('an author sets the first language of a listing, and the reader’s choice is kept', async (t) => {
  const html = `<div id="coroutine-ideal" data-cvsp='{ "code": "rust" }'></div>`;
  const page = await open(t, { html });
  await page.locator('.cvsp-code').waitFor();
  const file = page.locator('.cvsp-code-file');
  assert.equal(await file.textContent(), 'coroutines.rs');
  await page.getByRole('button', { name: 'JavaScript', exact: true }).click();
  assert.equal(await file.textContent(), 'coroutines.js');
  await page.reload();
  await page.locator('.cvsp-code').waitFor();
  assert.equal(await file.textContent(), 'coroutines.js');
});

test('a loop that takes turns is shown in Python and Rust, and it says why not in JavaScript', async (t) => {
  const html = `<div id="coroutine-ideal" data-cvsp='{ "turns": true, "code": "javascript" }'></div>`;
  const page = await open(t, { html });
  await page.locator('.cvsp-code').waitFor();
  const languages = page.locator('.cvsp-code-languages button');
  assert.deepEqual(await languages.allTextContents(), ['Python', 'Rust']);
  assert.equal(await page.locator('.cvsp-code-file').textContent(), 'coroutines.py');
  assert.equal(
    await page.locator('.cvsp-code-note').textContent(),
    'Not in JavaScript: its tasks take no turns. Each begins as soon as another gives way.',
  );
});

test('panels can be open from the start, and stay open when another figure joins the group', async (t) => {
  const html = `<div id="all-ideal-left" data-cvsp='{ "numbers": true }'></div><div id="all-ideal-right"></div>`;
  const page = await open(t, { html });
  await page.locator('.cvsp-panels > .cvsp-numbers').waitFor();
  const heads = () => page.locator('.cvsp-numbers thead th').allTextContents();
  assert.deepEqual(await heads(), ['Sequential', 'Threads']);
  await page.evaluate(() => {
    const element = document.createElement('div');
    element.id = 'all-ideal-middle';
    document.querySelector('#all-ideal-left')!.after(element);
  });
  await page.locator('#all-ideal-middle .cvsp-box > canvas').waitFor();
  await page.locator('.cvsp-numbers th', { hasText: 'Coroutines' }).waitFor();
  assert.deepEqual(await heads(), ['Sequential', 'Coroutines', 'Threads']);
});

/** Returns the middle of a task's span on the lanes of slots, and the span. */
async function spanOf(page: Page, id: string, task: number, kind: string) {
  const run = simulatePreset(id);
  const span = run.task.findIndex((of, i) => of === task && run.kinds[run.kind[i]!] === kind);
  const box = (await page.locator('.cvsp-lanes-all').first().boundingBox())!;
  const [start, end] = [run.start[span]!, run.end[span]!];
  return {
    x: box.x + (((start + end) / 2) * box.width) / run.makespan,
    y: box.y + ((run.slot[span]! + 0.5) * box.height) / run.slots,
    start,
    end,
  };
}

const only = (task: number) => Array.from({ length: 16 }, (_, tile) => tile === task);

/** Counts the pixels of the lanes that are highlighted. */
const litLanes = (page: Page) =>
  page
    .locator('.cvsp-lanes-lit')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    });

test('a span that is pointed at highlights its tile and is described; a tile highlights its spans', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'], html: at('coroutine-ideal', '6s') });
  await holdAll(page);
  await page.locator('a').click();
  await openPanel(page, 'coroutine-ideal', 'Lanes');
  await settle(page);
  const words = { load: 'loading', ready: 'ready', render: 'rendering' };
  for (const [task, kind] of [
    [0, 'load'],
    [5, 'ready'],
    [15, 'render'],
  ] as const) {
    const { x, y, start, end } = await spanOf(page, 'coroutine-ideal', task, kind);
    await page.mouse.move(x, y);
    assert.deepEqual(await litTiles(page, 'coroutine-ideal'), only(task));
    const times = [start, end].map((time) => `${(time / 1000).toFixed(2)} s`).join(' – ');
    assert.equal(
      await page.locator('.cvsp-lanes-readout').textContent(),
      `Tile ${task + 1} · ${words[kind]} · ${times} · coroutine ${task}`,
    );
  }
  await page.mouse.move(5, 1390);
  assert.equal(await litTiles(page, 'coroutine-ideal'), null);
  assert.equal(await litLanes(page), 0);

  const box = (await page.locator('#coroutine-ideal .cvsp-box > canvas').first().boundingBox())!;
  await page.mouse.move(box.x + box.width / 8, box.y + box.height / 8);
  assert.deepEqual(await litTiles(page, 'coroutine-ideal'), only(0));
  assert.ok((await litLanes(page)) > 0);
});

test('a drag on the lanes moves through time, and repaints only the playhead', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'] });
  const { makespan } = simulatePreset('coroutine-ideal');
  await openPanel(page, 'coroutine-ideal', 'Lanes');
  await settle(page);
  await page.evaluate(() => {
    const painted = { lanes: 0 };
    Object.assign(window, { painted });
    const { fillRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillRect = function (...area) {
      if (this.canvas.className.startsWith('cvsp-lanes')) painted.lanes++;
      fillRect.apply(this, area);
    };
  });
  const playhead = page.locator('.cvsp-lanes-playhead').first();
  const lanes = (await page.locator('.cvsp-lanes-all').first().boundingBox())!;
  const place = async () => {
    const { x, width } = (await playhead.boundingBox())!;
    return (x + width / 2 - lanes.x) / lanes.width;
  };
  await page.clock.runFor(makespan / 2);
  assert.ok(Math.abs((await place()) - 0.5) < 0.01, `it is at ${await place()}`);
  assert.equal(await page.evaluate(() => (window as unknown as { painted: { lanes: number } }).painted.lanes), 0);

  const y = lanes.y + lanes.height / 2;
  await page.mouse.move(lanes.x + 0.5 * lanes.width, y);
  await page.mouse.down();
  await page.mouse.move(lanes.x + 0.6 * lanes.width, y);
  await page.mouse.move(lanes.x + 0.25 * lanes.width, y);
  await page.mouse.up();
  assert.ok(Math.abs((await place()) - 0.25) < 0.01, `it is at ${await place()}`);
  const second = Number(await page.locator('.cvsp-slider').getAttribute('aria-valuenow'));
  assert.ok(Math.abs(second - makespan / 4000) < 0.1, `${second} s`);
});

test('up to 64 slots have a lane each, and more are shown as counts of all states', async (t) => {
  const options = (slots: number) =>
    `{ "strategy": "threads", "limit": ${slots}, "grid": [16, 8], "load": [900, 4000], "render": 900, "seed": 3, "lanes": true }`;
  const html = [64, 65].map((slots) => `<div id="of-${slots}" data-cvsp='${options(slots)}'></div>`).join('');
  const page = await open(t, { html });
  await page.locator('#of-65 .cvsp-lanes-panel').waitFor();
  await settle(page);
  const labels = (id: string) => page.locator(`#${id} .cvsp-lanes-which`).allTextContents();
  assert.deepEqual(await labels('of-64'), ['64 threads, each on its own core']);
  assert.deepEqual(await labels('of-65'), ['65 threads, each on its own core: tasks in each state']);
  assert.ok((await page.locator('#of-64 .cvsp-lanes-all').boundingBox())!.height >= 64 * 3, 'they can be told apart');
});

test('a panel that does not load shows an error, and loads when it is opened again', async (t) => {
  if (lacks(t, 'requests')) return;
  const page = await open(t, { figures: ['coroutine-ideal'] }, { expectedErrors: [/Failed to load resource/] });
  await page.route(/cvsp-numbers\.js/, (route) => route.fulfill({ status: 404 }));
  await page.locator('#coroutine-ideal').hover();
  const numbers = page.locator('.cvsp-dock').getByRole('button', { name: 'Numbers', exact: true });
  await numbers.click();
  const failure = page.locator('.cvsp-panels > [role=alert]');
  await failure.waitFor();
  assert.match((await failure.textContent())!, /^This cannot be shown: Loading chunk [\s\S]*cvsp-numbers\.js/);
  await page.unroute(/cvsp-numbers\.js/);
  await numbers.click();
  assert.equal(await failure.count(), 0);
  await numbers.click();
  await page.locator('.cvsp-panels > .cvsp-numbers').waitFor();
});
