// What a figure shows, read from its pixels alone, and what it must show.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { simulatePreset, type Timeline } from '../../support/simulator.ts';

export interface TileSeen {
  state: 'idle' | 'load' | 'ready' | 'render' | 'finished';
  /** How much of the border is drawn, from 0 to 1, while it loads. */
  border: number;
  /** How many cells of the raster are coloured while it renders, at least and at most: some cannot be seen. */
  cells: [least: number, most: number];
}

/** Reads every tile of a figure: the shapes that tell its states apart, whatever the picture's colours. */
export function readTiles(page: Page, id: string, columns: number, rows: number): Promise<TileSeen[]> {
  return page.evaluate(
    ({ id, columns, rows }) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`#${id} canvas`)!;
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
      const alpha = (x: number, y: number) => data[4 * (Math.floor(y) * width + Math.floor(x)) + 3]!;

      const NO_CELLS: [number, number] = [0, 0];
      const read = (tile: number): TileSeen => {
        const [column, row] = [tile % columns, Math.floor(tile / columns)];
        const [x0, y0] = [Math.round((column * width) / columns), Math.round((row * height) / rows)];
        const [x1, y1] = [Math.round(((column + 1) * width) / columns), Math.round(((row + 1) * height) / rows)];
        const none = { border: 0, cells: NO_CELLS };
        // All tiles have the measures of the first, though some may be larger by a pixel.
        const side = Math.min(Math.round(width / columns), Math.round(height / rows));
        const [middleX, middleY] = [(x0 + x1) / 2, (y0 + y1) / 2];

        // The frame and the gap, the border and the outline, as www/paint/shapes.ts has them.
        const [gap, border, frame] = [[1, 0.035] as const, [2, 0.035] as const, [3, 0.07] as const].map(
          ([least, part]) => Math.max(least, Math.round(side * part)),
        ) as [number, number, number];
        const thin = Math.max(1, Math.min(Math.round(devicePixelRatio), border - 1));
        const [left, top, right, bottom] = [x0 + gap, y0 + gap, x1 - gap, y1 - gap];
        const [across, down] = [right - left, bottom - top];

        if (alpha(x0, y0) === 255) {
          if (alpha(x0 + frame, middleY) > 0) return { state: 'finished', ...none };
          // A gap parts the frame from the cells. Some of them are under the frame, or under the worker in the corner.
          const hasShoulders = side >= 24 * devicePixelRatio;
          const worker = Math.max(1.5, Math.round(side * 0.32) / 2);
          const edge = Math.max(frame, gap + border) + 2 * worker + (hasShoulders ? 2 * thin + 1 : 0) + 1;
          let seen = -1;
          let most = -1;
          for (let cell = 0; cell < 100; cell++) {
            const [column, row] = [cell % 10, Math.floor(cell / 10)];
            const inside = (place: number) => (place === 0 ? 0.8 : place === 9 ? 0.2 : 0.5);
            const x = Math.floor(left + (column + inside(column)) * (across / 10));
            const y = Math.floor(top + (row + inside(row)) * (down / 10));
            const isUnderFrame = Math.min(x - x0, y - y0) < frame + thin || Math.max(x - x1, y - y1) >= -(frame + thin);
            if (isUnderFrame || (x >= x1 - edge && y >= y1 - edge)) {
              if (most === cell - 1) most = cell;
            } else if (alpha(x, y) === 255) {
              seen = cell;
              most = cell;
            }
          }
          return { state: 'render', border: 0, cells: [seen, most] };
        }

        // The innermost pixels of a border cover the picture, inside of a thin outline.
        const inside = border - 1;
        const path: [x: number, y: number][] = [];
        for (let x = left; x < right; x++) path.push([x, top + inside]);
        for (let y = top; y < bottom; y++) path.push([right - 1 - inside, y]);
        for (let x = right - 1; x >= left; x--) path.push([x, bottom - 1 - inside]);
        for (let y = bottom - 1; y >= top; y--) path.push([left + inside, y]);
        const gapAt = path.findIndex(([x, y]) => alpha(x, y) < 255);
        if (gapAt < 0) return { state: 'ready', ...none };
        if (gapAt === 0 && alpha(middleX, middleY) === 0) return { state: 'idle', ...none };
        return { state: 'load', border: gapAt / path.length, cells: NO_CELLS };
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
