import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { beyondAntialiasing } from './support/antialiasing.ts';
import { withBrowser } from './support/browser.ts';
import { type Bundle, bundle } from './support/bundle.ts';
import { engine } from './support/engines.ts';
import type { Browser } from './support/opened.ts';
import type { Moment, Scene } from './support/painting.ts';
import { startPlaywright } from './support/playwright.ts';

const openPage = withBrowser();
let bundled: Bundle;
let chromium: Browser;

before(async () => {
  bundled = await bundle('tests/browser/support/painting.ts');
  chromium = await startPlaywright('chromium', {});
});
after(async () => {
  await bundled?.close();
  await chromium?.close();
});

const BOTH = { load: [1500, 7000], render: [800, 1500, 100], seed: 42 };
const SCENES: [name: string, scenario: object, columns: number][] = [
  ['4×4 coroutines', { strategy: 'coroutines', grid: [4, 4], ...BOTH }, 4],
  [
    '4×4 with blocking calls',
    { strategy: 'coroutines', blocking: [3, 5], serverConnections: 6, grid: [4, 4], ...BOTH },
    4,
  ],
  ['16×16 threads', { strategy: 'threads', limit: 32, grid: [16, 16], ...BOTH }, 16],
  ['64×64 threads', { strategy: 'threads', cores: 64, grid: [64, 64], ...BOTH }, 64],
];
const MOMENTS: Moment[] = [
  ...[0, 0.11, 0.37, 0.62, 0.9, 1].map((part) => ({ part, wiped: 0 })),
  { part: 1, wiped: 0.4 },
];

const skip = engine === 'chromium' && 'the other engines are compared with Chromium';
for (const [name, scenario, columns] of SCENES) {
  test(`${name} are painted as in Chromium, except for anti-aliasing`, { skip }, async (t) => {
    const here = await openPage(t);
    const opened = await chromium.open({});
    t.after(opened.close);
    const scene: Scene = { scenario, columns, side: 352, pixel: 1, ink: 'rgb(20 30 40)', flat: 'rgb(40 120 200)' };
    const pictures = async (page: Page) => {
      await page.goto(bundled.url);
      const all = await page.evaluate(([scene, moments]) => window.picturesOf(scene, moments), [
        scene,
        MOMENTS,
      ] as const);
      return all.map((bytes) => Buffer.from(bytes, 'base64'));
    };
    const [seen, expected] = [await pictures(here), await pictures(opened.page)];
    for (const [i, { part, wiped }] of MOMENTS.entries()) {
      const beyond = beyondAntialiasing(seen[i]!, expected[i]!, scene.side);
      const where = beyond.map((pixel) => `${pixel % scene.side}, ${Math.floor(pixel / scene.side)}`);
      assert.deepEqual(where, [], `pixels at ${part} of the run, ${wiped} wiped`);
    }
  });
}
