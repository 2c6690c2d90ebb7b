import { State } from '../run/state.ts';
import type { Brush, Look } from './brush.ts';
import type { Area, Grid } from './grid.ts';
import type { Sources } from './sources.ts';

/** A render fills this many rows, of this many cells each. */
const RASTER = 10;

/** The greys of a loaded picture have this opacity. */
const GREYS_OPACITY = 0.5;

/** The greys fade in by this many steps. The border grows by more, since it costs less to paint. */
const FADE_STEPS = 24;

/**
 * Paints tiles by calls of the canvas.
 *
 * States differ in shape as well as in colour:
 * - idle: a thin, faint outline
 * - queued: an outline with three dots
 * - load: a thick border that grows clockwise from the top left, around greys that fade in
 * - blocked: the same with a stop mark
 * - ready: the closed thick border with a pause mark; an outline with that mark if the tile is not loaded yet
 * - switch: the closed thick border and a cursor at the first cell to render
 * - render: an outline and a cursor, before which the cells have their colours
 * - finished: the whole picture, with no gap around it
 */
export class ShapeBrush implements Brush {
  readonly steps: number;
  readonly cells = RASTER * RASTER;
  readonly #context: CanvasRenderingContext2D;
  readonly #grid: Grid;
  readonly #sources: () => Sources;
  /** The border of a load is `#thick` device pixels wide, and an outline `#thin`. */
  readonly #thick: number;
  readonly #thin: number;

  /**
   * @param sources returns the picture, which is drawn at the first call
   * @param ink the colour of all lines
   * @param pixel the size of a CSS pixel in device pixels
   */
  constructor(context: CanvasRenderingContext2D, grid: Grid, sources: () => Sources, ink: string, pixel: number) {
    this.#context = context;
    this.#grid = grid;
    this.#sources = sources;
    context.fillStyle = ink;
    context.strokeStyle = ink;
    const area = grid.area(0);
    this.#thick = Math.max(2, Math.round(sideOf(area) * 0.05));
    // An outline that is as thick as a border would make a render look like a switch.
    this.#thin = Math.max(1, Math.min(Math.round(pixel), this.#thick - 1));
    // A border grows by half of its thickness, which is about a pixel on a screen.
    this.steps = Math.max(FADE_STEPS, Math.floor((4 * (area.width + area.height)) / this.#thick));
  }

  paint(tile: number, now: Readonly<Look>, before: Readonly<Look> | undefined): void {
    const context = this.#context;
    const area = this.#grid.area(tile);
    const inner = inset(area, Math.max(1, Math.round(sideOf(area) * 0.035)));
    if (before && this.#isMoreOfBorder(now, before)) {
      paintBorder(context, inner, this.#thick, before.step / this.steps, now.step / this.steps);
    } else if (before && isMoreOfRaster(now, before)) {
      const top = rowTop(inner, Math.floor(before.cell / RASTER));
      const bottom = rowTop(inner, Math.min(RASTER, Math.floor(now.cell / RASTER) + 1));
      context.save();
      context.beginPath();
      context.rect(inner.x, inner.y + top, inner.width, bottom - top);
      context.clip();
      this.#paintWhole(area, inner, now);
      context.restore();
    } else {
      this.#paintWhole(area, inner, now);
      if (now.wiped > 0) context.clearRect(area.x, area.y, now.wiped, area.height);
    }
  }

  flush(): void {}

  /**
   * Returns whether only the border has grown, so that the rest need not be painted. Blocked tiles are always painted as
   * a whole, since their mark may lie over the border.
   */
  #isMoreOfBorder(now: Readonly<Look>, before: Readonly<Look>): boolean {
    return (
      now.state === State.load &&
      differInProgress(now, before) &&
      now.cell === before.cell &&
      now.step > before.step &&
      this.#greysProgress(now) === this.#greysProgress(before)
    );
  }

  /** Returns how far the greys have faded in, from 0 to 1. */
  #greysProgress({ step }: Readonly<Look>): number {
    return Math.floor((step * FADE_STEPS) / this.steps) / FADE_STEPS;
  }

  #paintWhole(area: Area, inner: Area, look: Readonly<Look>): void {
    const context = this.#context;
    const { state, step, cell } = look;
    context.clearRect(area.x, area.y, area.width, area.height);
    if (state === State.finished) {
      const { colours, greys } = this.#sources();
      copy(context, cell > 0 ? colours : greys, area);
      return;
    }

    if (state !== State.idle && state !== State.queued && step > 0) {
      context.globalAlpha = GREYS_OPACITY * this.#greysProgress(look);
      copy(context, this.#sources().greys, inner);
      context.globalAlpha = 1;
    }
    const hasCursor = state === State.render || state === State.switch;
    const cursor = hasCursor || cell > 0 ? paintRaster(context, this.#sources(), inner, cell) : null;
    switch (state) {
      case State.idle:
      case State.load:
      case State.blocked:
        context.globalAlpha = 0.5;
        strokeInside(context, inner, this.#thin);
        context.globalAlpha = 1;
        paintBorder(context, inner, this.#thick, 0, step / this.steps);
        break;
      case State.queued:
      case State.render:
        strokeInside(context, inner, this.#thin);
        break;
      case State.ready:
        strokeInside(context, inner, step > 0 ? this.#thick : this.#thin);
        break;
      case State.switch:
        strokeInside(context, inner, this.#thick);
        break;
    }
    if (hasCursor && cursor) context.fillRect(cursor.x, cursor.y, cursor.width, cursor.height);
    const mark = MARKS[state];
    if (mark) paintMark(context, inner, mark);
  }
}

/** Returns whether the only difference is that more cells are rendered. */
function isMoreOfRaster(now: Readonly<Look>, before: Readonly<Look>): boolean {
  return (
    now.state === State.render && differInProgress(now, before) && now.step === before.step && now.cell > before.cell
  );
}

/** Returns whether two looks can differ in their progress only. */
function differInProgress(now: Readonly<Look>, before: Readonly<Look>): boolean {
  return now.state === before.state && now.wiped === 0 && before.wiped === 0;
}

function sideOf({ width, height }: Area): number {
  return Math.min(width, height);
}

/** Copies an area of the picture to the same area of the canvas. */
function copy(context: CanvasRenderingContext2D, source: CanvasImageSource, { x, y, width, height }: Area): void {
  if (width > 0 && height > 0) context.drawImage(source, x, y, width, height, x, y, width, height);
}

function inset({ x, y, width, height }: Area, by: number): Area {
  return { x: x + by, y: y + by, width: Math.max(0, width - 2 * by), height: Math.max(0, height - 2 * by) };
}

function strokeInside(context: CanvasRenderingContext2D, area: Area, width: number): void {
  const line = inset(area, width / 2);
  context.lineWidth = width;
  context.strokeRect(line.x, line.y, line.width, line.height);
}

/**
 * Paints a piece of a border, clockwise from the top left.
 *
 * @param from the start of the piece, as a part of the border from 0 to 1
 * @param to the end of the piece
 */
function paintBorder(context: CanvasRenderingContext2D, area: Area, width: number, from: number, to: number): void {
  const { x, y, width: across, height: down } = area;
  const length = 2 * (across + down);
  let [start, end] = [Math.floor(from * length), Math.floor(to * length)];
  /** Moves on to the next edge, and returns the part of this one to draw, or null. */
  const edge = (length: number) => {
    const part = [Math.max(0, start), Math.min(length, end)] as const;
    start -= length;
    end -= length;
    return part[0] < part[1] ? part : null;
  };
  const top = edge(across);
  if (top) context.fillRect(x + top[0], y, top[1] - top[0], width);
  const right = edge(down);
  if (right) context.fillRect(x + across - width, y + right[0], width, right[1] - right[0]);
  const bottom = edge(across);
  if (bottom) context.fillRect(x + across - bottom[1], y + down - width, bottom[1] - bottom[0], width);
  const left = edge(down);
  if (left) context.fillRect(x, y + down - left[1], width, left[1] - left[0]);
}

/** Paints the first `cells` cells in colour, row by row. It returns the area of the next cell, or null after the last. */
function paintRaster(context: CanvasRenderingContext2D, sources: Sources, area: Area, cells: number): Area | null {
  const row = Math.floor(cells / RASTER);
  const left = (column: number) => Math.round((column * area.width) / RASTER);
  const { x, y, width } = area;
  const top = rowTop(area, row);
  copy(context, sources.colours, { x, y, width, height: top });
  if (row === RASTER) return null;
  const column = cells % RASTER;
  const height = rowTop(area, row + 1) - top;
  copy(context, sources.colours, { x, y: y + top, width: left(column), height });
  return { x: x + left(column), y: y + top, width: left(column + 1) - left(column), height };
}

/** Returns the distance from the top of the area to a row of the raster. */
function rowTop(area: Area, row: number): number {
  return Math.round((row * area.height) / RASTER);
}

/** The marks of waiting states are rectangles: x and y from the centre, width, height; in % of the tile's shorter side. */
const MARKS: Readonly<Record<number, readonly (readonly [number, number, number, number])[]>> = {
  [State.ready]: [
    [-11, -12, 7, 24],
    [4, -12, 7, 24],
  ],
  [State.blocked]: [[-10, -10, 20, 20]],
  [State.queued]: [
    [-17, -4, 8, 8],
    [-4, -4, 8, 8],
    [9, -4, 8, 8],
  ],
};

/** Paints a mark on a transparent disc, through which the page's background is seen. */
function paintMark(context: CanvasRenderingContext2D, area: Area, mark: (typeof MARKS)[number]): void {
  const unit = Math.min(area.width, area.height) / 100;
  const [x, y] = [area.x + area.width / 2, area.y + area.height / 2];
  context.globalCompositeOperation = 'destination-out';
  context.beginPath();
  context.arc(x, y, 23 * unit, 0, 2 * Math.PI);
  context.fill();
  context.globalCompositeOperation = 'source-over';
  for (const [left, top, width, height] of mark) {
    const size = (part: number) => Math.max(1, Math.round(part * unit));
    context.fillRect(Math.round(x + left * unit), Math.round(y + top * unit), size(width), size(height));
  }
}
