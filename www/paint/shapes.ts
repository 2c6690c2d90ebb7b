import { State } from '../run/state.ts';
import type { Brush, Look } from './brush.ts';
import type { Area, Grid } from './grid.ts';
import type { Sources } from './sources.ts';

/** A render fills a raster of so many cells by as many. */
const RASTER = 10;

/** How strong the greys of a loaded picture are beside its colours. */
const WASH = 0.5;

/** How many steps a picture fades in by: fewer than a border grows by, since it is painted as a whole. */
const WASHES = 24;

/**
 * Paints tiles by calls of the canvas.
 *
 * The states differ in shape, not in colour only: a thin outline before it begins, with three dots while it waits for the
 * far end; a thick border that grows clockwise from the top left while it loads, around a picture that fades in, in pale
 * greys, with a stop mark where it keeps its executor from all others; the closed border with a pause mark while it waits
 * for its turn; a cursor that writes the picture cell by cell while it renders, inside the closed border while the
 * executor is still switching to it; the whole picture, with no gap around it, when it is finished.
 */
export class ShapeBrush implements Brush {
  readonly steps: number;
  readonly cells = RASTER * RASTER;
  readonly #context: CanvasRenderingContext2D;
  readonly #grid: Grid;
  readonly #sources: () => Sources;
  /** How thick the border of a load is, and an outline. */
  readonly #thick: number;
  readonly #thin: number;

  /**
   * @param sources the picture, which is drawn only when something of it is shown
   * @param ink the colour of all lines
   * @param pixel how many device pixels a CSS pixel has
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
    // A border grows by half of its thickness, which is a pixel or little more on a screen.
    this.steps = Math.max(WASHES, Math.floor((4 * (area.width + area.height)) / this.#thick));
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
      if (now.gone > 0) context.clearRect(area.x, area.y, now.gone, area.height);
    }
  }

  flush(): void {}

  /** Whether nothing but the border is another. A mark may reach into the border of a small tile: it is painted after it. */
  #isMoreOfBorder(now: Readonly<Look>, before: Readonly<Look>): boolean {
    return (
      now.state === State.load &&
      isSameBut(now, before) &&
      now.cell === before.cell &&
      now.step > before.step &&
      this.#wash(now) === this.#wash(before)
    );
  }

  #wash({ step }: Readonly<Look>): number {
    return Math.floor((step * WASHES) / this.steps) / WASHES;
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
      context.globalAlpha = WASH * this.#wash(look);
      copy(context, this.#sources().greys, inner);
      context.globalAlpha = 1;
    }
    const writes = state === State.render || state === State.switch;
    const cursor = writes || cell > 0 ? paintRaster(context, this.#sources(), inner, cell) : null;
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
      case State.switch:
        strokeInside(context, inner, this.#thick);
        break;
    }
    if (writes && cursor) context.fillRect(cursor.x, cursor.y, cursor.width, cursor.height);
    const mark = MARKS[state];
    if (mark) paintMark(context, inner, mark);
  }
}

/** Whether nothing but more cells are rendered. */
function isMoreOfRaster(now: Readonly<Look>, before: Readonly<Look>): boolean {
  return now.state === State.render && isSameBut(now, before) && now.step === before.step && now.cell > before.cell;
}

/** Whether two looks may differ in their progress alone. */
function isSameBut(now: Readonly<Look>, before: Readonly<Look>): boolean {
  return now.state === before.state && now.gone === 0 && before.gone === 0;
}

function sideOf({ width, height }: Area): number {
  return Math.min(width, height);
}

/** The same part of the picture as of the figure. */
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

/** The border between two parts of it, whole pixels each: from the top left, clockwise, at an even pace. */
function paintBorder(context: CanvasRenderingContext2D, area: Area, width: number, from: number, to: number): void {
  const { x, y, width: across, height: down } = area;
  const length = 2 * (across + down);
  let [start, end] = [Math.floor(from * length), Math.floor(to * length)];
  /** Goes on to the next edge; returns the part of this one that is to be drawn. */
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

/** The cells that are rendered, row by row. Returns the one that is being rendered. */
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

/** How far down a row of the raster begins. */
function rowTop(area: Area, row: number): number {
  return Math.round((row * area.height) / RASTER);
}

/** The marks of states that wait, as rectangles on a disc: [x, y, width, height] in hundredths of the tile's side. */
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

/** A mark on a disc of the page's own background. */
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
