import type { Frame } from '../run/frame.ts';
import { State } from '../run/state.ts';
import type { Brush, Look } from './brush.ts';
import { Grid } from './grid.ts';
import type { Picture } from './pictures/picture.ts';
import { LARGEST, PixelBrush } from './pixels.ts';
import { ShapeBrush } from './shapes.ts';
import { readPixels, type Sources, sourcesOf } from './sources.ts';

/** In place of a state: nothing is known to be painted. */
const UNKNOWN = 255;

/** Keeps a canvas showing a frame, and paints only the tiles that look different from what is there. */
export class Painter {
  readonly #context: CanvasRenderingContext2D;
  readonly #canvas: HTMLCanvasElement;
  readonly #columns: number;
  readonly #rows: number;
  /** What was painted last for each tile. */
  readonly #state: Uint8Array;
  readonly #step: Uint16Array;
  readonly #cell: Uint16Array;
  readonly #gone: Uint16Array;
  /** The looks that are handed to the brush, one object each for all tiles: thousands may change in a frame. */
  readonly #now: Look = { state: 0, step: 0, cell: 0, gone: 0 };
  readonly #before: Look = { state: 0, step: 0, cell: 0, gone: 0 };
  #picture: Picture;
  /** Where its tiles are. */
  grid: Grid;
  #brush: Brush | undefined;
  #pixel = 1;

  constructor(canvas: HTMLCanvasElement, columns: number, rows: number, picture: Picture) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('the browser gives no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#columns = columns;
    this.#rows = rows;
    this.#state = new Uint8Array(columns * rows).fill(UNKNOWN);
    this.#step = new Uint16Array(columns * rows);
    this.#cell = new Uint16Array(columns * rows);
    this.#gone = new Uint16Array(columns * rows);
    this.#picture = picture;
    this.grid = new Grid(columns, rows, 0, 0);
  }

  /** Sets the canvas's size in device pixels, of which a CSS pixel has `pixel`. */
  resize(width: number, height: number, pixel: number): void {
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#pixel = pixel;
    this.grid = new Grid(this.#columns, this.#rows, width, height);
    this.restyle();
  }

  setPicture(picture: Picture): void {
    this.#picture = picture;
    this.restyle();
  }

  /** Takes up the page's colour of text, which may have changed. */
  restyle(): void {
    this.#brush = undefined;
    this.#state.fill(UNKNOWN);
  }

  /** @param wiped how much of the picture is wiped, from the left, from 0 to 1 */
  paint({ state, loaded, rendered }: Frame, wiped: number): void {
    if (this.grid.width === 0) return;
    this.#brush ??= this.#createBrush();
    const { steps, cells } = this.#brush;
    const { lefts } = this.grid;
    const line = Math.round(wiped * this.grid.width);
    let column = 0;
    for (let tile = 0; tile < state.length; tile++) {
      let now = state[tile]!;
      let gone = 0;
      if (line > 0) {
        const [left, right] = [lefts[column]!, lefts[column + 1]!];
        if (line >= right) now = State.idle;
        else gone = Math.max(0, line - left);
        column = column + 1 < this.#columns ? column + 1 : 0;
      }
      const step = now === State.idle ? 0 : Math.floor(loaded[tile]! * steps);
      const cell = now === State.idle ? 0 : Math.floor(rendered[tile]! * cells);
      if (
        now !== this.#state[tile] ||
        step !== this.#step[tile] ||
        cell !== this.#cell[tile] ||
        gone !== this.#gone[tile]
      ) {
        this.#paintTile(this.#brush, tile, now, step, cell, gone);
      }
    }
    this.#brush.flush();
  }

  #paintTile(brush: Brush, tile: number, state: number, step: number, cell: number, gone: number): void {
    const isKnown = this.#state[tile] !== UNKNOWN;
    set(this.#before, this.#state[tile]!, this.#step[tile]!, this.#cell[tile]!, this.#gone[tile]!);
    set(this.#now, state, step, cell, gone);
    this.#state[tile] = state;
    this.#step[tile] = step;
    this.#cell[tile] = cell;
    this.#gone[tile] = gone;
    brush.paint(tile, this.#now, isKnown ? this.#before : undefined);
  }

  /** Small tiles are written pixel by pixel, unless their image is of another origin, whose pixels cannot be read. */
  #createBrush(): Brush {
    const { width, height } = this.grid;
    const ink = getComputedStyle(this.#canvas).color;
    let held: Sources | undefined;
    const sources = () => {
      held ??= sourcesOf(this.#picture, width, height);
      return held;
    };
    const pixels = Math.min(width / this.#columns, height / this.#rows) < LARGEST ? readPixels(sources()) : null;
    if (pixels) return new PixelBrush(this.#context, this.grid, pixels, ink);
    return new ShapeBrush(this.#context, this.grid, sources, ink, this.#pixel);
  }
}

function set(look: Look, state: number, step: number, cell: number, gone: number): void {
  look.state = state;
  look.step = step;
  look.cell = cell;
  look.gone = gone;
}
