import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withBrowser } from './support/browser.ts';
import { type Bundle, bundle } from './support/bundle.ts';
import { FRAME, mounted, openWithClock } from './support/clock.ts';
import type { Moment } from './support/painting.ts';
import { post } from './support/post.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();
let page: Bundle;

before(async () => {
  page = await bundle('tests/browser/support/painting.ts');
});
after(() => page?.close());

const BOTH = { load: [1500, 7000], render: [800, 1500, 100], seed: 42 };
const SCENES: [name: string, scenario: object, columns: number, frames: number][] = [
  ['4×4 coroutines', { strategy: 'coroutines', grid: [4, 4], ...BOTH }, 4, 1200],
  [
    '4×4 threads in time slices',
    { strategy: 'threads', cores: 4, quantum: 250, switchCost: 20, grid: [4, 4], ...BOTH },
    4,
    500,
  ],
  [
    '4×4 with blocking calls',
    { strategy: 'coroutines', blocking: [3, 5], serverConnections: 6, grid: [4, 4], ...BOTH },
    4,
    1500,
  ],
  ['16×16 threads', { strategy: 'threads', limit: 32, grid: [16, 16], ...BOTH }, 16, 800],
  ['64×64 threads', { strategy: 'threads', cores: 64, grid: [64, 64], ...BOTH }, 64, 400],
  ['256×256 threads', { strategy: 'threads', grid: [256, 256], ...BOTH }, 256, 150],
];
/** With transparent lines, a pixel that is painted twice looks different. */
const INKS = ['rgb(20 30 40)', 'rgb(200 210 220 / 0.6)'];

for (const [name, scenario, columns, frames] of SCENES) {
  for (const [i, ink] of INKS.entries()) {
    const pixel = i + 1;
    test(`${name} show the same pixels when sought at random as when played, at ${pixel} device pixels a pixel`, async (t) => {
      const tab = await openPage(t);
      await tab.goto(page.url);
      const played: Moment[] = [
        { part: -1, wiped: 0 },
        ...Array.from({ length: frames + 1 }, (_, frame) => ({ part: frame / frames, wiped: 0 })),
        ...[0.1, 0.37, 0.62, 0.99, 1].map((wiped) => ({ part: 1, wiped })),
        { part: 0.01, wiped: 0 },
      ];
      // Golden-ratio steps reach every part of the run, forward and back, and the wipe.
      const random = Array.from({ length: 30 }, (_, step) => Math.floor(((step * 0.618034) % 1) * played.length));
      const wipe = [0, 3, 1, 5, 2, 4].map((step) => frames + 2 + step);
      const scene = { scenario, columns, side: 352 * pixel, pixel, ink };
      const seen = await tab.evaluate(([scene, played, sought]) => window.compare(scene, played, sought), [
        scene,
        played,
        [...random, ...wipe],
      ] as const);
      for (const { moment, sought, alone, shown } of seen) {
        const where = `at ${moment.part} of the run, ${moment.wiped} wiped`;
        assert.equal(alone, 0, `pixels that play shows otherwise than a canvas that has shown nothing else, ${where}`);
        assert.equal(sought, 0, `pixels that play shows otherwise than a canvas that is sought, ${where}`);
        assert.ok(shown > 0, `something is shown, ${where}`);
      }
    });
  }
}

test('small tiles show an image of another origin, although its pixels cannot be read', async (t) => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="100%" height="100%" fill="#00f"/></svg>';
  const other = await serve('dist/embed', { files: { 'blue.svg': svg } });
  const options = { strategy: 'threads', grid: [64, 64], load: 1000, render: 1000, image: `${other.url}blue.svg` };
  const html = `<div id="small" data-cvsp='${JSON.stringify(options)}'></div>`;
  const tab = await openWithClock(openPage, t, await post({ html, above: 0 }));
  await mounted(tab);
  await tab.clock.runFor(FRAME);
  await tab.clock.runFor(2500);
  const shot = (await tab.locator('#small .cvsp-box > canvas').screenshot()).toString('base64');
  const [red, green, blue] = await tab.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const context = document.createElement('canvas').getContext('2d')!;
    context.drawImage(image, 0, 0);
    return [...context.getImageData(100, 100, 1, 1).data];
  }, shot);
  assert.deepEqual([red, green, blue], [0, 0, 255]);
});
