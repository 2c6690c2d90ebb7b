import type { Frame } from '../run/frame.ts';
import { State } from '../run/state.ts';
import type { Brush, Inks, Look } from './brush.ts';
import { Grid } from './grid.ts';
import type { Picture } from './pictures/picture.ts';
import type { PixelBrush } from './pixels.ts';
import { ShapeBrush } from './shapes.ts';
import { readPixels, type Sources, sourcesOf } from './sources.ts';

/** Tiles whose shorter side is below this, in device pixels, are painted pixel by pixel. */
const MIN_SHAPE_SIDE = 8;

/** This number stands in place of a state while it is not known what a tile shows. */
const UNKNOWN = 255;

/** Paints frames on a canvas, and repaints only the tiles whose look has changed. */
export class Painter {
  readonly #context: CanvasRenderingContext2D;
  readonly #canvas: HTMLCanvasElement;
  readonly #columns: number;
  readonly #rows: number;
  /** These arrays hold the look that was last painted of each tile. */
  readonly #state: Uint8Array;
  readonly #step: Uint16Array;
  readonly #cell: Uint16Array;
  readonly #place: Uint8Array;
  readonly #wiped: Uint16Array;
  /** These two objects are reused for all tiles, since thousands of them may change in a frame. */
  readonly #now: Look = { state: 0, step: 0, cell: 0, place: 0, wiped: 0 };
  readonly #before: Look = { state: 0, step: 0, cell: 0, place: 0, wiped: 0 };
  readonly #areExecutorsOwn: boolean;
  /** The picture; nothing until it has come, and then nothing is painted. */
  #picture: Picture | undefined;
  grid: Grid;
  #brush: Brush | undefined;
  /** Is the size of a CSS pixel in device pixels. */
  pixel = 1;
  readonly #repaint: () => void;
  readonly #inks: () => Inks;
  /** What paints small tiles is loaded when it is first needed; null where it does not load. */
  #PixelBrush: typeof PixelBrush | null | undefined;
  #loading: Promise<void> | undefined;

  /**
   * @param areExecutorsOwn whether each slot has an executor of its own, which waits with the slot's task
   * @param inks the colours to paint in; by default they are those of the canvas's style
   */
  constructor(
    canvas: HTMLCanvasElement,
    columns: number,
    rows: number,
    areExecutorsOwn: boolean,
    picture?: Picture,
    repaint = () => {},
    inks = () => inksOf(canvas),
  ) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('the browser gives no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#columns = columns;
    this.#rows = rows;
    this.#state = new Uint8Array(columns * rows).fill(UNKNOWN);
    this.#step = new Uint16Array(columns * rows);
    this.#cell = new Uint16Array(columns * rows);
    this.#place = new Uint8Array(columns * rows);
    this.#wiped = new Uint16Array(columns * rows);
    this.#areExecutorsOwn = areExecutorsOwn;
    this.#picture = picture;
    this.#repaint = repaint;
    this.#inks = inks;
    this.grid = new Grid(columns, rows, 0, 0);
  }

  /**
   * Sets the size of the canvas in device pixels, after which everything is painted again.
   *
   * @param pixel the size of a CSS pixel in device pixels
   */
  resize(width: number, height: number, pixel: number): void {
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.pixel = pixel;
    this.grid = new Grid(this.#columns, this.#rows, width, height);
    this.restyle();
  }

  setPicture(picture: Picture): void {
    this.#picture = picture;
    this.restyle();
  }

  /** Makes the next `paint` paint every tile, with the present colour of the page's text. */
  restyle(): void {
    this.#brush = undefined;
    this.#state.fill(UNKNOWN);
  }

  /** Resolves when tiles of their size can be painted. */
  ready(): Promise<void> {
    if (!this.#hasSmallTiles) return Promise.resolve();
    this.#loading ??= import(/* webpackChunkName: "pixels" */ './pixels.ts').then(
      ({ PixelBrush }) => {
        this.#PixelBrush = PixelBrush;
      },
      () => {
        this.#PixelBrush = null;
      },
    );
    return this.#loading;
  }

  get #hasSmallTiles(): boolean {
    return Math.min(this.grid.width / this.#columns, this.grid.height / this.#rows) < MIN_SHAPE_SIDE;
  }

  /** @param wiped the part of the picture that is wiped, from the left, from 0 to 1 */
  paint({ state, loaded, rendered, place }: Frame, wiped: number): void {
    if (this.grid.width === 0 || !this.#picture) return;
    this.#brush ??= this.#createBrush(this.#picture);
    if (!this.#brush) return;
    const { steps, cells, places } = this.#brush;
    const { lefts } = this.grid;
    const wipedTo = Math.round(wiped * this.grid.width);
    let column = 0;
    for (let tile = 0; tile < state.length; tile++) {
      let now = state[tile]!;
      let wipedPixels = 0;
      if (wipedTo > 0) {
        const [left, right] = [lefts[column]!, lefts[column + 1]!];
        if (wipedTo >= right) now = State.idle;
        else wipedPixels = Math.max(0, wipedTo - left);
        column = column + 1 < this.#columns ? column + 1 : 0;
      }
      const step = now === State.idle ? 0 : Math.floor(loaded[tile]! * steps);
      const cell = now === State.idle ? 0 : Math.floor(rendered[tile]! * cells);
      const shown = now === State.ready && place[tile]! <= places ? place[tile]! : 0;
      if (
        now !== this.#state[tile] ||
        step !== this.#step[tile] ||
        cell !== this.#cell[tile] ||
        shown !== this.#place[tile] ||
        wipedPixels !== this.#wiped[tile]
      ) {
        this.#paintTile(this.#brush, tile, now, step, cell, shown, wipedPixels);
      }
    }
    this.#brush.flush();
  }

  #paintTile(
    brush: Brush,
    tile: number,
    state: number,
    step: number,
    cell: number,
    place: number,
    wiped: number,
  ): void {
    const isKnown = this.#state[tile] !== UNKNOWN;
    set(this.#before, this.#state[tile]!, this.#step[tile]!, this.#cell[tile]!, this.#place[tile]!, this.#wiped[tile]!);
    set(this.#now, state, step, cell, place, wiped);
    this.#state[tile] = state;
    this.#step[tile] = step;
    this.#cell[tile] = cell;
    this.#place[tile] = place;
    this.#wiped[tile] = wiped;
    brush.paint(tile, this.#now, isKnown ? this.#before : undefined);
  }

  /** Creates the brush for the size of the tiles. Small tiles need the picture's pixels, which may be unreadable. */
  #createBrush(picture: Picture): Brush | undefined {
    const { width, height } = this.grid;
    if (this.#hasSmallTiles && this.#PixelBrush === undefined) {
      this.ready().then(this.#repaint);
      return undefined;
    }
    const inks = this.#inks();
    let cached: Sources | undefined;
    const sources = () => {
      cached ??= sourcesOf(picture, width, height);
      return cached;
    };
    const pixels = this.#hasSmallTiles && this.#PixelBrush ? readPixels(sources()) : null;
    if (pixels) return new this.#PixelBrush!(this.#context, this.grid, pixels, inks);
    return new ShapeBrush(this.#context, this.grid, sources, inks, this.pixel, this.#areExecutorsOwn);
  }
}

/** Reads the colours from the canvas's style. Those of its border, which has no width, are the states' colours. */
function inksOf(canvas: HTMLCanvasElement): Inks {
  const style = getComputedStyle(canvas);
  return {
    ink: style.color,
    load: style.borderTopColor,
    ready: style.borderRightColor,
    blocked: style.borderBottomColor,
    render: style.borderLeftColor,
  };
}

function set(look: Look, state: number, step: number, cell: number, place: number, wiped: number): void {
  look.state = state;
  look.step = step;
  look.cell = cell;
  look.place = place;
  look.wiped = wiped;
}
