import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { withBrowser } from './support/browser.ts';
import { FRAME, openWithClock, settle, showMore } from './support/clock.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();
const viewport = { width: 800, height: 800 };

type Package = typeof import('../../www/index.ts');

/** Computed by hand: loads end at 100, 100, 250 and 300 ms, renders at 150, 200, 300 and 350. */
const SCENARIO = { strategy: 'coroutines', limit: 2, grid: [2, 2], load: 100, render: 50, seed: 1 } as const;

/** Opens a page that has the package's modules beside it, and defines its elements if `elements` is true. */
async function open(t: TestContext, body: string, elements = false): Promise<Page> {
  const html = `<!doctype html><title>Held</title><link rel="icon" href="data:,">
    <link rel="stylesheet" href="cvsp.css">${body}
    <script type="module">
      import * as cvsp from './cvsp.js';
      window.cvsp = cvsp;
      if (${elements}) cvsp.defineElements();
    </script>`;
  const { url } = await serve('dist/lib', { files: { 'index.html': html } });
  const page = await openWithClock(openPage, t, url, { viewport });
  await page.evaluate(async () => {
    while (!('cvsp' in window)) await new Promise((resolve) => window.cvspTest.nativeFrame(resolve));
  });
  return page;
}

test('mount resolves with a player, by which a program controls the figure', async (t) => {
  const page = await open(t, '<div id="held"></div>');
  const said = await page.evaluate(async (options) => {
    const { mount, unmount } = (window as unknown as { cvsp: Package }).cvsp;
    const element = document.getElementById('held')!;
    const player = await mount(element, options);
    const told: string[] = [];
    for (const type of ['play', 'pause', 'seek'] as const) {
      element.addEventListener(`cvsp-${type}`, ({ detail: { time, makespan } }) =>
        told.push(`${type} at ${time} of ${makespan}`),
      );
    }
    const attempt = (act: () => void) => {
      try {
        act();
      } catch (error) {
        told.push((error as Error).message);
      }
    };
    const tell = () => told.push([player.currentTime, player.duration, player.paused, player.playbackRate].join(' '));
    player.pause();
    tell();
    player.seek(120);
    tell();
    player.step(2);
    player.step(-1);
    player.seek(-1);
    player.step(100);
    player.play();
    player.currentTime = 0.2;
    player.playbackRate = 0.5;
    tell();
    player.pause();
    player.currentTime = 0.3;
    tell();
    attempt(() => player.seek(Number.NaN));
    attempt(() => player.seek('1s' as never));
    attempt(() => player.step(0.5));
    attempt(() => Object.assign(player, { currentTime: 'half' }));
    attempt(() => Object.assign(player, { playbackRate: 3 }));
    told.push(`${(await mount(element)) === player}`);
    unmount(element);
    told.push(`${element.childElementCount} children`);
    player.play();
    return [...told, Object.keys(player).join(' ')];
  }, SCENARIO);
  assert.deepEqual(said, [
    '0 0.35 true 1',
    'seek at 120 of 350',
    '0.12 0.35 true 1',
    'seek at 200 of 350',
    'seek at 150 of 350',
    'seek at 0 of 350',
    'seek at 350 of 350',
    'play at 0 of 350',
    'seek at 200 of 350',
    '0.2 0.35 false 0.5',
    'pause at 200 of 350',
    'seek at 300 of 350',
    '0.3 0.35 true 0.5',
    'ms is NaN; it must be a number of milliseconds',
    'ms is "1s"; it must be a number of milliseconds',
    'n is 0.5; it must be a whole number other than 0',
    'currentTime is "half"; it must be a number of seconds',
    'playbackRate is 3; it must be one of 0.25, 0.5, 1, 2, 4, 8, 16',
    'true',
    '0 children',
    'play pause seek step currentTime duration paused playbackRate',
  ]);
});

test('elements that are unmounted before the simulator is loaded do not change, and leave no listeners', async (t) => {
  const page = await open(t, '<div id="host"></div>');
  const seen = await page.evaluate(async (options) => {
    const { mount, unmount } = (window as unknown as { cvsp: Package }).cvsp;
    const listened: string[] = [];
    const { addEventListener } = document;
    document.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listened.push(args[0]);
      addEventListener.apply(document, args);
    };
    const create = () => document.getElementById('host')!.appendChild(document.createElement('div'));
    const gone = Array.from({ length: 20 }, create);
    const players = gone.map((element) => mount(element, { ...options, group: 'g' }));
    for (const element of gone) {
      unmount(element);
      element.remove();
    }
    const bad = create();
    const badPlayer = mount(bad, { strategy: 'fibers' as never });
    unmount(bad);
    for (const player of await Promise.all([...players, badPlayer])) player.play();
    const listenedByNobody = [...listened];
    // An element that is mounted again becomes one figure, with its last options, and so does another of its group.
    const [again, other] = [create(), create()];
    const first = mount(again, { ...options, load: 500 });
    unmount(again);
    const [, player, same] = await Promise.all([
      first,
      mount(again, options),
      mount(again, options),
      mount(other, { ...options, group: 'g' }),
    ]);
    return {
      figures: [...gone, bad, again, other].filter((element) => element.className || element.firstChild).length,
      listenedByNobody,
      listens: listened.length > 0,
      duration: player.duration,
      isSame: player === same,
      controls: other.querySelectorAll('.cvsp-slider').length,
    };
  }, SCENARIO);
  assert.deepEqual(seen, {
    figures: 2,
    listenedByNobody: [],
    listens: true,
    duration: 0.35,
    isSame: true,
    controls: 1,
  });
});

test('elements that leave the page before the simulator is there do not become figures', async (t) => {
  const page = await open(t, '<div id="host"></div>');
  const seen = await page.evaluate(async (options) => {
    const { mount } = (window as unknown as { cvsp: Package }).cvsp;
    const create = () => document.getElementById('host')!.appendChild(document.createElement('div'));
    const [gone, moved, apart] = [create(), create(), document.createElement('div')];
    const players = [gone, moved, apart].map((element) => mount(element, options));
    gone.remove();
    document.body.append(moved);
    await Promise.all(players);
    return [gone, moved, apart].map((element) => element.querySelectorAll('canvas').length);
  }, SCENARIO);
  assert.deepEqual(seen, [0, 1, 1], 'one that was moved, and one that was never in the page, do');
});

test('a group of three creates a panel once, and once again when one of them gets other options', async (t) => {
  const scenario = (strategy: string) => `strategy="${strategy}" limit="2" numbers`;
  const page = await open(
    t,
    `<cvsp-group grid="2x2" load="100" render="50" seed="1">
      ${['sequential', 'threads', 'coroutines'].map((strategy) => `<cvsp-figure ${scenario(strategy)}></cvsp-figure>`).join('')}
    </cvsp-group>`,
  );
  await page.evaluate(() => {
    const made: Element[] = [];
    Object.assign(window, { made });
    new MutationObserver((mutations) => {
      const added = mutations.flatMap(({ addedNodes }) => [...addedNodes]) as Element[];
      made.push(...added.filter(({ className }) => className === 'cvsp-numbers'));
    }).observe(document, { childList: true, subtree: true });
    (window as unknown as { cvsp: Package }).cvsp.defineElements();
  });
  await page.locator('.cvsp-numbers').waitFor();
  await settle(page);
  const made = () => page.evaluate(() => (window as unknown as { made: Element[] }).made.length);
  assert.equal(await made(), 1);
  await page.evaluate(async () => {
    document.querySelector('cvsp-figure')!.setAttribute('limit', '3');
    const { made } = window as unknown as { made: Element[] };
    while (made.length < 2) await new Promise((resolve) => window.cvspTest.nativeFrame(resolve));
  });
  await settle(page);
  assert.equal(await made(), 2);
});

test('calls on an element wait for its figure, and are dropped if the element leaves the page before', async (t) => {
  const page = await open(t, '<div id="host"></div>');
  const seen = await page.evaluate(async () => {
    const { defineElements } = (window as unknown as { cvsp: Package }).cvsp;
    defineElements();
    const attributes = { strategy: 'sequential', grid: '1x1', load: '1000', render: '1000', autoplay: 'never' };
    const create = () => {
      const figure = document.createElement('cvsp-figure');
      for (const [name, value] of Object.entries(attributes)) figure.setAttribute(name, value);
      return figure;
    };
    const host = document.getElementById('host')!;
    const stands = async (figure: Element) => {
      while (!figure.querySelector('canvas')) await new Promise((resolve) => window.cvspTest.nativeFrame(resolve));
    };
    const [waits, leaves, moves] = [create(), create(), create()];
    const before = [waits.currentTime, waits.duration, waits.paused, waits.playbackRate].join(' ');
    waits.currentTime = 0.5;
    waits.playbackRate = 2;
    for (const figure of [leaves, moves]) {
      host.append(figure);
      figure.seek(700);
    }
    leaves.remove();
    const elsewhere = host.appendChild(document.createElement('div'));
    elsewhere.append(moves);
    host.append(waits);
    await stands(waits);
    host.append(leaves);
    await stands(leaves);
    const tell = ({ currentTime, duration, paused, playbackRate }: typeof waits) =>
      [currentTime, duration, paused, playbackRate].join(' ');
    return { before, waits: tell(waits), leaves: tell(leaves), moves: tell(moves) };
  });
  assert.deepEqual(seen, {
    before: '0 NaN true 1',
    waits: '0.5 2 true 2',
    leaves: '0 2 true 1',
    moves: '0.7 2 true 1',
  });
});

test('events are fired when playback starts and stops, by itself and by a reader', async (t) => {
  const page = await open(t, '<cvsp-figure strategy="sequential" grid="1x1" load="160" render="160"></cvsp-figure>');
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const type of ['cvsp-play', 'cvsp-pause']) {
      document.addEventListener(type, ({ detail }: CustomEventInit & Event) => heard.push(`${type} ${detail.time}`));
    }
    (window as unknown as { cvsp: Package }).cvsp.defineElements();
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0));
  await page.locator('.cvsp-box > canvas').waitFor();
  await settle(page);
  assert.deepEqual(await heard(), ['cvsp-play 0']);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(64);
  await page.locator('.cvsp-box > canvas').click();
  assert.deepEqual(await heard(), ['cvsp-pause 64']);
  await page.locator('.cvsp-box > canvas').click();
  await showMore(page);
  await page.getByRole('button', { name: 'Loop' }).click();
  await page.clock.runFor(FRAME);
  await page.clock.runFor(1000);
  assert.deepEqual(await heard(), ['cvsp-play 64', 'cvsp-pause 320']);
});
