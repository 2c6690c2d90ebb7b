import type { Frame } from './frame.ts';
import type { Picture } from './pictures/picture.ts';
import { type Sources, sourcesOf } from './sources.ts';
import { type Area, IDLE, type Look, paintTile } from './tile.ts';

/** Into how many steps a load or a wipe is cut: a tile is painted again only when it has gone on by one. */
const STEPS = 256;

/** Keeps a canvas showing a frame, and paints only the tiles that look different from what is there. */
export class Painter {
  readonly #context: CanvasRenderingContext2D;
  readonly #canvas: HTMLCanvasElement;
  readonly #columns: number;
  readonly #rows: number;
  /** What was painted last for each tile; -1 for nothing. */
  readonly #painted: Int32Array;
  #picture: Picture;
  #sources: Sources | undefined;
  #ink = '';
  #pixel = 1;

  constructor(canvas: HTMLCanvasElement, columns: number, rows: number, picture: Picture) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('the browser gives no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#columns = columns;
    this.#rows = rows;
    this.#painted = new Int32Array(columns * rows).fill(-1);
    this.#picture = picture;
  }

  /** Sets the canvas's size in device pixels, of which a CSS pixel has `pixel`. */
  resize(width: number, height: number, pixel: number): void {
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#pixel = pixel;
    this.#sources = undefined;
    this.restyle();
  }

  setPicture(picture: Picture): void {
    this.#picture = picture;
    this.#sources = undefined;
    this.#painted.fill(-1);
  }

  /** Takes up the page's colour of text, which may have changed. */
  restyle(): void {
    this.#ink = getComputedStyle(this.#canvas).color;
    this.#painted.fill(-1);
  }

  /** @param wiped how much of the picture is wiped, from the left, from 0 to 1 */
  paint(frame: Frame, wiped: number): void {
    if (this.#canvas.width === 0) return;
    for (let tile = 0; tile < frame.state.length; tile++) {
      // By whole steps, so that a moment looks the same whatever was painted before it.
      const gone = inSteps(Math.min(1, Math.max(0, wiped * this.#columns - (tile % this.#columns))));
      const loaded = inSteps(frame.loaded[tile]!);
      const look = gone === 1 ? IDLE : { state: frame.state[tile]!, loaded, rendered: frame.rendered[tile]! };
      const key = lookKey(look, gone % 1);
      if (key === this.#painted[tile]) continue;
      this.#painted[tile] = key;
      const area = this.#area(tile);
      paintTile(this.#context, area, look, () => this.#getSources(), this.#ink, this.#pixel);
      if (gone > 0 && gone < 1) this.#context.clearRect(area.x, area.y, Math.round(area.width * gone), area.height);
    }
  }

  /** Tiles share their edges' pixels out among them: none overlap, and none are left over. */
  #area(tile: number): Area {
    const [column, row] = [tile % this.#columns, Math.floor(tile / this.#columns)];
    const x = Math.round((column * this.#canvas.width) / this.#columns);
    const y = Math.round((row * this.#canvas.height) / this.#rows);
    const width = Math.round(((column + 1) * this.#canvas.width) / this.#columns) - x;
    const height = Math.round(((row + 1) * this.#canvas.height) / this.#rows) - y;
    return { x, y, width, height };
  }

  #getSources(): Sources {
    this.#sources ??= sourcesOf(this.#picture, this.#canvas.width, this.#canvas.height);
    return this.#sources;
  }
}

function inSteps(part: number): number {
  return Math.floor(part * STEPS) / STEPS;
}

/** A number that is the same for all looks that cannot be told apart. */
function lookKey({ state, loaded, rendered }: Look, gone: number): number {
  const cells = Math.floor(rendered * 100);
  return ((gone * STEPS * (STEPS + 1) + loaded * STEPS) * 101 + cells) * 8 + state;
}
