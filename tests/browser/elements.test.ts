import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ATTRIBUTES, GOOD_ATTRIBUTES, JSON_FIELDS, messageOf, NOT_JSON } from '../support/bad-input.ts';
import { simulate, simulatePreset } from '../support/simulator.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { FRAME, pending, settle, showMore } from './support/clock.ts';
import { labelOf, labelsOf } from './support/labels.ts';
import { openPlaying } from './support/post.ts';
import { assertShows } from './support/tiles.ts';

const openPage = withBrowser();
const viewport = { width: 900, height: 800 };

const WORK = { grid: [4, 4], load: [1500, 7000], render: [800, 1500, 100], seed: 42 };
const WORK_TEXT = 'grid="4x4" load="1500..7000" render="800..1500/100" seed="42"';
/** The scenario has one task, which is finished after 320 ms; then come a rest, a wipe and a pause of 3 s in all. */
const SHORT = 'strategy="sequential" grid="1x1" load="160" render="160"';

const open = (t: TestContext, html: string, options: PageOptions = {}) =>
  openPlaying(openPage, t, { html }, { viewport, ...options });

const figure = (id: string, attributes: string) => `<cvsp-figure id="${id}" ${attributes}></cvsp-figure>`;

/** Changes the element with an id, and waits until the page has applied the change. */
async function change(page: Page, id: string, attributes: Record<string, string | null>): Promise<void> {
  await page.evaluate(
    ([id, attributes]) => {
      const element = document.getElementById(id)!;
      for (const [name, value] of Object.entries(attributes)) {
        if (value === null) element.removeAttribute(name);
        else element.setAttribute(name, value);
      }
    },
    [id, attributes] as const,
  );
  await settle(page);
}

const docks = (page: Page) =>
  page.locator('.cvsp-dock').evaluateAll((all) => all.map((dock) => dock.getAttribute('aria-label')));
const alerts = (page: Page) =>
  page.locator('[role=alert]').evaluateAll((all) => all.map((alert) => alert.textContent ?? ''));

/** Records every event from now on, with its time; `heard` returns the records and clears them. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = [];
    const start = performance.now();
    Object.assign(window, { heard });
    for (const type of ['cvsp-start', 'cvsp-finish', 'cvsp-seek', 'cvsp-error']) {
      document.addEventListener(type, ({ target, detail }: CustomEventInit & Event) => {
        const words = 'time' in detail ? `at ${detail.time} of ${detail.makespan}` : detail.message;
        heard.push(`${performance.now() - start}: ${type.slice(5)} ${(target as Element).id} ${words}`);
      });
    }
  });
}
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0));

test('an element becomes a figure with the options of its attributes', async (t) => {
  const page = await open(t, figure('a', `strategy="coroutines" limit="8" ${WORK_TEXT}`));
  await page.clock.runFor(4000);
  await assertShows(page, 'a', simulate({ ...WORK, strategy: 'coroutines', limit: 8 }), 4000);
  assert.equal(await page.innerText('#a .cvsp-caption'), 'Coroutines at most 8\n4 of 19.4 s');
  const { width, display } = await page
    .locator('#a')
    .evaluate((element) => ({ width: element.clientWidth, display: getComputedStyle(element).display }));
  assert.deepEqual({ width, display }, { width: 352, display: 'block' });
});

test('elements in the page before they are defined keep room, and use the properties that were set on them', async (t) => {
  const early = `
    <p id="p">After</p>
    <script>
      a.limit = 2;
      window.early = { room: p.offsetTop - a.offsetTop, isKnown: !!customElements.get('cvsp-figure') };
    </script>`;
  const page = await open(t, figure('a', `strategy="threads" ${WORK_TEXT}`) + early);
  const { room, isKnown, now, limit } = await page.evaluate(() => {
    const [a, p] = [document.getElementById('a')!, document.getElementById('p')!];
    const { early } = window as unknown as { early: { room: number; isKnown: boolean } };
    return { ...early, now: p.offsetTop - a.offsetTop, limit: a.getAttribute('limit') };
  });
  assert.deepEqual({ isKnown, limit, now }, { isKnown: false, limit: '2', now: room });
  await page.clock.runFor(4000);
  await assertShows(page, 'a', simulate({ ...WORK, strategy: 'threads', limit: 2 }), 4000);
});

test('attributes are live: a change keeps the moment, the playback, and what a reader has set', async (t) => {
  const page = await open(t, figure('a', `strategy="coroutines" limit="8" ${WORK_TEXT}`));
  await page.clock.runFor(3008);
  await change(page, 'a', { limit: '3' });
  await assertShows(page, 'a', simulate({ ...WORK, strategy: 'coroutines', limit: 3 }), 3008);
  await page.clock.runFor(1008);
  await assertShows(page, 'a', simulate({ ...WORK, strategy: 'coroutines', limit: 3 }), 4016);

  // The reader pauses, changes the speed, and opens a panel.
  await page.locator('#a').hover();
  await page.locator('.cvsp-do-numbers').click();
  await page.locator('.cvsp-numbers').waitFor();
  await page.evaluate(() => {
    const speed = document.querySelector<HTMLSelectElement>('.cvsp-do-speed')!;
    speed.value = '2';
    speed.dispatchEvent(new Event('change'));
  });
  await page.locator('#a .cvsp-box > canvas').first().click();
  await change(page, 'a', { strategy: 'threads', cores: '2', limit: null, label: 'Two cores' });
  const threads = { ...WORK, strategy: 'threads', cores: 2 };
  await assertShows(page, 'a', simulate(threads), 4016);
  await page.clock.runFor(5000);
  await assertShows(page, 'a', simulate(threads), 4016);
  assert.equal(await page.locator('.cvsp-numbers').count(), 1);
  assert.equal(await page.innerText('#a .cvsp-caption'), 'Two cores on 2 cores\n4.0 of 10.9 s');
  await page.evaluate(() => document.querySelector<HTMLElementTagNameMap['cvsp-figure']>('cvsp-figure')!.play());
  await page.clock.runFor(FRAME);
  await page.clock.runFor(1008);
  await assertShows(page, 'a', simulate(threads), 4016 + 2 * 1008);

  // The author changes the shape of the grid, and opens panels.
  await change(page, 'a', { grid: '4x2', lanes: '' });
  await page.locator('.cvsp-lanes-all').first().waitFor();
  const box = (await page.locator('#a .cvsp-box > canvas').first().boundingBox())!;
  assert.equal(Math.round((10 * box.width) / box.height), 20);
  await assertShows(page, 'a', simulate({ ...threads, grid: [4, 2] }), 4016 + 2 * 1008, { columns: 4, rows: 2 });
  await change(page, 'a', { lanes: null });
  assert.equal(await page.locator('.cvsp-panels > *').count(), 1);
});

test('changes in one task of the event loop count as one: no state between them is shown or is an error', async (t) => {
  const page = await open(t, figure('a', `strategy="threads" ${WORK_TEXT}`));
  await listen(page);
  // In a task of the page's own: WebKit's driver has none, and what waits for its end comes after each line.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        window.cvspTest.nativeTimeout(() => {
          const a = document.getElementById('a')!;
          a.setAttribute('tasks', '[{ "load": 100, "render": 200 }]');
          for (const name of ['grid', 'load', 'render', 'seed']) a.removeAttribute(name);
          resolve();
        }),
      ),
  );
  await settle(page);
  assert.deepEqual(await heard(page), []);
  assert.deepEqual(await labelsOf(page), ['Threads: a picture of 1 tile, 0 finished; it takes 300 ms']);
});

test('without a seed, a change keeps the workload, so that two settings can be compared; so does an error', async (t) => {
  const page = await open(t, figure('a', 'strategy="sequential" grid="4x4" load="1000..900000" render="1"'));
  const [before] = await labelsOf(page);
  await change(page, 'a', { strategy: 'threads' });
  assert.notEqual((await labelsOf(page))[0], before);
  await change(page, 'a', { strategy: 'fibers' });
  assert.equal((await alerts(page)).length, 1);
  await change(page, 'a', { strategy: 'sequential' });
  assert.deepEqual(await labelsOf(page), [before]);
});

test('a group shares workload, clock, loop and controls, and its attributes are defaults for its figures', async (t) => {
  const group = `<cvsp-group id="g" grid="4x4" load="1500..7000" render="800..1500/100" seed="42" limit="8">
    <h3>Two ways</h3>
    ${figure('a', 'strategy="coroutines"')}
    ${figure('b', 'strategy="threads" limit="2"')}
  </cvsp-group>`;
  const page = await open(t, group + figure('c', SHORT));
  assert.deepEqual(await docks(page), ['Playback: Coroutines, Threads', 'Playback: Sequential']);
  await page.clock.runFor(4000);
  const at = async (time: number, seed: number, limit: number) => {
    await assertShows(page, 'a', simulate({ ...WORK, strategy: 'coroutines', limit, seed }), time);
    await assertShows(page, 'b', simulate({ ...WORK, strategy: 'threads', limit: 2, seed }), time);
  };
  await at(4000, 42, 8);
  await change(page, 'g', { seed: '7', limit: '4' });
  await at(4000, 7, 4);
  await page.evaluate(() => document.querySelector('cvsp-group')!.seek(6000));
  await at(6000, 7, 4);

  // The figures stand in a row beneath the heading if there is room.
  const places = await page.evaluate(() =>
    ['h3', '#a', '#b'].map((selector) => {
      const { top, left, width } = document.querySelector(selector)!.getBoundingClientRect();
      return { top: Math.round(top), left: Math.round(left), width: Math.round(width) };
    }),
  );
  assert.ok(places[1]!.top > places[0]!.top);
  assert.deepEqual([places[2]!.top, places[2]!.width], [places[1]!.top, places[1]!.width]);
  assert.ok(places[2]!.left > places[1]!.left + places[1]!.width);
});

test('without a seed, the figures of a group have one workload, also those that come later', async (t) => {
  const page = await open(
    t,
    `<cvsp-group id="g" grid="4x4" load="1000..900000" render="1">
      ${figure('a', 'strategy="sequential"')}${figure('b', 'strategy="sequential"')}
    </cvsp-group>${figure('c', 'strategy="sequential" grid="4x4" load="1000..900000" render="1"')}`,
  );
  await page.evaluate(() => {
    const d = document.createElement('cvsp-figure');
    d.strategy = 'sequential';
    document.getElementById('g')!.append(d);
    // A figure that had its own workload gets that of the group.
    document.getElementById('g')!.append(document.getElementById('c')!);
  });
  await settle(page);
  const all = await labelsOf(page);
  assert.equal(all.length, 4);
  assert.equal(new Set(all).size, 1, all.join());
  assert.equal((await docks(page)).length, 1);
});

test('methods work, and events come in their order and at their times', async (t) => {
  const page = await open(
    t,
    `<cvsp-group id="g" grid="1x1" load="160" autoplay="never">
      ${figure('a', 'strategy="sequential" render="160"')}${figure('b', 'strategy="threads" render="480"')}
    </cvsp-group>`,
  );
  await listen(page);
  await page.clock.runFor(1000);
  assert.deepEqual(await heard(page), [], 'it waits to be played');
  type Call = [id: 'g' | 'a', method: 'play' | 'pause' | 'seek' | 'step', argument?: number];
  const call = (...calls: Call[]) =>
    page.evaluate((calls) => {
      for (const [id, method, argument] of calls) {
        document.querySelector<HTMLElementTagNameMap['cvsp-figure']>(`#${id}`)![method](argument!);
      }
    }, calls);

  await call(['g', 'play']);
  await page.clock.runFor(8 * FRAME);
  assert.deepEqual(await heard(page), ['1024: start a at 0 of 640', '1024: start b at 0 of 640']);
  await call(['a', 'pause']);
  await page.clock.runFor(160);
  await call(
    ['a', 'seek', 100.5],
    ['a', 'step', 1],
    ['g', 'step', 2],
    ['g', 'step', -1],
    ['a', 'seek', -5],
    ['a', 'seek', 1e9],
  );
  const seeks = [100.5, 160, 640, 320, 0, 640].flatMap((time) =>
    ['a', 'b'].map((id) => `1288: seek ${id} at ${time} of 640`),
  );
  assert.deepEqual(await heard(page), seeks);

  // The run restarts from its end, in the frame at 1296. Each picture is finished in the first frame after its own time,
  // and again in the next loop, which begins 640 + 3000 later.
  await call(['g', 'play']);
  await page.clock.runFor(4000);
  assert.deepEqual(await heard(page), [
    '1312: start a at 0 of 640',
    '1312: start b at 0 of 640',
    '1616: finish a at 320 of 640',
    '1936: finish b at 640 of 640',
    '4944: start a at 0 of 640',
    '4944: start b at 0 of 640',
    '5264: finish a at 320 of 640',
  ]);
  assert.deepEqual(await pending(page), { frames: 1, timers: 0 });
});

test('a late frame fires all events that it has passed, and a run of 0 ms fires its start and its finish', async (t) => {
  const page = await open(
    t,
    figure('a', SHORT) + figure('b', 'strategy="sequential" line="1" grid="1x1" load="0" render="0"'),
  );
  await listen(page);
  await page.clock.runFor(160);
  assert.deepEqual(await heard(page), ['16: start a at 0 of 320', '16: start b at 0 of 0', '16: finish b at 0 of 0']);
  // This passes the end of one run, at 320, and the pause of 3000 after the other, into its next run.
  await page.clock.fastForward(2900);
  assert.deepEqual(await heard(page), [
    '3060: finish a at 320 of 320',
    '3060: start b at 0 of 0',
    '3060: finish b at 0 of 0',
  ]);
  await page.clock.runFor(272);
  assert.deepEqual(await heard(page), ['3328: start a at 0 of 320']);
  // This passes a whole run and its pause, except for 4 ms. The other has passed more than one loop, which counts once.
  await page.clock.fastForward(3312);
  assert.deepEqual(await heard(page), ['6644: finish a at 320 of 320', '6644: start a at 0 of 320']);
});

test('a page may pause or remove the figure in an event listener', async (t) => {
  const page = await open(t, `<cvsp-group id="g">${figure('a', SHORT)}</cvsp-group>`);
  await page.evaluate(() => {
    const a = document.querySelector<HTMLElementTagNameMap['cvsp-figure']>('#a')!;
    document.getElementById('g')!.addEventListener('cvsp-finish', () => a.pause(), { once: true });
  });
  await page.clock.runFor(1000);
  assert.equal(await page.innerText('#a .cvsp-caption'), 'Sequential\ntook 320 ms');
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
  await page.evaluate(() => {
    const a = document.querySelector<HTMLElementTagNameMap['cvsp-figure']>('#a')!;
    a.addEventListener('cvsp-start', () => a.remove());
    a.play();
  });
  await page.clock.runFor(1000);
  await settle(page);
  assert.equal(await page.locator('.cvsp-box > canvas').count(), 0);
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
});

test('a panel that a reader has closed stays closed when its figures change', async (t) => {
  const group = `<cvsp-group ${WORK_TEXT}>${figure('a', 'strategy="threads" numbers')}${figure('b', 'strategy="sequential"')}</cvsp-group>`;
  const page = await open(t, group);
  await page.locator('.cvsp-numbers').waitFor();
  await page.locator('#a').hover();
  await page.locator('.cvsp-do-numbers').click();
  const panels = () => page.locator('.cvsp-panels > *').count();
  assert.equal(await panels(), 0);
  await change(page, 'a', { limit: '4' });
  await page.evaluate(() => document.getElementById('b')!.remove());
  await settle(page);
  assert.equal(await panels(), 0);
});

test('figures with a drawn workload share it, also if the first figure of their group has a list of tasks', async (t) => {
  const drawn = 'strategy="sequential" grid="4x4" load="1000..900000" render="1"';
  const tasks = `strategy="sequential" tasks='[{ "load": 1, "render": 1 }]'`;
  const page = await open(
    t,
    `<cvsp-group>${figure('a', tasks)}${figure('b', drawn)}${figure('c', drawn)}</cvsp-group>`,
  );
  const [, b, c] = await labelsOf(page);
  assert.equal(b, c);
});

test('figures in plain elements also fire events when a reader uses their controls', async (t) => {
  const page = await openPlaying(openPage, t, { figures: ['parallel-ideal'] }, { viewport });
  const { makespan } = simulatePreset('parallel-ideal');
  await listen(page);
  await page.clock.runFor(2 * FRAME);
  assert.deepEqual(await heard(page), [`${FRAME}: start parallel-ideal at 0 of ${makespan}`]);
  await page.locator('#parallel-ideal .cvsp-box > canvas').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await showMore(page);
  await page.locator('.cvsp-do-restart').click();
  await page.clock.runFor(FRAME);
  await page.clock.runFor(makespan + FRAME);
  assert.deepEqual(await heard(page), [
    `32: seek parallel-ideal at ${makespan} of ${makespan}`,
    `32: seek parallel-ideal at 0 of ${makespan}`,
    `32: seek parallel-ideal at 0 of ${makespan}`,
    `64: start parallel-ideal at 0 of ${makespan}`,
    `${Math.ceil((48 + makespan) / FRAME) * FRAME}: finish parallel-ideal at ${makespan} of ${makespan}`,
  ]);
});

test('methods can be called before the figure is there, and run in their order once it is', async (t) => {
  const page = await open(t, figure('z', SHORT));
  await listen(page);
  const thrown = await page.evaluate(() => {
    const a = document.createElement('cvsp-figure');
    a.id = 'a';
    Object.assign(a, { strategy: 'threads', grid: [2, 2], load: 1000, render: [500, 500] });
    a.seek(1200);
    a.step(1);
    document.querySelector('main')!.append(a);
    a.step(-1);
    try {
      a.seek(Number.NaN);
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing';
  });
  assert.equal(thrown, 'ms is NaN; it must be a number of milliseconds');
  await settle(page);
  assert.deepEqual(
    await heard(page),
    [1200, 1500, 1000].map((time) => `0: seek a at ${time} of 1500`),
  );
  assert.equal(await page.locator('#a').getAttribute('grid'), '2x2');
});

test('a figure that does not start by itself shows what it will become, dimmed, and its controls', async (t) => {
  const page = await open(t, figure('a', `strategy="threads" ${WORK_TEXT} autoplay="never"`));
  await page.clock.runFor(3000);
  const run = simulate({ ...WORK, strategy: 'threads' });
  await assertShows(page, 'a', run, run.makespan);
  assert.equal(await page.locator('#a canvas.cvsp-ahead').count(), 1);
  assert.match((await page.locator('#a .cvsp-box > canvas').getAttribute('aria-label'))!, /tiles, 0 finished/);
  assert.equal(await page.innerText('#a .cvsp-time'), '');
  const toolbar = await page.locator('.cvsp-toolbar').evaluate((bar) => {
    const { opacity, visibility } = getComputedStyle(bar);
    return { opacity, visibility, play: bar.querySelector<HTMLElement>('.cvsp-do-play')!.ariaLabel };
  });
  assert.deepEqual(toolbar, { opacity: '1', visibility: 'visible', play: 'Play' });
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
  await page.locator('.cvsp-do-play').click();
  await page.clock.runFor(FRAME);
  await page.clock.runFor(3008);
  await assertShows(page, 'a', simulate({ ...WORK, strategy: 'threads' }), 3008);
});

test('an element that is removed leaves nothing behind, and one that is moved keeps its moment', async (t) => {
  const page = await open(
    t,
    `<section id="s"></section><cvsp-group id="g" ${WORK_TEXT}>${figure('b', 'strategy="threads"')}</cvsp-group>
     ${figure('a', `strategy="coroutines" line="1" ${WORK_TEXT}`)}`,
  );
  await page.clock.runFor(3008);
  await page.evaluate(() => document.getElementById('s')!.append(document.getElementById('a')!));
  await settle(page);
  await assertShows(page, 'a', simulate({ ...WORK, strategy: 'coroutines' }), 3008);
  await page.clock.runFor(1008);
  await assertShows(page, 'a', simulate({ ...WORK, strategy: 'coroutines' }), 4016);
  // In a group, before the other figure, it gets the group's moment and controls.
  await page.evaluate(() => document.getElementById('g')!.prepend(document.getElementById('a')!));
  await settle(page);
  assert.deepEqual(await docks(page), ['Playback: Coroutines, Threads']);
  assert.equal(await page.locator('#a .cvsp-dock').count(), 1);
  await page.evaluate(() => document.getElementById('b')!.remove());
  await settle(page);
  assert.deepEqual(await docks(page), ['Playback: Coroutines']);
  await assertShows(page, 'a', simulate({ ...WORK, strategy: 'coroutines' }), 4016);
  await page.evaluate(() => {
    const all = [document.getElementById('a')!, document.getElementById('g')!];
    for (const element of all) element.remove();
    Object.assign(window, { all });
  });
  await settle(page);
  const html = await page.evaluate(() =>
    (window as unknown as { all: Element[] }).all.map(({ innerHTML, className }) => innerHTML.trim() + className),
  );
  assert.deepEqual(html, ['', '']);
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
});

test('an error is shown in the figure’s place, fires an event, and disappears when it is corrected', async (t) => {
  const page = await open(
    t,
    `<cvsp-group id="g" ${WORK_TEXT}>
      ${figure('a', 'strategy="threads"')}<cvsp-figure id="b" strategy="fibers"><img id="i" alt="A poster"></cvsp-figure>
    </cvsp-group>`,
  );
  const said =
    'strategy is "fibers"; it must be one of "sequential", "threads", "processes", "coroutines", "work-stealing"';
  assert.deepEqual(await alerts(page), [`This figure cannot be shown: ${said}`]);
  assert.deepEqual(await docks(page), ['Playback: Threads']);
  await listen(page);
  await page.clock.runFor(2000);
  await heard(page);
  await change(page, 'b', { strategy: 'coroutines' });
  assert.deepEqual(await alerts(page), []);
  await assertShows(page, 'b', simulate({ ...WORK, strategy: 'coroutines' }), 2000);
  await change(page, 'b', { limt: '8', strategy: 'sequential' });
  const limt = 'limt is "8"; it must be left out: the attribute is limit';
  assert.deepEqual(await alerts(page), [`This figure cannot be shown: ${limt}`]);
  assert.equal(await page.locator('#b > #i').count(), 1, 'the poster stands in for it again');
  await change(page, 'b', { limt: null, limit: '0' });
  const limit = 'limit is 0; it must be a whole number from 1 to 4294967295, or left out for no bound';
  assert.deepEqual(await alerts(page), [`This figure cannot be shown: ${limit}`]);
  await change(page, 'b', { limit: null, group: 'x' });
  const group = 'group is "x"; it must be left out inside of a cvsp-group';
  assert.deepEqual(await alerts(page), [`This figure cannot be shown: ${group}`]);
  // An error in a group's attribute is an error of all its figures.
  await change(page, 'b', { group: null });
  await change(page, 'g', { grid: '4' });
  const grid = 'grid is "4"; it must be columns × rows, such as "4x4"';
  assert.deepEqual(await alerts(page), Array(2).fill(`This figure cannot be shown: ${grid}`));
  await change(page, 'g', { grid: '4x4' });
  assert.deepEqual(await alerts(page), []);
  const messages = [limt, limit, group, grid, grid].map((message, i) => [i === 3 ? 'a' : 'b', message] as const);
  assert.deepEqual(
    await heard(page),
    messages.map(([id, message]) => `2000: error ${id} ${message}`),
  );
});

test('an error in a plain element also fires an event', async (t) => {
  const html = `<script>document.addEventListener('cvsp-error', ({ target, detail }) => { window.told = target.id + ': ' + detail.message; });</script>
    <div id="d" data-cvsp="[]"></div>${figure('a', SHORT)}`;
  const page = await open(t, html);
  const told = await page.evaluate(() => (window as unknown as { told: string }).told);
  assert.equal(told, 'd: data-cvsp is []; it must be a JSON object');
});

test('with reduced motion, a figure whose attributes change shows its new finished picture', async (t) => {
  const page = await open(t, figure('a', `strategy="coroutines" ${WORK_TEXT}`), { reducedMotion: 'reduce' });
  await change(page, 'a', { strategy: 'sequential' });
  assert.equal(await page.innerText('#a .cvsp-caption'), 'Sequential\ntook 81.5 s');
  await assertShows(page, 'a', simulate({ ...WORK, strategy: 'sequential' }), 1e9);
  assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
});

test('elements can be created by innerHTML, createElement and cloneNode, with attributes or properties', async (t) => {
  const page = await open(t, `<section id="s"></section>${figure('z', `strategy="threads" ${WORK_TEXT}`)}`);
  await page.evaluate((work) => {
    const section = document.getElementById('s')!;
    section.innerHTML = `<cvsp-figure id="a" strategy="threads" ${work}></cvsp-figure>`;
    const made = document.createElement('cvsp-figure');
    // Frameworks set properties if an element has them.
    const given = {
      id: 'b',
      strategy: 'threads',
      grid: [4, 4],
      load: [1500, 7000],
      render: [800, 1500, 100],
      seed: 42,
    };
    for (const [name, value] of Object.entries(given)) {
      if (name in made) Object.assign(made, { [name]: value });
      else made.setAttribute(name, String(value));
    }
    section.append(made);
  }, WORK_TEXT);
  await settle(page);
  await page.evaluate(() => {
    // The clone contains a copy of the figure's content, which is not its own.
    const clone = document.getElementById('a')!.cloneNode(true) as Element;
    clone.id = 'c';
    document.getElementById('s')!.append(clone);
    // Frameworks do this at each change.
    document.getElementById('b')!.setAttribute('class', 'x');
  });
  await settle(page);
  assert.equal(await page.locator('#b').getAttribute('class'), 'x cvsp');
  assert.equal(await page.locator('#c .cvsp-box > canvas').count(), 1);
  await page.clock.runFor(FRAME);
  assert.equal(await page.locator('[role=alert]').count(), 0);
  assert.equal(new Set(await labelsOf(page)).size, 1);
  assert.equal((await labelsOf(page)).length, 4);
  const read = await page.evaluate(() => {
    const b = document.querySelector<HTMLElementTagNameMap['cvsp-figure']>('#b')!;
    const { grid, load, render, seed, gil, limit } = b;
    b.gil = true;
    b.limit = 3;
    b.seed = undefined;
    return {
      grid,
      load,
      render,
      seed,
      none: gil === undefined && limit === undefined,
      text: b.outerHTML.slice(0, b.outerHTML.indexOf('>')),
    };
  });
  const { strategy: _, ...work } = { strategy: '', ...WORK };
  const { text, ...properties } = read;
  assert.deepEqual(properties, { ...work, none: true });
  assert.match(text, /gil="" limit="3"/);
  assert.doesNotMatch(text, /seed/);
});

test('an element may have a preset’s id and JSON, and its own attributes override them', async (t) => {
  const page = await open(
    t,
    `<cvsp-figure id="io-bound-left" limit="4"></cvsp-figure>
     <cvsp-figure id="a" data-cvsp='{ "strategy": "threads", "limit": 3, "grid": [2, 2], "load": 10, "render": 10 }' limit="2"></cvsp-figure>`,
  );
  assert.deepEqual(await page.locator('.cvsp-who').evaluateAll((all) => all.map(({ textContent }) => textContent)), [
    'Coroutines at most 4',
    'Threads at most 2',
  ]);
});

test('elements of the same name that the page has already defined stay as they are', async (t) => {
  const own = `<script>
    customElements.define('cvsp-figure', class extends HTMLElement { connectedCallback() { this.textContent = 'mine'; } });
  </script>`;
  const page = await open(t, `${own}${figure('a', SHORT)}<div id="single-pixel-load"></div>`);
  assert.equal(await page.locator('#a').evaluate(({ innerHTML }) => innerHTML), 'mine');
  assert.equal(await page.evaluate(() => customElements.get('cvsp-group') === undefined), true);
});

test('every mistake of an author is shown as text, affects no other figure, and never becomes markup', async (t) => {
  const attributes = ATTRIBUTES.filter(([given]) =>
    Object.values(given).some((value) => /[<"]|proto/.test(value ?? '')),
  );
  const fields = JSON_FIELDS.filter(([text]) => /[<]|proto|constructor/.test(text));
  const broken = NOT_JSON.filter(([attribute, text]) => attribute === 'data-cvsp' && text.includes('<'));
  assert.ok(attributes.length + fields.length + broken.length >= 24);
  const page = await open(t, `${figure('good', `strategy="threads" ${WORK_TEXT}`)}<section id="s"></section>`);
  await page.evaluate(
    ([good, attributes, fields, broken]) => {
      const put = (name: string, attributes: Record<string, string | null>) => {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value);
        document.getElementById('s')!.append(element);
      };
      for (const bad of attributes) put('cvsp-figure', { ...good, ...bad });
      for (const text of fields) put('div', { 'data-cvsp': text });
      for (const text of broken) put('div', { 'data-cvsp': text });
    },
    [
      GOOD_ATTRIBUTES,
      attributes.map(([given]) => given),
      fields.map(([text]) => `{ "strategy": "threads", "grid": [4, 4], "load": 1, "render": 1, ${text} }`),
      broken.map(([, text]) => text),
    ] as const,
  );
  await settle(page);
  await settle(page);
  const said = await alerts(page);
  const expected = [...attributes, ...fields].map(([, ...words]) => `This figure cannot be shown: ${messageOf(words)}`);
  assert.deepEqual(said.slice(0, expected.length), expected);
  for (const text of said.slice(expected.length))
    assert.match(text, /^This figure cannot be shown: data-cvsp is not JSON: /);
  assert.equal(said.length, expected.length + broken.length);
  const foreign = await page.evaluate(() => ({
    elements: document.querySelectorAll('#s :is(img, script, b)').length,
    inherited: Object.keys(Object.prototype),
    isPolluted: 'polluted' in {},
  }));
  assert.deepEqual(foreign, { elements: 0, inherited: [], isPolluted: false });
  await page.clock.runFor(3008);
  await assertShows(page, 'good', simulate({ ...WORK, strategy: 'threads' }), 3008);
});

test('a preset that an attribute names may be used more than once, and does not join the row that it comes from', async (t) => {
  const html = figure('a', 'preset="all-ideal-left"') + figure('b', 'preset="all-ideal-left" label="Again" grid="2,2"');
  const page = await open(t, html);
  assert.deepEqual(await labelsOf(page), [
    labelOf('Sequential', simulatePreset('all-ideal-left')),
    labelOf('Again', simulate({ strategy: 'sequential', ...WORK, grid: [2, 2] })).replace('16 tiles', '4 tiles'),
  ]);
  assert.deepEqual(await docks(page), ['Playback: Sequential', 'Playback: Again']);
});

test('events of a figure in a shadow root reach the page', async (t) => {
  const page = await open(t, figure('outside', SHORT) + '<div id="host"></div>');
  await page.evaluate(
    async (html) => {
      const root = document.getElementById('host')!.attachShadow({ mode: 'open' });
      const sheet = document.querySelector('link[rel=stylesheet]')!.cloneNode() as HTMLLinkElement;
      const loaded = new Promise((resolve) => sheet.addEventListener('load', resolve));
      root.append(sheet);
      await loaded;
      root.append(document.createRange().createContextualFragment(html));
    },
    figure('inside', SHORT),
  );
  await listen(page);
  await page.evaluate(() => {
    const root = document.getElementById('host')!.shadowRoot!;
    root.querySelector('cvsp-figure')!.seek(100);
  });
  await settle(page);
  assert.deepEqual(
    (await heard(page)).map((event) => event.replace(/^.*: /, '')),
    ['seek host at 100 of 320'],
  );
});
