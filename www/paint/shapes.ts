import { isRunning, State } from '../run/state.ts';
import type { Brush, Inks, Look } from './brush.ts';
import { paintDigits } from './digits.ts';
import type { Area, Grid } from './grid.ts';
import type { Sources } from './sources.ts';

/** A render fills this many rows, of this many cells each. */
const RASTER = 10;

/** The greys of a loaded picture have this opacity. */
const GREYS_OPACITY = 0.5;

/** The greys fade in by this many steps. The border grows by more, since it costs less to paint. */
const FADE_STEPS = 24;

/** The outline of a tile that has not begun has this opacity; under a border that grows, it is fainter. */
const FAINT = 0.5;
const FAINTER = 0.15;

/** The border of a tile of which nothing is known has so many dashes. */
const DASHES = 12;

/** Tiles whose shorter side is at least this, in CSS pixels, have room for one digit; at least the second, for two. */
const MIN_DIGIT_SIDES = [20, 32] as const;

/** Tiles whose shorter side is below this, in CSS pixels, have a plain square in the place of a head and shoulders. */
const MIN_WORKER_SIDE = 24;

/**
 * Paints tiles by calls of the canvas.
 *
 * What waits is quiet, and where an executor works it is loud: a thick frame up to the tile's edge, and in the corner a
 * worker. States differ in shape as well as in colour:
 * - idle: a thin, faint outline
 * - queued: an outline with three dots
 * - load: a border that grows clockwise from the top left, around greys that fade in
 * - ready: the closed border, or an outline if the tile is not loaded yet, and the place in the line, or a dot
 * - blocked: as a load, but with a thick border, a worker and a sign of no entry
 * - switch: the corners of a frame, a worker, and a cursor at the first cell to render
 * - render: a frame, a worker, and a cursor, before which the cells have their colours
 * - finished: the whole picture, with no gap around it
 * - unknown: a border of dashes
 *
 * Where each task has an executor of its own, it waits with the task: its outline is in the corner.
 */
export class ShapeBrush implements Brush {
  readonly steps: number;
  readonly cells = RASTER * RASTER;
  readonly places: number;
  readonly #context: CanvasRenderingContext2D;
  readonly #grid: Grid;
  readonly #sources: () => Sources;
  readonly #inks: Inks;
  readonly #areExecutorsOwn: boolean;
  /** These widths are in device pixels: of an outline, of a load's border, and of the frame where an executor works. */
  readonly #thin: number;
  readonly #border: number;
  readonly #frame: number;
  /** Is the distance of a border from the tile's edge. */
  readonly #gap: number;
  /** Is the radius of a worker, or half of the side of the square in its place. */
  readonly #worker: number;
  readonly #hasShoulders: boolean;
  /** Is the distance of its centre from the tile's right and lower edges. */
  readonly #workerOff: number;

  /**
   * @param sources returns the picture, which is drawn at the first call
   * @param pixel the size of a CSS pixel in device pixels
   * @param areExecutorsOwn whether each slot has an executor of its own, which waits with the slot's task
   */
  constructor(
    context: CanvasRenderingContext2D,
    grid: Grid,
    sources: () => Sources,
    inks: Inks,
    pixel: number,
    areExecutorsOwn: boolean,
  ) {
    this.#context = context;
    this.#grid = grid;
    this.#sources = sources;
    this.#inks = inks;
    this.#areExecutorsOwn = areExecutorsOwn;
    const area = grid.area(0);
    const side = sideOf(area);
    this.#gap = Math.max(1, Math.round(side * 0.035));
    this.#frame = Math.max(3, Math.round(side * 0.07));
    this.#border = Math.max(2, Math.round(side * 0.035));
    // An outline that is as thick as a border would hide how far that has grown.
    this.#thin = Math.max(1, Math.min(Math.round(pixel), this.#border - 1));
    this.#hasShoulders = side >= MIN_WORKER_SIDE * pixel;
    this.#worker = Math.max(1.5, Math.round(side * 0.32) / 2);
    // Its disc touches no border.
    const around = this.#hasShoulders ? this.#thin + 1 : 0;
    this.#workerOff = Math.max(this.#frame, this.#gap + this.#border) + this.#worker + around;
    this.places = [9, 99].filter((_, i) => side >= MIN_DIGIT_SIDES[i]! * pixel).at(-1) ?? 0;
    // A border grows by two thirds of its thickness, which is about a pixel on a screen.
    this.steps = Math.max(FADE_STEPS, Math.floor((3 * (area.width + area.height)) / this.#border));
  }

  paint(tile: number, now: Readonly<Look>, before: Readonly<Look> | undefined): void {
    const context = this.#context;
    const area = this.#grid.area(tile);
    const inner = inset(area, this.#gap);
    if (before && this.#isMoreOfBorder(now, before)) {
      context.fillStyle = this.#inks.load;
      paintBorder(context, inner, this.#border, before.step / this.steps, now.step / this.steps);
      return;
    }
    const [top, bottom] =
      before && isMoreOfRaster(now, before) ? rowsOf(inner, before.cell, now.cell) : [0, area.height];
    // The edge of a disc that is painted in part differs from that of a whole one.
    if (bottom < area.height - 2 * this.#workerOff) {
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

  /** Returns whether only the border of a load has grown, so that the rest need not be painted. */
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
    const { ink, load, ready, blocked, render } = this.#inks;
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
    context.fillStyle = ink;
    if (hasCursor && cursor) context.fillRect(cursor.x, cursor.y, cursor.width, cursor.height);
    switch (state) {
      case State.idle:
      case State.load:
      case State.blocked:
        context.globalAlpha = state === State.idle ? FAINT : FAINTER;
        paintBorder(context, inner, this.#thin, 0, 1);
        context.globalAlpha = 1;
        if (state === State.load) {
          context.fillStyle = load;
          paintBorder(context, inner, this.#border, 0, step / this.steps);
        } else if (state === State.blocked) {
          context.fillStyle = blocked;
          paintBorder(context, area, this.#frame, 0, step / this.steps);
          this.#paintMark(inner, state, 0);
        }
        break;
      case State.queued:
        paintBorder(context, inner, this.#thin, 0, 1);
        this.#paintMark(inner, state, 0);
        break;
      case State.ready:
        context.fillStyle = ready;
        paintBorder(context, inner, step > 0 ? this.#border : this.#thin, 0, 1);
        context.fillStyle = ink;
        this.#paintMark(inner, state, look.place);
        break;
      case State.unknown:
        for (let dash = 0; dash < DASHES; dash++)
          paintBorder(context, inner, this.#border, dash / DASHES, (dash + 0.5) / DASHES);
        break;
      case State.switch:
        context.fillStyle = render;
        paintCorners(context, area, this.#frame);
        break;
      case State.render:
        context.fillStyle = render;
        paintBorder(context, area, this.#frame, 0, 1);
        // A gap parts the frame from the picture, which may have the same colour.
        context.globalCompositeOperation = 'destination-out';
        paintBorder(context, inset(area, this.#frame), this.#thin, 0, 1);
        context.globalCompositeOperation = 'source-over';
        break;
    }
    if (isRunning(state)) this.#paintWorker(area, state === State.blocked ? blocked : render, true);
    else if (this.#areExecutorsOwn && state !== State.idle)
      this.#paintWorker(area, state === State.load ? load : ink, false);
  }

  /** Paints the mark of a state on a disc through which the page's background is seen. */
  #paintMark(area: Area, state: number, place: number): void {
    const context = this.#context;
    const unit = sideOf(area) / 100;
    const [x, y] = [area.x + area.width / 2, area.y + area.height / 2];
    const size = (part: number) => Math.max(1, Math.round(part * unit));
    const isDot = state === State.ready && place === 0;
    const dot = Math.max(3, size(18));
    fillDisc(context, x, y, isDot ? dot : 23 * unit, true);
    if (state === State.blocked) {
      fillDisc(context, x, y, Math.max(2, 19 * unit), false);
      const [width, height] = [size(24), size(7)];
      context.clearRect(Math.round(x - width / 2), Math.round(y - height / 2), width, height);
    } else if (place > 0) {
      context.strokeStyle = this.#inks.ink;
      paintDigits(context, place, x, y, size(24));
      if (place === 1) strokeDisc(context, x, y, 21.5 * unit, this.#border);
    } else if (isDot) {
      fillDisc(context, x, y, dot / 2, false);
    } else {
      const side = size(8);
      for (const left of [-17, -4, 9]) {
        context.fillRect(Math.round(x + left * unit), Math.round(y - side / 2), side, side);
      }
    }
  }

  /** Paints an executor in the corner of its tile: full where it works, and hollow where it waits. */
  #paintWorker(area: Area, colour: string, isAtWork: boolean): void {
    const context = this.#context;
    const radius = this.#worker;
    const off = this.#workerOff;
    const [x, y] = [area.x + area.width - off, area.y + area.height - off];
    context.fillStyle = colour;
    if (!this.#hasShoulders) {
      const side = 2 * radius;
      const [left, top] = [Math.round(x - radius), Math.round(y - radius)];
      if (isAtWork) {
        context.fillRect(left, top, side, side);
      } else {
        context.clearRect(left, top, side, side);
        paintBorder(context, { x: left, y: top, width: side, height: side }, 1, 0, 1);
      }
      return;
    }
    fillDisc(context, x, y, radius + this.#thin, true);
    if (isAtWork) {
      fillDisc(context, x, y, radius, false);
      context.globalCompositeOperation = 'destination-out';
    } else {
      context.strokeStyle = colour;
      strokeDisc(context, x, y, radius - this.#thin / 2, this.#thin);
    }
    fillBust(context, x, y, radius);
    context.globalCompositeOperation = 'source-over';
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

/**
 * Paints a piece of a border, clockwise from the top left. No pixel is painted twice.
 *
 * @param from the start of the piece, as a part of the border from 0 to 1
 * @param to the end of the piece
 */
function paintBorder(context: CanvasRenderingContext2D, area: Area, width: number, from: number, to: number): void {
  const { x, y } = area;
  const [across, down] = [Math.max(0, area.width - width), Math.max(0, area.height - width)];
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
  if (right) context.fillRect(x + across, y + right[0], width, right[1] - right[0]);
  const bottom = edge(across);
  if (bottom) context.fillRect(x + width + across - bottom[1], y + down, bottom[1] - bottom[0], width);
  const left = edge(down);
  if (left) context.fillRect(x, y + width + down - left[1], width, left[1] - left[0]);
}

/** Paints the four corners of a frame. */
function paintCorners(context: CanvasRenderingContext2D, area: Area, width: number): void {
  const length = Math.round(sideOf(area) * 0.3);
  const { x, y, width: across, height: down } = area;
  for (const [left, right] of [
    [x, x],
    [x + across - length, x + across - width],
  ] as const) {
    context.fillRect(left, y, length, width);
    context.fillRect(left, y + down - width, length, width);
    context.fillRect(right, y + width, width, length - width);
    context.fillRect(right, y + down - length, width, length - width);
  }
}

/** @param isHole whether the disc is cut out */
function fillDisc(context: CanvasRenderingContext2D, x: number, y: number, radius: number, isHole: boolean): void {
  if (isHole) context.globalCompositeOperation = 'destination-out';
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.globalCompositeOperation = 'source-over';
}

function strokeDisc(context: CanvasRenderingContext2D, x: number, y: number, radius: number, width: number): void {
  context.lineWidth = width;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

/** Fills a head and shoulders in a disc of this radius. */
function fillBust(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y - 0.26 * radius, 0.27 * radius, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.arc(x, y + 0.58 * radius, 0.46 * radius, Math.PI, 2 * Math.PI);
  context.fill();
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

/** Returns where the rows begin and end that change while the cells from one to another one are rendered. */
function rowsOf(area: Area, from: number, to: number): readonly [top: number, bottom: number] {
  return [rowTop(area, Math.floor(from / RASTER)), rowTop(area, Math.min(RASTER, Math.floor(to / RASTER) + 1))];
}

/** Returns the distance from the top of the area to a row of the raster. */
function rowTop(area: Area, row: number): number {
  return Math.round((row * area.height) / RASTER);
}
