import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, type TestContext, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { checkOptions } from '../../www/figure/options.ts';
import { presets } from '../../www/page/presets.ts';
import { COLOURS } from '../../www/poster/charts.ts';
import { membersOf } from '../../www/poster/members.ts';
import { drawPoster } from '../../www/poster/poster.ts';
import { createFrame, frameAt } from '../../www/run/frame.ts';
import type { Scenario } from '../../www/run/scenario.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { State } from '../../www/run/state.ts';
import { boundsOf, strategyName } from '../../www/words/format.ts';
import { simulate, simulatePreset, type Timeline } from '../support/simulator.ts';
import { beyondAntialiasing } from './support/antialiasing.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { type Bundle, bundle } from './support/bundle.ts';
import { engine } from './support/engines.ts';
import type { Scene } from './support/painting.ts';
import { serve } from './support/server.ts';
import { expectedAt } from './support/tiles.ts';

const openPage = withBrowser();
const FOLDER = 'dist/posters/img/cvsp';
const viewport = { width: 640, height: 816 };
let url: string;
let bundled: Bundle;

before(async () => {
  url = (await serve(FOLDER)).url;
  bundled = await bundle('tests/browser/support/painting.ts');
});
after(() => bundled?.close());

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

/** Returns moments between events, since a keyframe is only exact to 0.01 % of the loop, some milliseconds. */
function momentsOf(timeline: Timeline, count: number, exact: number): number[] {
  const events = [...new Set([...timeline.start, ...timeline.end])].sort((a, b) => a - b);
  const between = events.flatMap((time, i) => {
    const next = events[i + 1];
    // In the middle of a span, its progress is about to reach its next step.
    return next !== undefined && next - time > 4 * exact ? [time + (next - time) * 0.43] : [];
  });
  const step = Math.max(1, Math.floor(between.length / count));
  return between.filter((_, i) => i % step === 0);
}

/** A picture of one colour takes the place of the poster's own, of which a canvas has more shapes. */
const FLAT = 'rgb(40, 120, 200)';
const flattened = (svg: string) =>
  svg.replace(/(<symbol [^>]*>).*?(<\/symbol>)/gs, `$1<path fill="${FLAT}" d="M0 0h1000v1000H0z"/>$2`);

/** These are the colours of a light poster. */
const [PAPER, INK] = [255, 'rgb(27 29 34)'];
const INKS = [State.load, State.ready, State.blocked, State.render].map((state) => COLOURS[state]).join(' ');

/** Firefox and WebKit place shapes of SVG up to half a pixel elsewhere, which shows where three colours meet within two pixels. */
const FEW = engine === 'chromium' ? 0 : 2;

/** Returns the pixels of a poster's picture, and asserts that a canvas that shows the same moment has the same. */
async function assertPaintedAsByFigure(
  t: TestContext,
  svg: string,
  scenario: object,
  { speed = 1, moments, columns = 4 }: { speed?: number; moments: readonly number[]; columns?: number },
): Promise<void> {
  const timeline = simulate(scenario);
  const { url } = await serve(FOLDER, { files: { 'own.svg': flattened(svg) } });
  const page = await openPage(t, { viewport, expectedErrors: [/favicon\.ico/] });
  await page.goto(`${url}own.svg`);
  const reader = await openPage(t);
  await reader.goto(bundled.url);
  const levels = Number(/steps\((\d+)\)/.exec(svg)?.[1] ?? 24);
  // Keyframes are exact to 0.1 % of the loop, and so they may be early or late where a load or a render reaches a step.
  const exact = svg.includes('@keyframes') ? (timeline.makespan + 3000 * speed) / 10_000 : 0;
  const seekable = makeSeekable(timeline);
  const steps = (time: number) => {
    const frame = createFrame(timeline.tasks);
    frameAt(seekable, time, frame);
    return [...frame.state, ...[...frame.loaded, ...frame.rendered].map((part) => Math.floor(part * levels))];
  };
  const clear = moments.filter((time) => isDeepStrictEqual(steps(time - 2 * exact), steps(time + 2 * exact)));
  assert.ok(clear.length * 3 >= moments.length, `${clear.length} of ${moments.length} moments`);
  const scene: Scene = { scenario, columns, side: 640, pixel: 2, ink: INK, flat: FLAT, poster: { levels, inks: INKS } };
  const parts = clear.map((time) => ({ part: time / timeline.makespan, wiped: 0 }));
  const painted = await reader.evaluate(([scene, parts]) => window.picturesOf(scene, parts), [scene, parts] as const);
  for (const [i, time] of clear.entries()) {
    await seek(page, time / speed);
    const shot = await page.screenshot({ clip: { x: 0, y: 0, width: 640, height: 640 } });
    const beyond = beyondAntialiasing(await pixelsOf(reader, shot), onPaper(Buffer.from(painted[i]!, 'base64')), 640);
    const where = beyond.map((pixel) => `${pixel % 640}, ${Math.floor(pixel / 640)}`);
    assert.ok(where.length <= FEW, `${where.length} pixels at ${time} ms: ${where.slice(0, 10).join('; ')}`);
  }
}

/** Returns the red, green, blue and opacity of each pixel of a screenshot. */
async function pixelsOf(reader: Page, shot: Buffer): Promise<Uint8Array> {
  const base64 = await reader.evaluate(async (shot) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return btoa(data.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  }, shot.toString('base64'));
  return Buffer.from(base64, 'base64');
}

/** Returns the pixels of a canvas as they look on paper. */
function onPaper(pixels: Uint8Array): Uint8Array {
  return pixels.map((value, i) => {
    const alpha = pixels[i - (i % 4) + 3]! / 255;
    return i % 4 === 3 ? 255 : Math.round(value * alpha + PAPER * (1 - alpha));
  });
}

const ANIMATED: Record<string, number> = {
  'coroutine-ideal': 1,
  'time-slices': 1,
  'busy-server-right': 1,
  'sync-ideal': 4,
};

for (const [id, speed] of Object.entries(ANIMATED)) {
  test(`the animated poster of ${id} is painted as the figure is, at each moment`, async (t) => {
    const { scenario } = checkOptions(presets[id]!);
    const timeline = simulatePreset(id);
    const svg = readFileSync(`${FOLDER}/${id}.animated.svg`, 'utf8');
    const moments = momentsOf(timeline, 6, (timeline.makespan + 3000 * speed) / 10_000);
    assert.ok(moments.length > 0);
    await assertPaintedAsByFigure(t, svg, scenario, { speed, moments });
  });
}

test('every state is painted as the figure paints it, also with costs of starts and switches', async (t) => {
  const scenario: Scenario = {
    ...{ strategy: 'coroutines', coroutineStart: 300, switchCost: 200, serverConnections: 1 },
    tasks: [
      { load: 1500, render: 800 },
      { load: 2000, render: 500, blocking: true },
      { load: 0, render: 900 },
      { load: 900, render: 0 },
    ],
  };
  const timeline = simulate(scenario);
  const states = new Set<string>();
  const moments = momentsOf(timeline, 12, 1);
  for (const time of moments) for (const { state } of expectedAt(timeline, time)) states.add(state);
  const all = ['idle', 'queued', 'load', 'blocked', 'ready', 'switch', 'render', 'finished'];
  assert.deepEqual([...states].sort(), all.sort());
  const svg = drawPoster(membersOf(simulate, scenario), { animated: true });
  await assertPaintedAsByFigure(t, svg, scenario, { moments, columns: 2 });
  // A poster that does not move shows the same moments.
  for (const time of moments.slice(0, 3)) {
    const still = drawPoster(membersOf(simulate, scenario), { at: `${time}ms` });
    await assertPaintedAsByFigure(t, still, scenario, { moments: [time], columns: 2 });
  }
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
      // The text below may state the speed. Blended colours are rounded differently, each time one lies on another.
      const clip = { x: 0, y: 0, width: 640, height: 640 };
      const still = await open(t, `${id}.svg`, { colorScheme });
      const expected = await still.screenshot({ clip });
      const animated = await open(t, `${id}.animated.svg`, { colorScheme, reducedMotion: 'reduce' });
      assert.equal(await animated.evaluate(() => document.getAnimations().length), 0);
      const shown = await animated.screenshot({ clip });
      const most = await difference(await openReader(t), expected, shown);
      assert.ok(most <= 2, `${most} of 255`);
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
          lanes: [
            ...used('g[fill] > path:not([opacity], .head)', 'stroke'),
            ...used('pattern > path[fill]', 'fill'),
            ...used('pattern > path[stroke]', 'stroke'),
          ],
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
          scripts: document.querySelectorAll('script, foreignObject, a, image, animate').length,
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
