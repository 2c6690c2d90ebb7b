// What a figure shows, read from its pixels alone, and what it must show.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { simulatePreset, type Timeline } from '../../support/simulator.ts';

export interface TileSeen {
  state: 'idle' | 'load' | 'ready' | 'render' | 'finished';
  /** How much of the border is drawn, from 0 to 1, while it loads. */
  border: number;
  /** How many cells of the raster are coloured while it renders. */
  cells: number;
}

/** Reads every tile of a figure: the shapes that tell its states apart, whatever the picture's colours. */
export function readTiles(page: Page, id: string, columns: number, rows: number): Promise<TileSeen[]> {
  return page.evaluate(
    ({ id, columns, rows }) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`#${id} canvas`)!;
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
      const alpha = (x: number, y: number) => data[4 * (Math.floor(y) * width + Math.floor(x)) + 3]!;

      const read = (tile: number): TileSeen => {
        const [column, row] = [tile % columns, Math.floor(tile / columns)];
        const [x0, y0] = [Math.round((column * width) / columns), Math.round((row * height) / rows)];
        const [x1, y1] = [Math.round(((column + 1) * width) / columns), Math.round(((row + 1) * height) / rows)];
        const none = { border: 0, cells: 0 };
        if (alpha(x0, y0) === 255) return { state: 'finished', ...none };

        // The gap around the tile, and the border inside of it, as www/paint/shapes.ts has them.
        const side = Math.min(x1 - x0, y1 - y0);
        const gap = Math.max(1, Math.round(side * 0.035));
        const [left, top, right, bottom] = [x0 + gap, y0 + gap, x1 - gap, y1 - gap];
        const [across, down] = [right - left, bottom - top];
        // Just inside of a thin outline, where a thick border covers the picture.
        const inside = Math.max(1, Math.round(side * 0.05) - 1);
        const path: [x: number, y: number][] = [];
        for (let x = left; x < right; x++) path.push([x, top + inside]);
        for (let y = top; y < bottom; y++) path.push([right - 1 - inside, y]);
        for (let x = right - 1; x >= left; x--) path.push([x, bottom - 1 - inside]);
        for (let y = bottom - 1; y >= top; y--) path.push([left + inside, y]);
        const gapAt = path.findIndex(([x, y]) => alpha(x, y) < 255);
        const drawn = gapAt < 0 ? path.length : gapAt;
        const middle = alpha(left + across / 2, top + down / 2);
        if (gapAt < 0 && middle === 0) return { state: 'ready', ...none };

        const isOpaque = (cell: number, part: number) =>
          alpha(left + ((cell % 10) + part) * (across / 10), top + (Math.floor(cell / 10) + part) * (down / 10)) ===
          255;
        // The first cell is coloured, or under the cursor, for as long as a tile renders. It is looked at past the place
        // of a thick border. The last opaque one is always the cursor's.
        if (isOpaque(0, 0.8)) {
          const cells = Array.from({ length: 100 }, (_, cell) => isOpaque(cell, 0.5)).lastIndexOf(true);
          return { state: 'render', border: 0, cells };
        }
        if (middle === 0 && drawn === 0) return { state: 'idle', ...none };
        return { state: 'load', border: drawn / path.length, cells: 0 };
      };
      return Array.from({ length: columns * rows }, (_, tile) => read(tile));
    },
    { id, columns, rows },
  );
}

export interface TileExpected {
  state: TileSeen['state'];
  /** How much of the span that it is in has gone by, from 0 to 1. */
  part: number;
}

/** What each tile must show at `t`, found by a look at every span. */
export function expectedAt(timeline: Timeline, t: number): TileExpected[] {
  const tiles = Array.from({ length: timeline.tasks }, (): TileExpected => ({ state: 'idle', part: 0 }));
  for (let span = 0; span < timeline.task.length; span++) {
    const [start, end] = [timeline.start[span]!, timeline.end[span]!];
    const tile = tiles[timeline.task[span]!];
    // The start of a slot belongs to no tile.
    if (!tile) continue;
    if (end <= t) tile.state = 'finished';
    else if (start <= t)
      Object.assign(tile, { state: timeline.kinds[timeline.kind[span]!]!, part: (t - start) / (end - start) });
  }
  return tiles;
}

/** Checks that a figure shows the states that its timeline has at `time`. */
export async function assertShows(
  page: Page,
  id: string,
  timeline: Timeline,
  time: number,
  { columns = 4, rows = 4, message = `${id} at ${time} ms` } = {},
): Promise<void> {
  const states = (tiles: readonly { state: string }[]) => tiles.map(({ state }) => state);
  assert.deepEqual(states(await readTiles(page, id, columns, rows)), states(expectedAt(timeline, time)), message);
}

/** The same of a 4×4 figure with a known id. */
export function assertShowsPreset(page: Page, id: string, time: number, message?: string): Promise<void> {
  return assertShows(page, id, simulatePreset(id), time, message === undefined ? {} : { message });
}

/** Which tiles of a 4×4 picture are lit; nothing where none are, and none are dimmed. */
export function litTiles(page: Page, id: string): Promise<boolean[] | null> {
  return page.evaluate((id) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`#${id} .cvsp-glow`);
    if (!canvas) return null;
    const side = canvas.width / 4;
    const context = canvas.getContext('2d')!;
    return Array.from({ length: 16 }, (_, tile) => {
      const [x, y] = [(tile % 4) * side, Math.floor(tile / 4) * side];
      return context.getImageData(x, y, side, side).data.some((value) => value > 0);
    });
  }, id);
}
