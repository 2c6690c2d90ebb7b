import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulatePreset, type Timeline } from '../support/simulator.ts';
import { withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock, playEvenly, scrollTo } from './support/clock.ts';
import { post } from './support/post.ts';
import { expectedAt, readTiles, type TileSeen } from './support/tiles.ts';

const openPage = withBrowser();

function assertShows(seen: TileSeen[], timeline: Timeline, t: number, context: string): void {
  // The border of a small tile grows by few steps, and its corner hides the first pixels of the next side.
  const tolerance = seen.length > 16 ? 0.05 : 0.03;
  const expected = expectedAt(timeline, t);
  // A border of less than a pixel cannot be seen.
  const states = seen.map(({ state }, tile) =>
    state === 'idle' && expected[tile]!.part < 0.005 ? expected[tile]!.state : state,
  );
  assert.deepEqual(
    states,
    expected.map(({ state }) => state),
    `states, ${context}`,
  );
  for (const [tile, { state, part }] of expected.entries()) {
    const { border, cells } = seen[tile]!;
    if (state === 'load') {
      assert.ok(
        Math.abs(border - part) < tolerance,
        `tile ${tile} has ${border} of its border at ${part} of its load, ${context}`,
      );
    }
    if (state === 'render') {
      const [least, most] = cells;
      const expected = Math.floor(part * 100);
      const where = `tile ${tile} has ${least} to ${most} cells of ${expected}, ${context}`;
      assert.ok(least <= expected && expected <= most, where);
    }
  }
}

const SMALL = [0, 1504, 3008, 4000, 6400, 8000, 16_000];
const FIGURES: [ids: string[], side: number, times: number[]][] = [
  [['single-pixel-load'], 1, [0, 800, 2000, 3984, 4000, 4800]],
  [['single-pixel-render'], 1, [0, 800, 2000, 3984, 4000, 4800]],
  [['sync-ideal'], 4, [...SMALL, 40_000]],
  [['parallel-ideal'], 4, SMALL.slice(0, 6)],
  [['coroutine-ideal'], 4, SMALL],
  [['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'], 4, SMALL],
  [['io-bound-left', 'io-bound-right'], 4, SMALL.slice(0, 5)],
  [['cpu-bound-left', 'cpu-bound-right'], 4, [0, 496, 1504, 2400, 8000]],
  [['both-bound-left', 'both-bound-right'], 4, SMALL],
  [['large-left', 'large-right'], 16, [0, 1504, 3200, 6400]],
];

for (const [ids, side, times] of FIGURES) {
  for (const deviceScaleFactor of [1, 2]) {
    test(`${ids.join(', ')} agree with the timeline, at ${deviceScaleFactor} device pixels a pixel`, async (t) => {
      const url = await post({ figures: ids });
      const page = await openWithClock(openPage, t, url, { viewport: { width: 1200, height: 900 }, deviceScaleFactor });
      await mounted(page);
      await playEvenly(page);
      await scrollTo(page, ids[0]!, 0.3);
      await page.clock.runFor(FRAME);
      let now = 0;
      for (const time of times) {
        if (time > now) await page.clock.runFor(time - now);
        now = time;
        for (const id of ids) {
          assertShows(await readTiles(page, id, side, side), simulatePreset(id), time, `${id} at ${time} ms`);
        }
      }
    });
  }
}
