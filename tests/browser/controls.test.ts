import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { LEAD, STAY } from '../../www/group/playhead.ts';
import { instantsOf } from '../../www/run/instants.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { simulatePreset } from '../support/simulator.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { FRAME, holdAll, pending, settle, showMore } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { openPlaying, type Post } from './support/post.ts';
import { expectedAt, litTiles, readTiles } from './support/tiles.ts';

const openPage = withBrowser();
const viewport = { width: 800, height: 900 };

const ROW = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];

const open = (t: TestContext, content: Post, options: PageOptions = {}) =>
  openPlaying(openPage, t, content, { viewport, ...options });

async function assertShows(page: Page, ids: readonly string[], time: number, message = ''): Promise<void> {
  for (const id of ids) {
    const seen = (await readTiles(page, id, 4, 4)).map(({ state }) => state);
    // The border of a load that has just begun is not visible yet.
    const expected = expectedAt(simulatePreset(id), time).map(({ state, part }, tile) =>
      state === 'load' && part < 0.005 ? seen[tile]! : state,
    );
    assert.deepEqual(seen, expected, `${id} at ${time} ms ${message}`);
  }
}

function assertPaused(page: Page): Promise<void> {
  return pending(page).then((waiting) => assert.deepEqual(waiting, { frames: 0, timers: 0 }));
}

const PANELS = ['Lanes', 'Numbers', 'In words', 'Code'];

const button = (page: Page, name: string) => page.locator('.cvsp-dock').getByRole('button', { name, exact: true });

test('the keys step from event to event, in both directions, and to the start and the end', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'] });
  const instants = instantsOf([makeSeekable(simulatePreset('coroutine-ideal'))]);
  await page.locator('.cvsp-slider').focus();
  await page.keyboard.press('Home');
  await assertPaused(page);
  await assertShows(page, ['coroutine-ideal'], 0);
  for (const time of instants.slice(1, 8)) {
    await page.keyboard.press('.');
    assert.equal(await page.locator('.cvsp-slider').getAttribute('aria-valuenow'), String(time / 1000));
    await assertShows(page, ['coroutine-ideal'], time, 'after a step on');
  }
  for (const time of instants.slice(0, 7).reverse()) {
    await page.keyboard.press(',');
    await assertShows(page, ['coroutine-ideal'], time, 'after a step back');
  }
  await page.keyboard.press('End');
  await assertShows(page, ['coroutine-ideal'], instants.at(-1)!);
  await page.keyboard.press(',');
  await assertShows(page, ['coroutine-ideal'], instants.at(-2)!);
});

test('space plays and pauses, arrows move by a part of the run, and < and > change the speed', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'] });
  const { makespan } = simulatePreset('coroutine-ideal');
  await page.locator('.cvsp-slider').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await assertShows(page, ['coroutine-ideal'], 0.02 * makespan);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await assertShows(page, ['coroutine-ideal'], 0.22 * makespan);
  await page.keyboard.press('ArrowLeft');
  await assertShows(page, ['coroutine-ideal'], 0.2 * makespan);

  await page.keyboard.press('Home');
  await page.keyboard.press('>');
  await page.keyboard.press('>');
  assert.equal(await page.locator('.cvsp-do-speed').inputValue(), '4');
  await page.keyboard.press('Space');
  assert.equal((await pending(page)).frames, 1);
  // The first frame only sets the start time.
  await page.clock.runFor(101 * FRAME);
  await page.keyboard.press('Space');
  await assertPaused(page);
  await assertShows(page, ['coroutine-ideal'], 4 * 100 * FRAME);
  for (let press = 0; press < 6; press++) await page.keyboard.press('<');
  assert.equal(await page.locator('.cvsp-do-speed').inputValue(), '0.25');
});

test('a figure handles keys only while it has the focus, and leaves all other keys to the page', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'] });
  await page.evaluate(() => document.documentElement.style.setProperty('scroll-behavior', 'auto'));
  const prevented = (key: string) =>
    page.evaluate((key) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
      return event.defaultPrevented;
    }, key);
  for (const key of [' ', 'ArrowLeft', 'Home', 'End', '.', 'PageDown', 'ArrowDown']) {
    assert.equal(await prevented(key), false, `${key} without the focus`);
  }
  assert.equal((await pending(page)).frames, 1);
  await page.locator('.cvsp-slider').focus();
  for (const key of ['Tab', 'Escape', 'a', 'Enter']) {
    assert.equal(await prevented(key), false, `${key} with the focus`);
  }
  for (const key of [' ', 'ArrowLeft', 'Home', 'End', '.', 'PageDown', 'ArrowUp']) {
    assert.equal(await prevented(key), true, `${key} is used`);
  }
});

test('the keyboard reaches every control: the slider is one tab stop, the buttons are another', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'], html: '<a href="#after">After</a>' });
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
  const stops: (string | null | undefined)[] = [];
  await showMore(page);
  await page.keyboard.press('Tab');
  stops.push(await focused());
  await page.keyboard.press('Tab');
  for (let press = 0; press < 12; press++) {
    stops.push(await focused());
    await page.keyboard.press('ArrowRight');
  }
  const names = [
    'Pause',
    'Speed',
    'To the event before',
    'To the next event',
    'From the start',
    'Loop',
    'Pause all figures',
    'Full screen',
    'More',
    'Lanes',
    'Numbers',
    'In words',
  ];
  assert.deepEqual(stops, ['Time', ...names]);
  // From the last one, the arrow leads to the first.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await assertPaused(page);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'After');
});

test('the thumb can be dragged, and a click on a picture pauses and plays', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'] });
  const { makespan } = simulatePreset('coroutine-ideal');
  const box = (await page.locator('.cvsp-slider').boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 20, y);
  await page.mouse.down();
  for (const part of [0.1, 0.8, 0.25, 0.5]) {
    await page.mouse.move(box.x + part * box.width, y);
    await assertShows(page, ['coroutine-ideal'], part * makespan);
  }
  // The drag continues past the end of the slider, and above it.
  await page.mouse.move(viewport.width - 1, y + 200);
  await assertShows(page, ['coroutine-ideal'], makespan);
  await page.mouse.move(box.x + 0.5 * box.width, y + 200);
  await page.mouse.up();
  await page.mouse.move(box.x, y + 200);
  await assertShows(page, ['coroutine-ideal'], 0.5 * makespan, 'after it was let go');
  await assertPaused(page);

  await page.locator('#coroutine-ideal .cvsp-box > canvas').click();
  assert.equal((await pending(page)).frames, 1);
  await page.locator('#coroutine-ideal .cvsp-box > canvas').click();
  await assertPaused(page);
});

test('the buttons do what they say', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'] });
  const instants = instantsOf([makeSeekable(simulatePreset('coroutine-ideal'))]);
  await page.locator('#coroutine-ideal').hover();
  await button(page, 'Pause').click();
  await assertPaused(page);
  await showMore(page);
  await button(page, 'From the start').click();
  await button(page, 'Pause').click();
  await assertShows(page, ['coroutine-ideal'], 0);
  await button(page, 'To the next event').click();
  await button(page, 'To the next event').click();
  await assertShows(page, ['coroutine-ideal'], instants[2]!);
  await button(page, 'To the event before').click();
  await assertShows(page, ['coroutine-ideal'], instants[1]!);
  await page.locator('.cvsp-do-speed').selectOption('16');
  await button(page, 'Play').click();
  await page.clock.runFor(11 * FRAME);
  await button(page, 'Pause').click();
  await assertShows(page, ['coroutine-ideal'], instants[1]! + 16 * 10 * FRAME);
});

test('without its loop a run stops at its end, leaves no callback, and plays again from the start', async (t) => {
  const page = await open(t, { figures: ['parallel-ideal'] });
  const { makespan } = simulatePreset('parallel-ideal');
  await page.locator('#parallel-ideal').hover();
  await showMore(page);
  assert.equal(await button(page, 'Loop').getAttribute('aria-pressed'), 'true');
  await button(page, 'Loop').click();
  assert.equal(await button(page, 'Loop').getAttribute('aria-pressed'), 'false');
  await page.clock.runFor(makespan + 60_000);
  await assertShows(page, ['parallel-ideal'], makespan);
  await assertPaused(page);
  await button(page, 'Play').click();
  await page.clock.runFor(FRAME);
  await assertShows(page, ['parallel-ideal'], 0);
});

test('a group has one set of controls, as wide as the row, and one moment', async (t) => {
  const page = await open(t, { figures: ROW });
  const docks = page.locator('.cvsp-dock');
  assert.equal(await docks.count(), 1);
  const dock = (await docks.boundingBox())!;
  const boxes = await Promise.all(
    ROW.map(async (id) => (await page.locator(`#${id} .cvsp-box > canvas`).boundingBox())!),
  );
  assert.ok(Math.abs(dock.x - boxes[0]!.x) < 1);
  assert.ok(Math.abs(dock.x + dock.width - boxes[2]!.x - boxes[2]!.width) < 1);

  // The keys work on any of its figures, and step through the events of all.
  await page.locator(`#${ROW[2]} .cvsp-box > canvas`).click();
  await page.keyboard.press('Home');
  const instants = instantsOf(ROW.map((id) => makeSeekable(simulatePreset(id))));
  for (const time of instants.slice(1, 6)) {
    await page.keyboard.press('.');
    await assertShows(page, ROW, time);
  }
  await assertPaused(page);
});

test('play, speed and panels are always seen, and the other buttons while one of their figures is hovered, touched or focused', async (t) => {
  if (lacks(t, 'touch')) return;
  const page = await open(t, { figures: ROW, html: '<p id="text">Text</p>' }, { hasTouch: true });
  const shown = async () =>
    (await page.locator('.cvsp-do-loop').evaluate((button) => {
      for (const animation of button.getAnimations()) animation.finish();
      return getComputedStyle(button).opacity;
    })) === '1';
  for (const name of ['Pause', 'Speed', 'Lanes', 'Numbers', 'In words', 'Code']) {
    const control = page.locator('.cvsp-toolbar').getByLabel(name, { exact: true });
    assert.equal(await control.evaluate((one) => getComputedStyle(one).opacity), '1', name);
    if (PANELS.includes(name)) assert.equal(await control.innerText(), name);
  }
  await page.mouse.move(5, 890);
  assert.equal(await shown(), false);
  await page.locator(`#${ROW[1]}`).hover();
  assert.equal(await shown(), true);
  await page.mouse.move(5, 890);
  assert.equal(await shown(), false);
  await page.keyboard.press('Tab');
  assert.equal(await shown(), true);
  await page.locator(`#${ROW[0]}`).hover();
  await page.mouse.move(5, 890);
  assert.equal(await shown(), true, 'the slider has the focus still');
  await page.locator('.cvsp-slider').evaluate((slider) => slider.blur());
  assert.equal(await shown(), false);
  await page.touchscreen.tap(400, 100);
  assert.equal(await shown(), true);
  assert.equal((await pending(page)).frames, 1, 'a touch does not pause');
  await page.locator('#text').tap();
  assert.equal(await shown(), false);
});

test('a finger on the slider seeks sideways, and scrolls the page up and down', async (t) => {
  if (lacks(t, 'cdp')) return;
  const page = await open(t, { figures: ['coroutine-ideal'] }, { hasTouch: true });
  const { makespan } = simulatePreset('coroutine-ideal');
  const box = (await page.locator('.cvsp-slider').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await touch('touchStart', { x, y });
  await touch('touchMove', { x: x - 30, y });
  await touch('touchMove', { x: box.x + 0.25 * box.width, y });
  await touch('touchEnd');
  await assertShows(page, ['coroutine-ideal'], 0.25 * makespan);
  assert.equal(await page.evaluate(() => scrollY), 0);

  await touch('touchStart', { x, y });
  for (let move = 1; move <= 10; move++) await touch('touchMove', { x, y: y - 20 * move });
  await touch('touchEnd');
  await settle(page);
  assert.ok((await page.evaluate(() => scrollY)) > 50, 'the page was scrolled');
});

test('seeking to a moment shows the same pixels as playing to it', async (t) => {
  for (const id of ['coroutine-ideal', 'time-slices', 'large-left']) {
    const { makespan } = simulatePreset(id);
    const times = Array.from({ length: 12 }, (_, i) => FRAME * Math.round((((i * 0.618034) % 1) * makespan) / FRAME));
    const links = times.map((time) => `<a href="#${id}" data-cvsp-at="${time}ms">${time}</a>`).join(' ');
    const html = `<div id="${id}" data-cvsp='{ "pace": "even" }'></div>${links}`;
    const page = await open(t, { html, css: 'a { position: fixed; top: 0 }' });
    const pixels = () =>
      page.evaluate((id) => document.querySelector<HTMLCanvasElement>(`#${id} canvas`)!.toDataURL(), id);
    const played = new Map<number, string>();
    let now = 0;
    for (const time of [...times].sort((a, b) => a - b)) {
      await page.clock.runFor(time - now);
      now = time;
      played.set(time, await pixels());
    }
    await holdAll(page);
    for (const time of times) {
      await page.evaluate((time) => document.querySelector<HTMLElement>(`a[data-cvsp-at="${time}ms"]`)!.click(), time);
      assert.equal(await pixels(), played.get(time), `${id} at ${time} ms`);
    }
  }
});

test('a link plays to its moment, stays there with what it means lit, and goes on; the page scrolls only if it must', async (t) => {
  const html = `<a id="go" href="#coroutine-ideal" data-cvsp-at="4.2s">4.2 s</a>
    <div style="height: 3000px"></div><a id="far" href="#coroutine-ideal" data-cvsp-at="50%">half</a>`;
  const page = await open(t, { figures: ['coroutine-ideal'], html });
  const { makespan } = simulatePreset('coroutine-ideal');
  // Some drivers scroll the page when they click.
  await page.locator('#go').focus();
  await page.keyboard.press('Enter');
  await page.clock.runFor(LEAD + FRAME);
  await assertShows(page, ['coroutine-ideal'], 4200);
  await page.clock.runFor(STAY - 2 * FRAME);
  await assertShows(page, ['coroutine-ideal'], 4200);
  await page.clock.runFor(1500);
  assert.ok(Number(await page.locator('[role=slider]').getAttribute('aria-valuenow')) > 4.2, 'it goes on');
  assert.deepEqual(await page.evaluate(() => [scrollY, location.hash]), [0, '']);
  await holdAll(page);
  await page.locator('#far').scrollIntoViewIfNeeded();
  await settle(page);
  await page.locator('#far').click();
  await settle(page);
  assert.equal(await page.evaluate(() => location.hash), '', 'no router sees the click');
  await assertShows(page, ['coroutine-ideal'], makespan / 2);
  assert.ok((await page.locator('#coroutine-ideal .cvsp-box > canvas').boundingBox())!.y >= 0, 'the figure is in view');
});

test('a link with an invalid moment reports it, and works as a plain link', async (t) => {
  const html = '<a href="#coroutine-ideal" data-cvsp-at="soon">soon</a>';
  const page = await open(t, { figures: ['coroutine-ideal'], html }, { expectedErrors: [/^console: cvsp: /] });
  const message = page.waitForEvent('console');
  await page.locator('a').click();
  assert.match(
    (await message).text(),
    /^cvsp: data-cvsp-at is "soon"; it must be a moment such as "4.2s", "800ms", "1.5min", "50%", "start" or "end"/,
  );
  assert.equal(await page.evaluate(() => location.hash), '#coroutine-ideal');
  assert.equal((await pending(page)).frames, 1, 'it plays on');
});

test('a link for a state highlights the tiles in that state', async (t) => {
  const html = `<a href="#coroutine-ideal" data-cvsp-at="4.2s">go</a>
    <p><a href="#coroutine-ideal" data-cvsp-state="ready">ready</a> <span data-cvsp-state="load">loading</span></p>`;
  const page = await open(t, { figures: ['coroutine-ideal'], html });
  await holdAll(page);
  await page.locator('a[data-cvsp-at]').click();
  const states = expectedAt(simulatePreset('coroutine-ideal'), 4200).map(({ state }) => state);
  const lit = () => litTiles(page, 'coroutine-ideal');
  assert.equal(await lit(), null);
  for (const [selector, state] of [
    ['[data-cvsp-state=ready]', 'ready'],
    ['[data-cvsp-state=load]', 'load'],
  ]) {
    await page.locator(selector!).hover();
    assert.deepEqual(
      await lit(),
      states.map((seen) => seen === state),
      state,
    );
  }
  await page.mouse.move(790, 890);
  assert.equal(await lit(), null);
  await page.locator('a[data-cvsp-state]').focus();
  assert.deepEqual(
    await lit(),
    states.map((seen) => seen === 'ready'),
  );
});

test('a link to an event lights what it is about while the figure stays, and one to a state goes where there is one', async (t) => {
  const html = `<a id="event" href="#coroutine-ideal" data-cvsp-at="first ready">one waits</a>
    <a id="state" href="#coroutine-ideal" data-cvsp-state="finished">done</a>`;
  const page = await open(t, { figures: ['coroutine-ideal'], html });
  const { kinds, kind, start, makespan } = simulatePreset('coroutine-ideal');
  const first = start[kind.findIndex((number) => kinds[number] === 'ready')]!;
  const lit = () => litTiles(page, 'coroutine-ideal');
  await page.evaluate(() => document.getElementById('event')!.click());
  assert.equal(await lit(), null, 'it is on its way');
  await page.clock.runFor(LEAD + FRAME);
  await assertShows(page, ['coroutine-ideal'], first);
  assert.deepEqual(
    await lit(),
    expectedAt(simulatePreset('coroutine-ideal'), first).map(({ state }) => state === 'ready'),
  );
  await page.clock.runFor(STAY + FRAME);
  assert.equal(await lit(), null, 'it goes on');

  await page.clock.runFor(1000);
  await page.evaluate(() => document.getElementById('state')!.click());
  await page.clock.runFor(LEAD + FRAME);
  await assertShows(page, ['coroutine-ideal'], makespan);
  assert.deepEqual(await lit(), Array(16).fill(true));
});

test('a step says what has happened, and a tile that is pointed at what it is doing', async (t) => {
  const page = await open(t, { figures: ['coroutine-ideal'] });
  // The tiles are loaded in this order, which readers count from 1.
  const { kinds, kind, task, end } = simulatePreset('coroutine-ideal');
  const loads = [...kind.keys()].filter((span) => kinds[kind[span]!] === 'load').sort((a, b) => end[a]! - end[b]!);
  const [first, second] = loads.map((span) => task[span]!) as [number, number];
  const told = page.locator('.cvsp-told');
  assert.equal(await told.getAttribute('role'), 'status');
  await page.locator('.cvsp-slider').focus();
  for (const [key, text] of [
    ['Home', ''],
    ['.', `Tile ${first + 1} is loaded and begins to render.`],
    ['.', `Tile ${second + 1} is loaded and stands in line for the core.`],
    [' ', ''],
  ] as const) {
    await page.keyboard.press(key);
    await told.filter({ hasText: text || /^$/ }).waitFor({ state: 'attached' });
    assert.equal(await told.textContent(), text, key);
  }
  const box = (await page.locator('#coroutine-ideal .cvsp-box > canvas').boundingBox())!;
  await page.keyboard.press(' ');
  await page.mouse.move(
    box.x + ((second % 4) + 0.5) * (box.width / 4),
    box.y + (Math.floor(second / 4) + 0.5) * (box.height / 4),
  );
  assert.equal(await page.locator('.cvsp-tip').innerText(), `Tile ${second + 1}: ready`);
  await page.mouse.move(5, 890);
  assert.equal(await page.locator('.cvsp-tip').count(), 0);
});

test('markers name moments on the slider', async (t) => {
  const html = `<div id="coroutine-ideal" data-cvsp-markers='{"50%": "half way", "2s": "two seconds"}'></div>`;
  const page = await open(t, { html });
  const { makespan } = simulatePreset('coroutine-ideal');
  await page.locator('#coroutine-ideal').hover();
  const slider = (await page.locator('.cvsp-slider').boundingBox())!;
  const marks = page.locator('.cvsp-marker');
  assert.deepEqual(await marks.evaluateAll((all) => all.map((mark) => (mark as HTMLElement).title)), [
    'half way · 9.7 s',
    'two seconds · 2.0 s',
  ]);
  const mark = (await marks.first().boundingBox())!;
  assert.ok(Math.abs(mark.x + mark.width / 2 - slider.x - slider.width / 2) < 1);
  // A click anywhere on the marker goes to exactly its moment.
  await page.mouse.click(mark.x + 3, mark.y + 5);
  await assertShows(page, ['coroutine-ideal'], makespan / 2);
});

test('the table counts what the tiles show, and has the results when the run is finished', async (t) => {
  const html = `<a href="#all-ideal-left" data-cvsp-at="10s">10 s</a> <a href="#all-ideal-left" data-cvsp-at="end">end</a>`;
  const page = await open(t, { figures: ROW, html });
  await page.locator(`#${ROW[0]}`).hover();
  await button(page, 'Numbers').click();
  const rows = () =>
    page
      .locator('.cvsp-numbers tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent).join(' | ')));
  await page.locator('.cvsp-numbers').waitFor();
  await holdAll(page);
  await page.locator('a', { hasText: '10 s' }).click();
  assert.deepEqual(await rows(), [
    ' | Sequential | Coroutines | Threads',
    'time | 10.0 s | 10.0 s | 7.7 s',
    'finished | 2 of 16 | 7 of 16 | 16 of 16',
    'in flight | 1 of 1 | 9 of 16 | 0 of 16',
    'running | 0 of 1 | 1 of 1 | 0 of 16',
    'cores in use | 20 % | 81 % | 14 %',
    'speed-up |  |  | 10.6×',
    'in line | 0 ms | 63.6 s | 0 ms',
    'overhead | 0 ms | 0 ms | 0 ms',
    'most in flight | 1 | 16 | 16',
  ]);
  await page.locator('a', { hasText: 'end' }).click();
  assert.deepEqual(await rows(), [
    ' | Sequential | Coroutines | Threads',
    'time | 81.5 s | 19.4 s | 7.7 s',
    'finished | 16 of 16 | 16 of 16 | 16 of 16',
    'in flight | 0 of 1 | 0 of 16 | 0 of 16',
    'running | 0 of 1 | 0 of 1 | 0 of 16',
    'cores in use | 21 % | 90 % | 14 %',
    'speed-up | 1.00× | 4.2× | 10.6×',
    'in line | 0 ms | 101.4 s | 0 ms',
    'overhead | 0 ms | 0 ms | 0 ms',
    'most in flight | 1 | 16 | 16',
  ]);
  const bold = await page.locator('.cvsp-differs th').allTextContents();
  assert.deepEqual(bold, ['time', 'cores in use', 'speed-up', 'in line', 'most in flight']);
  await button(page, 'Numbers').click();
  assert.equal(await page.locator('.cvsp-numbers').count(), 0);
});
