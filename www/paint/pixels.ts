import { isLoading, State } from '../run/state.ts';
import type { Brush, Look } from './brush.ts';
import type { Grid } from './grid.ts';
import type { Pixels } from './sources.ts';

/** Tiles that are less wide or high than this, in device pixels, are painted pixel by pixel. */
export const LARGEST = 8;

/** A tile of at least so many pixels across has a gap around it, and a border; a smaller one is all picture. */
const BORDERED = 5;

/** How many steps a load has where there is no border to grow. */
const FADES = 16;

/** How strong the greys are in a tile with a border: those of larger tiles; and in one without, which begins with some. */
const WASH = [0, 0.5] as const;
const BARE_WASH = [0.2, 0.7] as const;

/** How strong the ink is: of a border that is not drawn yet, and inside of a tile by its state, with a border and without. */
const FAINT = 0.5;
const INSIDE: Readonly<Record<number, readonly [bordered: number, bare: number]>> = {
  [State.idle]: [0, 0.12],
  [State.queued]: [0, 0.3],
  [State.blocked]: [1, 0.8],
  [State.ready]: [0.6, 0.5],
};

/** Where the pixels of tiles of one size are in what is drawn. */
interface Shape {
  /** Each pixel's place in the raster that a render fills; -1 in the gap. */
  readonly raster: Int32Array;
  /** Each pixel's place in the border, clockwise from the top left; -1 where it is not in it. */
  readonly border: Int32Array;
  /** How many pixels the raster and the border have. */
  readonly cells: number;
  readonly length: number;
}

/** Paints tiles that are too small for shapes: many of them at once, as pixels that are put onto the canvas in one call. */
export class PixelBrush implements Brush {
  readonly steps: number;
  readonly cells: number;
  readonly #context: CanvasRenderingContext2D;
  readonly #grid: Grid;
  readonly #pixels: Pixels;
  readonly #image: ImageData;
  readonly #words: Uint32Array;
  readonly #ink: number;
  readonly #isBordered: boolean;
  readonly #shapes = new Map<number, Shape>();
  /** What is not on the canvas yet. */
  #left = Number.POSITIVE_INFINITY;
  #top = Number.POSITIVE_INFINITY;
  #right = 0;
  #bottom = 0;

  constructor(context: CanvasRenderingContext2D, grid: Grid, pixels: Pixels, ink: string) {
    this.#context = context;
    this.#grid = grid;
    this.#pixels = pixels;
    this.#image = context.createImageData(grid.width, grid.height);
    this.#words = new Uint32Array(this.#image.data.buffer);
    this.#ink = this.#read(ink);
    const [width, height] = [
      Math.floor(grid.width / (grid.lefts.length - 1)),
      Math.floor(grid.height / (grid.tops.length - 1)),
    ];
    this.#isBordered = Math.min(width, height) >= BORDERED;
    const { cells, length } = this.#shape(width, height);
    this.steps = length || FADES;
    this.cells = Math.max(1, cells);
  }

  paint(tile: number, { state, step, cell, gone }: Readonly<Look>): void {
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
    const drawn = state === State.idle ? 0 : isLoading(state) ? Math.floor((step * length) / this.steps) : length;
    const faint = fade(ink, FAINT);
    const bare = this.#isBordered ? 0 : 1;
    const inside = INSIDE[state]?.[bare];
    const filled = inside === undefined ? 0 : fade(ink, inside);
    const [from, to] = bare ? BARE_WASH : WASH;
    const wash = from + ((to - from) * step) / this.steps;

    let i = 0;
    for (let row = 0; row < height; row++) {
      let at = (y + row) * this.#grid.width + x;
      for (let column = 0; column < width; column++, at++, i++) {
        const place = raster[i]!;
        let word: number;
        if (column < gone) word = 0;
        else if (isFinished) word = picture[at]!;
        else if (place < 0) word = 0;
        else if (place < done) word = colours[at]!;
        else if (place === cursor) word = ink;
        else if (border[i]! >= 0) word = border[i]! < drawn ? ink : faint;
        else word = inside === undefined ? fade(greys[at]!, wash) : filled;
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

  /** The number that a colour is in an `ImageData`: only a canvas knows all ways to write colours. */
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

/** A pixel that lets something through: its last byte is its opacity, which all of today's machines keep topmost. */
function fade(word: number, strength: number): number {
  return ((word & 0xffffff) | (Math.round((word >>> 24) * strength) << 24)) >>> 0;
}
