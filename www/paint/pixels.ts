import { isLoading, State } from '../run/state.ts';
import type { Brush, Inks, Look } from './brush.ts';
import type { Grid } from './grid.ts';
import type { Pixels } from './sources.ts';

/** Tiles whose shorter side is at least this, in device pixels, have a border and a gap around it. */
const MIN_BORDER_SIDE = 5;

/** The load of a tile without a border has this many steps, in which the greys grow stronger. */
const FADE_STEPS = 16;

/** The greys' opacity grows during a load from the first number to the second: with a border, and without. */
const BORDERED_GREYS = [0, 0.5] as const;
const BORDERLESS_GREYS = [0.2, 0.7] as const;

/** The part of the border that a load has not drawn yet has this opacity. */
const FAINT = 0.5;

/** The inside of a tile in these states is filled with ink of this opacity. */
const FILL: Readonly<Record<number, readonly [bordered: number, borderless: number]>> = {
  [State.idle]: [0, 0.12],
  [State.queued]: [0, 0.3],
  [State.blocked]: [1, 0.8],
  [State.ready]: [0.6, 0.5],
  [State.unknown]: [0, 0.4],
};

/** Maps the pixels of a tile, row by row, to the parts that are drawn. Tiles of one size share a shape. */
interface Shape {
  /** Gives each pixel's index in the raster that a render fills, or -1 in the gap. */
  readonly raster: Int32Array;
  /** Gives each pixel's index in the border, clockwise from the top left, or -1 outside of it. */
  readonly border: Int32Array;
  /** `cells` counts the pixels of the raster, and `length` those of the border. */
  readonly cells: number;
  readonly length: number;
}

/** Paints tiles that are too small for shapes. It writes their pixels, and copies all to the canvas in one call. */
export class PixelBrush implements Brush {
  readonly steps: number;
  readonly cells: number;
  readonly places = 0;
  readonly #context: CanvasRenderingContext2D;
  readonly #grid: Grid;
  readonly #pixels: Pixels;
  readonly #image: ImageData;
  readonly #words: Uint32Array;
  readonly #ink: number;
  /** A tile is framed in this colour, over the gap, where an executor works at it; without a border, it is filled with it. */
  readonly #work: number;
  /** The border of a blocked tile has this colour. */
  readonly #blocked: number;
  readonly #isBordered: boolean;
  readonly #shapes = new Map<number, Shape>();
  /** These four bound the area that is painted and not on the canvas yet. */
  #left = Number.POSITIVE_INFINITY;
  #top = Number.POSITIVE_INFINITY;
  #right = 0;
  #bottom = 0;

  constructor(context: CanvasRenderingContext2D, grid: Grid, pixels: Pixels, inks: Inks) {
    this.#context = context;
    this.#grid = grid;
    this.#pixels = pixels;
    this.#image = context.createImageData(grid.width, grid.height);
    this.#words = new Uint32Array(this.#image.data.buffer);
    this.#ink = this.#read(inks.ink);
    this.#work = this.#read(inks.render);
    this.#blocked = this.#read(inks.blocked);
    const [width, height] = [
      Math.floor(grid.width / (grid.lefts.length - 1)),
      Math.floor(grid.height / (grid.tops.length - 1)),
    ];
    this.#isBordered = Math.min(width, height) >= MIN_BORDER_SIDE;
    const { cells, length } = this.#shape(width, height);
    this.steps = length || FADE_STEPS;
    this.cells = Math.max(1, cells);
  }

  paint(tile: number, { state, step, cell, wiped }: Readonly<Look>): void {
    const { x, y, width, height } = this.#grid.area(tile);
    this.#left = Math.min(this.#left, x);
    this.#top = Math.min(this.#top, y);
    this.#right = Math.max(this.#right, x + width);
    this.#bottom = Math.max(this.#bottom, y + height);

    const [words, { colours, greys }, ink] = [this.#words, this.#pixels, this.#ink];
    const { raster, border, cells, length } = this.#shape(width, height);
    const isFinished = state === State.finished;
    const picture = cell > 0 ? colours : greys;
    const done = Math.floor((cell * cells) / this.cells);
    const cursor = state === State.render || state === State.switch ? done : -1;
    const isPart = isLoading(state) || state === State.ready;
    const drawn = state === State.idle ? 0 : isPart ? Math.floor((step * length) / this.steps) : length;
    const faint = fade(ink, FAINT);
    const opacity = FILL[state]?.[this.#isBordered ? 0 : 1];
    const filled = opacity === undefined ? 0 : fade(ink, opacity);
    const [from, to] = this.#isBordered ? BORDERED_GREYS : BORDERLESS_GREYS;
    const greysOpacity = from + ((to - from) * step) / this.steps;
    const isFramed = this.#isBordered && cursor >= 0;
    const isFilled = !this.#isBordered && state === State.render;
    const isDotted = state === State.unknown;
    const line = state === State.blocked ? this.#blocked : ink;

    let i = 0;
    for (let row = 0; row < height; row++) {
      let at = (y + row) * this.#grid.width + x;
      for (let column = 0; column < width; column++, at++, i++) {
        const place = raster[i]!;
        let word: number;
        if (column < wiped) word = 0;
        else if (isFinished) word = picture[at]!;
        else if (isFramed && (place < 0 || border[i]! >= 0)) word = this.#work;
        else if (place < 0) word = 0;
        else if (place < done) word = colours[at]!;
        else if (isFilled) word = this.#work;
        else if (place === cursor) word = ink;
        else if (border[i]! >= 0) word = border[i]! < drawn && (!isDotted || border[i]! % 4 < 2) ? line : faint;
        else word = opacity === undefined ? fade(greys[at]!, greysOpacity) : filled;
        words[at] = word;
      }
    }
  }

  flush(): void {
    const [width, height] = [this.#right - this.#left, this.#bottom - this.#top];
    if (width > 0 && height > 0) this.#context.putImageData(this.#image, 0, 0, this.#left, this.#top, width, height);
    this.#left = this.#top = Number.POSITIVE_INFINITY;
    this.#right = this.#bottom = 0;
  }

  /** Converts a CSS colour to a pixel of an `ImageData`. A canvas does this, since it can read any CSS colour. */
  #read(colour: string): number {
    const context = this.#context;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0]!;
  }

  #shape(width: number, height: number): Shape {
    const key = width * 0x10000 + height;
    let shape = this.#shapes.get(key);
    if (!shape) {
      shape = createShape(width, height, this.#isBordered ? 1 : 0);
      this.#shapes.set(key, shape);
    }
    return shape;
  }
}

function createShape(width: number, height: number, gap: number): Shape {
  const raster = new Int32Array(width * height).fill(-1);
  const border = new Int32Array(width * height).fill(-1);
  const [right, bottom] = [width - 1 - gap, height - 1 - gap];
  let cells = 0;
  for (let y = gap; y <= bottom; y++) {
    for (let x = gap; x <= right; x++) raster[y * width + x] = cells++;
  }
  let length = 0;
  if (gap > 0) {
    for (let x = gap; x < right; x++) border[gap * width + x] = length++;
    for (let y = gap; y < bottom; y++) border[y * width + right] = length++;
    for (let x = right; x > gap; x--) border[bottom * width + x] = length++;
    for (let y = bottom; y > gap; y--) border[y * width + gap] = length++;
  }
  return { raster, border, cells, length };
}

/** Multiplies a pixel's opacity: the fourth byte, which is the highest one on little-endian machines, as all are today. */
function fade(word: number, opacity: number): number {
  return ((word & 0xffffff) | (Math.round((word >>> 24) * opacity) << 24)) >>> 0;
}
