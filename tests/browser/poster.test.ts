import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { before, type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkOptions } from '../../www/figure/options.ts';
import { presets } from '../../www/page/presets.ts';
import { boundsOf, strategyName } from '../../www/words/format.ts';
import { simulate, simulatePreset, type Timeline } from '../support/simulator.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { engine } from './support/engines.ts';
import { serve } from './support/server.ts';
import { expectedAt } from './support/tiles.ts';

const openPage = withBrowser();
const FOLDER = 'dist/posters/img/cvsp';
const viewport = { width: 640, height: 816 };
let url: string;

before(async () => {
  url = (await serve(FOLDER)).url;
});

/** Opens a poster as a document. */
async function open(t: TestContext, name: string, options: PageOptions = {}): Promise<Page> {
  // The browser requests an icon for the page; an empty one avoids the error.
  const page = await openPage(t, { viewport, expectedErrors: [/favicon\.ico/], ...options });
  await page.goto(url + name);
  return page;
}

/** Stops all animations at a moment of the run, in milliseconds of simulated time. */
function seek(page: Page, time: number): Promise<void> {
  return page.evaluate(async (watched) => {
    for (const animation of document.getAnimations()) {
      animation.pause();
      animation.currentTime = watched;
    }
    // WebKit's driver takes screenshots of what is already painted.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  }, time);
}

interface Tile {
  state: string;
  progress: number;
  cover: number;
  /** Tells which marks are visible: outline, border, cursor, pause, stop, dots. */
  marks: string[];
}

/** Reads the computed style and the visible marks of each tile at moments of the run. */
function tilesAt(page: Page, times: readonly number[], speed = 1): Promise<Tile[][]> {
  const read = (watched: number[]) => {
    const animations = document.getAnimations();
    if (animations.length === 0) throw new Error('nothing plays');
    for (const animation of animations) animation.pause();
    // The parts of a tile inherit these values, and their own styles cannot be read.
    const probe = document.getElementById('t')!;
    const parts = ['o', 'b', 'r', 'w', 'x', 'q'].flatMap((name) => {
      const part = probe.querySelector<SVGElement>(`.${name}`);
      return part ? [{ name, part }] : [];
    });
    const marksOf = (state: string) => {
      for (const { part } of parts) part.style.setProperty('--s', state);
      const seen = parts.filter(({ part }) => Number(getComputedStyle(part).opacity) > 0);
      for (const { part } of parts) part.style.removeProperty('--s');
      return seen.map(({ name }) => name);
    };
    const tiles = [...document.querySelectorAll<SVGElement>('.t > use')];
    return watched.map((time) => {
      for (const animation of animations) animation.currentTime = time;
      const styles = tiles.map((tile) => {
        const style = getComputedStyle(tile);
        const [progress, cover] = [Number.parseFloat(style.strokeDashoffset), Number(style.strokeOpacity)];
        return { state: style.getPropertyValue('--s').trim(), progress, cover };
      });
      const marks = new Map([...new Set(styles.map(({ state }) => state))].map((state) => [state, marksOf(state)]));
      return styles.map((style) => ({ ...style, marks: marks.get(style.state)! }));
    });
  };
  return page.evaluate(
    read,
    times.map((time) => time / speed),
  );
}

/** Lists the marks of each state, in addition to the faint outline of all tiles that are not finished. */
const MARKS: Record<string, string[]> = {
  idle: ['o', 'b'],
  queued: ['o', 'b', 'q'],
  load: ['o', 'b'],
  blocked: ['o', 'b', 'x'],
  ready: ['o', 'b', 'w'],
  switch: ['o', 'b', 'r'],
  render: ['o', 'r'],
  finished: [],
};

/** Returns the part of a task that is done at `t`, from 0 to 1, by a search of every span of these kinds. */
function done(timeline: Timeline, task: number, t: number, ...kinds: string[]): number {
  let [before, all] = [0, 0];
  timeline.task.forEach((of, span) => {
    if (of !== task || !kinds.includes(timeline.kinds[timeline.kind[span]!]!)) return;
    const [start, end] = [timeline.start[span]!, timeline.end[span]!];
    all += end - start;
    before += Math.min(end, Math.max(start, t)) - start;
  });
  return all === 0 ? 1 : before / all;
}

function assertShows(seen: Tile[], timeline: Timeline, t: number, context: string): void {
  assert.equal(seen.length, timeline.tasks);
  for (const [task, expected] of expectedAt(timeline, t).entries()) {
    const state: string = expected.state;
    const { progress, cover, marks } = seen[task]!;
    const what = `tile ${task}, ${state}, ${context}`;
    assert.deepEqual(marks, MARKS[state], `marks of ${what}`);
    if (state === 'finished') {
      assert.equal(progress, 200, what);
      continue;
    }
    const hasBegun = state !== 'idle' && state !== 'queued';
    const loaded = hasBegun ? done(timeline, task, t, 'load', 'blocked') : 0;
    const rendered = loaded < 1 ? 0 : done(timeline, task, t, 'render');
    const goal = 100 * (loaded + rendered);
    assert.ok(Math.abs(progress - goal) < 1, `progress is ${progress}, not ${goal}, of ${what}`);
    assert.ok(
      Math.abs(cover - (1 - loaded / 2)) < 0.01,
      `the cover is ${cover} after ${loaded} of the load of ${what}`,
    );
  }
}

/** Returns moments between events, since a keyframe is only exact to 0.01 % of the loop, some milliseconds. */
function momentsOf(timeline: Timeline, count: number, exact: number): number[] {
  const events = [...new Set([...timeline.start, ...timeline.end])].sort((a, b) => a - b);
  const between = events.flatMap((time, i) => {
    const next = events[i + 1];
    return next !== undefined && next - time > 4 * exact ? [(time + next) / 2] : [];
  });
  const step = Math.max(1, Math.floor(between.length / count));
  return between.filter((_, i) => i % step === 0);
}

const ANIMATED: Record<string, number> = {
  'coroutine-ideal': 1,
  'parallel-ideal': 1,
  'time-slices': 1,
  'gil-left': 1,
  'blocking-right': 1,
  'busy-server-right': 1,
  'io-bound-left': 1,
  'cpu-bound-right': 1,
  chain: 1,
  'single-pixel-load': 1,
  'sync-ideal': 4,
};

for (const [id, speed] of Object.entries(ANIMATED)) {
  test(`the animation of ${id} agrees with its timeline`, async (t) => {
    const timeline = simulatePreset(id);
    const page = await open(t, `${id}.animated.svg`);
    const exact = (timeline.makespan + 3000 * speed) / 10_000;
    const moments = momentsOf(timeline, 24, exact);
    assert.ok(moments.length > 0);
    moments.push(timeline.makespan + 2 * exact);
    const seen = await tilesAt(page, moments, speed);
    for (const [i, time] of moments.entries()) assertShows(seen[i]!, timeline, time, `${id} at ${time} ms`);
  });
}

test('pictures with too many tiles for marks animate the covers of their tiles', async (t) => {
  const timeline = simulatePreset('large-left');
  const page = await open(t, 'large-left.animated.svg');
  const moments = momentsOf(timeline, 6, 40);
  const seen = await tilesAt(page, moments, 16);
  for (const [i, time] of moments.entries()) {
    for (const [task, { state }] of expectedAt(timeline, time).entries()) {
      const { progress, cover } = seen[i]![task]!;
      const loaded = state === 'idle' ? 0 : done(timeline, task, time, 'load');
      const rendered = loaded < 1 ? 0 : done(timeline, task, time, 'render');
      const context = `tile ${task}, ${state}, at ${time} ms`;
      assert.ok(Math.abs(progress - 100 - 100 * rendered) < 4, `progress is ${progress} after ${rendered}: ${context}`);
      assert.ok(Math.abs(cover - (1 - loaded / 2)) < 0.02, `the cover is ${cover} after ${loaded}: ${context}`);
    }
  }
});

/** Draws the animated poster of a scenario that is not a preset. */
function draw(scenario: object): string {
  const args = ['run', '--quiet', '--package', 'cvsp', '--example', 'poster', '--', '--animated'];
  const { stdout, stderr, status } = spawnSync('cargo', args, { input: JSON.stringify(scenario), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

test('every state has a look, also with costs of starts and switches', async (t) => {
  const scenario = {
    ...{ strategy: 'coroutines', coroutineStart: 300, switchCost: 200, serverConnections: 1 },
    tasks: [
      { load: 1500, render: 800 },
      { load: 2000, render: 500, blocking: true },
      { load: 0, render: 900 },
      { load: 900, render: 0 },
    ],
  };
  const { url } = await serve(FOLDER, { files: { 'own.svg': draw(scenario) } });
  const page = await openPage(t, { viewport, expectedErrors: [/favicon\.ico/] });
  await page.goto(`${url}own.svg`);
  const timeline = simulate(scenario);
  const states = new Set<string>();
  const moments = momentsOf(timeline, 100, 1);
  const seen = await tilesAt(page, moments);
  for (const [i, time] of moments.entries()) {
    for (const [task, { state }] of expectedAt(timeline, time).entries()) {
      states.add(state);
      assert.deepEqual(seen[i]![task]!.marks, MARKS[state], `tile ${task} at ${time} ms, ${state}`);
    }
  }
  assert.deepEqual([...states].sort(), Object.keys(MARKS).sort());
});

interface Clip {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Seen {
  /** The part of the pixels that have no colour, from 0 to 1, is this. */
  grey: number;
  /** These are the smallest and the largest values of red, green and blue, from 0 to 255. */
  least: number;
  most: number;
}

/** Opens a page that can read the pixels of screenshots. */
function openReader(t: TestContext): Promise<Page> {
  return openPage(t);
}

/** Returns the largest difference of two pictures in red, green or blue, from 0 to 255. */
function difference(reader: Page, ...pictures: Buffer[]): Promise<number> {
  return reader.evaluate(
    async (pictures) => {
      const read = async (picture: string) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height).data;
      };
      const [a, b] = (await Promise.all(pictures.map(read))) as [Uint8ClampedArray, Uint8ClampedArray];
      return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), a.length === b.length ? 0 : 255);
    },
    pictures.map((picture) => picture.toString('base64')),
  );
}

/** Measures the colours in areas of the page. */
async function look(page: Page, reader: Page, clips: Clip[]): Promise<Seen[]> {
  const shot = (await page.screenshot()).toString('base64');
  return reader.evaluate(
    async ({ shot, clips }) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob());
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
      context.drawImage(image, 0, 0);
      return clips.map(({ x, y, width, height }) => {
        const { data } = context.getImageData(x, y, width, height);
        let [greys, least, most] = [0, 255, 0];
        for (let i = 0; i < data.length; i += 4) {
          const [low, high] = [
            Math.min(data[i]!, data[i + 1]!, data[i + 2]!),
            Math.max(data[i]!, data[i + 1]!, data[i + 2]!),
          ];
          if (high - low < 4) greys++;
          [least, most] = [Math.min(least, low), Math.max(most, high)];
        }
        return { grey: greys / (data.length / 4), least, most };
      });
    },
    { shot, clips },
  );
}

const TILE = 160;
test('tiles look as their state requires: empty, in pale greys, in colours up to the cursor, and whole', async (t) => {
  const timeline = simulatePreset('coroutine-ideal');
  const page = await open(t, 'coroutine-ideal.animated.svg');
  const reader = await openReader(t);
  const seen = new Set<string>();
  for (const time of momentsOf(timeline, 12, 3)) {
    await seek(page, time);
    // The test reads a strip of each tile inside its border, beside the mark in its middle.
    const strips = Array.from({ length: 16 }, (_, tile) => {
      const [x, y] = [(tile % 4) * TILE, Math.floor(tile / 4) * TILE];
      return { x: x + 20, y: y + 16, width: 24, height: TILE - 32 };
    });
    const tiles = await look(page, reader, strips);
    for (const [task, { state, part }] of expectedAt(timeline, time).entries()) {
      const { grey, least } = tiles[task]!;
      const context = `tile ${task}, ${part} of ${state}, at ${time} ms: ${grey} of it is grey`;
      seen.add(state);
      if (state === 'idle') assert.ok(least > 250, context);
      if (state === 'load' || state === 'ready') assert.equal(grey, 1, context);
      if (state === 'load' && part > 0.1) assert.ok(least < 250, context);
      if (state === 'render' && part > 0.3) assert.ok(grey < 1 && Math.abs(1 - part - grey) < 0.25, context);
      if (state === 'finished') assert.ok(grey < 0.5, context);
    }
  }
  assert.deepEqual([...seen].sort(), ['finished', 'load', 'ready', 'render']);
});

test('the playhead is at the current moment', async (t) => {
  const timeline = simulatePreset('coroutine-ideal');
  const page = await open(t, 'coroutine-ideal.animated.svg');
  for (const part of [0, 0.25, 0.5, 1, 1.1]) {
    await seek(page, part * timeline.makespan);
    const x = await page.locator('.head').evaluate((head) => head.getBoundingClientRect());
    // The lanes go from 8 to 312 of 320 units, which are two pixels each.
    const expected = 16 + 608 * Math.min(1, part);
    assert.ok(Math.abs((x.left + x.right) / 2 - expected) < 1, `${x.left} to ${x.right}, not ${expected}`);
    assert.equal(await page.locator('.head').evaluate((head) => getComputedStyle(head).opacity), '1');
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const id of ['coroutine-ideal', 'io-bound-left', 'chain', 'large-left']) {
    test(`with reduced motion, the animated poster of ${id} looks like the still one, ${colorScheme}`, async (t) => {
      // The text below may state the speed. Blended colours are rounded differently.
      const clip = { x: 0, y: 0, width: 640, height: 640 };
      const still = await open(t, `${id}.svg`, { colorScheme });
      const expected = await still.screenshot({ clip });
      const animated = await open(t, `${id}.animated.svg`, { colorScheme, reducedMotion: 'reduce' });
      assert.equal(await animated.evaluate(() => document.getAnimations().length), 0);
      const shown = await animated.screenshot({ clip });
      assert.ok((await difference(await openReader(t), expected, shown)) <= 1);
    });
  }
}

/** Computes relative luminance and contrast as WCAG 2 defines them. */
function contrast(a: number[], b: number[]): number {
  const luminance = (colour: number[]) => {
    const [red, green, blue] = colour.map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    ) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

for (const [colorScheme, paper] of [
  ['light', [255, 255, 255]],
  ['dark', [21, 23, 27]],
] as const) {
  test(`text and lanes have enough contrast with the background, ${colorScheme}`, async (t) => {
    for (const id of ['time-slices', 'blocking-right', 'gil-right', 'busy-server-left', 'large-left']) {
      const page = await open(t, `${id}.svg`, { colorScheme });
      const colours = await page.evaluate(() => {
        // A shape that is filled with a pattern has the pattern's colours.
        const used = (selector: string, property: string) =>
          [...document.querySelectorAll(selector)].flatMap((element) => {
            const colour = getComputedStyle(element).getPropertyValue(property);
            return colour.startsWith('rgb(') ? [colour.match(/\d+/g)!.map(Number)] : [];
          });
        return {
          paper: used('.paper', 'fill'),
          text: used('text', 'fill'),
          lanes: [...used('g > path[class]:not(.ground, .area)', 'stroke'), ...used('pattern > path', 'fill')],
        };
      });
      assert.deepEqual(colours.paper[0], [...paper]);
      assert.ok(colours.text.length > 0 && colours.lanes.length > 0);
      for (const colour of colours.text) assert.ok(contrast(colour, [...paper]) >= 4.5, `${id}: text ${colour}`);
      for (const colour of colours.lanes) assert.ok(contrast(colour, [...paper]) >= 3, `${id}: lane ${colour}`);
    }
  });
}

test('a page whose policy allows only images shows posters', async (t) => {
  // Playwright adds a style to the page before it takes a screenshot in Firefox.
  const expectedErrors = engine === 'firefox' ? [/blocked an inline style/] : [];
  const page = await openPage(t, { viewport: { width: 1320, height: 830 }, expectedErrors });
  const names = ['coroutine-ideal.svg', 'coroutine-ideal.animated.svg'];
  const html = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>A post</title><link rel="icon" href="coroutine-ideal.svg"><link rel="stylesheet" href="post.css"></head>
  <body>${names.map((name) => `<img src="${name}" alt="">`).join('')}</body>
</html>`;
  const { url } = await serve(FOLDER, {
    files: { 'index.html': html, 'post.css': 'body { margin: 0; font-size: 0 } img { width: 640px }' },
    headers: { 'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'self'" },
  });
  await page.goto(url);
  assert.deepEqual(
    await page.evaluate(() => [...document.images].map(({ complete, naturalWidth }) => complete && naturalWidth > 0)),
    [true, true],
  );
  // The screenshot has the poster's colours, so its own style is applied.
  const clips = [
    { x: 0, y: 0, width: 640, height: 640 },
    { x: 2, y: 650, width: 8, height: 8 },
  ];
  const [picture, paper] = await look(page, await openReader(t), clips);
  assert.ok(picture!.grey < 0.5);
  assert.equal(paper!.least, 255);
});

test('every preset has both posters, with the name of its figure', async (t) => {
  const page = await openPage(t);
  const names = Object.keys(presets).flatMap((id) => [`${id}.animated.svg`, `${id}.svg`]);
  assert.deepEqual(readdirSync(FOLDER).sort(), names.sort());
  assert.deepEqual(readdirSync('dist/site/posters').sort(), names);
  for (const [id, options] of Object.entries(presets)) {
    const { scenario, label } = checkOptions(options);
    const expected = [label ?? strategyName(scenario['strategy']), boundsOf(scenario)].filter(Boolean).join(', ');
    for (const name of [`${id}.svg`, `${id}.animated.svg`]) {
      const svg = readFileSync(`${FOLDER}/${name}`, 'utf8');
      assert.equal(readFileSync(`dist/site/posters/${name}`, 'utf8'), svg);
      const found = await page.evaluate((svg) => {
        const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
        const attributes = [...document.querySelectorAll('*')].flatMap((element) => [...element.attributes]);
        return {
          title: document.querySelector('title')?.textContent,
          scripts: document.querySelectorAll('script, foreignObject, a, image').length,
          handlers: attributes.filter(({ name }) => name.startsWith('on')).length,
          elsewhere: attributes.filter(({ localName, value }) => localName === 'href' && !value.startsWith('#')).length,
          errors: document.querySelectorAll('parsererror').length,
        };
      }, svg);
      assert.deepEqual(found, { title: expected, scripts: 0, handlers: 0, elsewhere: 0, errors: 0 }, name);
    }
  }
});

test('the poster in docs/ is up to date', () => {
  assert.equal(
    readFileSync('docs/coroutines.svg', 'utf8'),
    readFileSync(`${FOLDER}/coroutine-ideal.animated.svg`, 'utf8'),
    'npm run picture draws it anew',
  );
});
