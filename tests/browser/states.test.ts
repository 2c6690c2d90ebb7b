import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { withBrowser } from './support/browser.ts';
import { type Bundle, bundle } from './support/bundle.ts';
import type { Scene, Threshold } from './support/states.ts';
import { type Colour, contrast, difference, labOf, visions } from './support/vision.ts';

const openPage = withBrowser();
let page: Bundle;

before(async () => {
  page = await bundle('tests/browser/support/states.ts');
});
after(() => page?.close());

/** These are the walkthrough's background and text colours, light and dark. */
const PAPERS: readonly [name: string, paper: Colour, ink: Colour][] = [
  ['light', [253, 252, 249], [36, 33, 29]],
  ['dark', [21, 23, 27], [220, 216, 208]],
];

/** Reads the states' colours from the style sheet. One of them is the text colour. */
const css = readFileSync('www/figure/figures.css', 'utf8');
const coloursOf = (ink: Colour): Record<string, Colour> => {
  const found = [...css.matchAll(/var\(--cvsp-(\w+), (#[0-9a-f]{6}|currentcolor)\)/g)].map(([, name, value]) => [
    name,
    value === 'currentcolor' ? ink : [1, 3, 5].map((at) => Number.parseInt(value!.slice(at, at + 2), 16)),
  ]);
  assert.equal(found.length, 7);
  // What is unknown has the text colour.
  return { ...Object.fromEntries(found), unknown: ink };
};

/** Tiles are in the states' colours, and also in ink alone, as a page may have them. */
const inksOf = (ink: Colour): Scene['inks'][] => {
  const { load, ready, blocked, render } = coloursOf(ink);
  return [[load!, ready!, blocked!, render!], undefined];
};

/** This colour difference (ΔE*ab) is obvious: about ten times the smallest that is visible if two colours touch. */
const PLAIN = 20;

/**
 * Two tiles with shapes must differ obviously in at least 2 % of their pixels. The smallest mark, three dots, takes that
 * much: in a tile of 22 pixels, a square of 3.
 */
const SHAPES: Threshold = { plain: PLAIN, share: 0.02 };
/** Of the smallest tiles half must differ, but by less, since the whole tile does. */
const BARE: Threshold = { plain: PLAIN / 2, share: 0.5 };

/** Each size has a tile's side in device pixels, the tiles along a side of the canvas, and the device pixel ratio. */
type Tiles = readonly [tile: number, columns: number, pixel: Scene['pixel']];

/** The sizes go from 4×4 tiles in a figure of 352 px to 64×64 tiles on a screen of high resolution. */
const WITH_SHAPES: readonly Tiles[] = [
  [88, 2, 1],
  [176, 1, 2],
  [22, 8, 1],
  [44, 4, 2],
  [11, 16, 2],
];
const WITH_BORDERS: readonly Tiles[] = [
  [7, 14, 1],
  [5.5, 32, 1],
];
const WITHOUT_BORDERS: readonly Tiles[] = [
  [2.75, 64, 1],
  [1.375, 128, 1],
];

/** Returns whether two looks must be distinguishable, and in what part of the tiles. */
type Rule = (a: string, b: string) => number | undefined;

const always: Rule = () => 1;

/**
 * A tile of 5 pixels has no room for the cursor and marks. So a switch looks like the state before or after it, and an
 * interrupted render like a running one. All other looks must be distinguishable, except where the picture has the
 * colour of the ink or of the background.
 */
const withBorder: Rule = (a, b) =>
  [a, b].some((look) => look.startsWith('switch') || look === PREEMPTED) ? undefined : 0.7;

/**
 * Tiles without a border differ in lightness. A waiting task is filled with ink, the stronger the further it is; a
 * finished one shows the picture, which may be as light as that ink in places. Loads and renders are in between, and may
 * look like either.
 */
const withoutBorder: Rule = (a, b) => {
  const isEven = (look: string) => /^(?:idle|queued|ready|blocked)/.test(look) && look !== PREEMPTED;
  if (isEven(a) && isEven(b)) return 1;
  return isEven(a) && b.startsWith('finished') ? 0.55 : undefined;
};

const PREEMPTED = 'ready, 1 loaded, 0.5 rendered';

for (const [kind, sizes, threshold, rule] of [
  ['by shape', WITH_SHAPES, SHAPES, always],
  ['by border', WITH_BORDERS, SHAPES, withBorder],
  ['by lightness', WITHOUT_BORDERS, BARE, withoutBorder],
] as const) {
  for (const [tile, columns, pixel] of sizes) {
    test(`tiles of ${tile} device pixels, ${pixel} a pixel, are distinguishable ${kind}, also for colour-blind readers`, async (t) => {
      const tab = await openPage(t);
      await tab.goto(page.url);
      const least = new Map(visions.map((vision) => [vision, { share: 1, told: 1 }]));
      for (const picture of ['harbour', 'balloons'] as const) {
        for (const [name, paper, ink] of PAPERS) {
          // Two pictures, light and dark: ink alone is tried with one each.
          const inks = inksOf(ink)[(picture === 'balloons') === (name === 'dark') ? 0 : 1];
          const scene: Scene = { picture, side: tile * columns, columns, pixel, ink, paper, ...(inks && { inks }) };
          const pairs = await tab.evaluate(([scene, threshold]) => window.measureTiles(scene, threshold), [
            scene,
            threshold,
          ] as const);
          let asked = 0;
          for (const { vision, looks, share, told } of pairs) {
            const must = rule(...looks);
            if (must === undefined) continue;
            asked++;
            const where = `${looks.join(' and ')}, ${picture} on ${name} paper, in ${vision}`;
            assert.ok(told >= must, `${where}: told apart in ${told} of the tiles; the least differ in ${share}`);
            const { share: leastShare, told: leastTold } = least.get(vision)!;
            least.set(vision, { share: Math.min(leastShare, share), told: Math.min(leastTold, told) });
          }
          assert.ok(asked > 0);
        }
      }
      for (const [vision, { share, told }] of least) {
        t.diagnostic(
          `${vision}: ${(100 * share).toFixed(1)} % of a tile at least, in ${(100 * told).toFixed(0)} % of the tiles`,
        );
      }
    });
  }
}

test('the outline of a tile that has not begun has a contrast of 3:1 with the background', async (t) => {
  const tab = await openPage(t);
  await tab.goto(page.url);
  for (const [tile, columns, pixel] of [...WITH_SHAPES, ...WITH_BORDERS]) {
    for (const [name, paper, ink] of PAPERS) {
      const scene: Scene = { picture: 'harbour', side: tile * columns, columns, pixel, ink, paper };
      const ratio = await tab.evaluate((scene) => window.measureOutline(scene), scene);
      assert.ok(ratio >= 3, `${ratio}:1 at ${tile} device pixels on ${name} paper`);
    }
  }
});

/** Lanes are also tested on white and on black, which posts may have as backgrounds. */
const LANE_PAPERS: typeof PAPERS = [
  ...PAPERS,
  ['white', [255, 255, 255], [0, 0, 0]],
  ['black', [0, 0, 0], [255, 255, 255]],
];

/** The lowest lane is 3 px high, with a gap of 1 px. */
const HEIGHTS: readonly [pixel: number, heights: readonly number[]][] = [
  [1, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]],
  [2, [3, 6, 18]],
];

/** Two textures must differ obviously in at least this part of the pixels that either of them paints. */
const TEXTURE = 1 / 8;

for (const [name, paper, ink] of LANE_PAPERS) {
  test(`lanes on a ${name} background differ in their textures, and have a contrast of 3:1 with it, 3 px to 18 px high`, async (t) => {
    const tab = await openPage(t);
    await tab.goto(page.url);
    const colours = coloursOf(ink);
    const least = new Map(visions.map((vision) => [vision, { share: 1, mean: 100, looks: '' }]));
    for (const [pixel, heights] of HEIGHTS) {
      for (const height of heights) {
        const scene = { height: height * pixel, pixel, ink, paper, colours };
        const { pairs, contrasts } = await tab.evaluate(([scene, plain]) => window.measureLanes(scene, plain), [
          scene,
          PLAIN,
        ] as const);
        for (const { vision, looks, share, mean } of pairs) {
          const where = `${looks.join(' and ')}, ${height} px high, ${pixel} device pixels a pixel, in ${vision}`;
          assert.ok(share >= TEXTURE, `${where}: they differ in ${share} of what they paint`);
          const before = least.get(vision)!;
          if (share < before.share) least.set(vision, { share, mean, looks: looks.join(' and ') });
        }
        for (const { name, contrast } of contrasts) assert.ok(contrast >= 3, `${name}: ${contrast}:1 to the ground`);
      }
    }
    for (const [vision, { share, mean, looks }] of least) {
      t.diagnostic(
        `${vision}: ${(100 * share).toFixed(1)} % at least, ${looks}, whose means are ${mean.toFixed(1)} apart`,
      );
    }
  });
}

test('contrast and simulated colour blindness agree with their definitions', () => {
  // The examples are those of the WCAG working group, and colours that a dichromat sees as greys.
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21);
  assert.ok(Math.abs(contrast([118, 118, 118], [255, 255, 255]) - 4.54) < 0.01);
  for (const vision of visions) {
    const [lightness, a, b] = labOf([128, 128, 128], vision);
    assert.ok(Math.abs(lightness - 53.6) < 0.1 && Math.hypot(a, b) < 0.1, `a grey stays one in ${vision}`);
  }
  const apart = (vision: (typeof visions)[number]) =>
    difference(labOf([200, 60, 60], vision), labOf([115, 115, 60], vision));
  assert.ok(apart('deuteranopia') < apart('colour') / 3, 'red and olive are much alike without green cones');
});
