import type { Look } from '../paint/brush.ts';
import { Grid } from '../paint/grid.ts';
import { ShapeBrush } from '../paint/shapes.ts';
import { Batches } from '../paint/svg/batches.ts';
import { asCanvas, grown } from '../paint/svg/context.ts';
import { SVG_SOURCES, TileContext } from '../paint/svg/tile-context.ts';
import { State } from '../run/state.ts';
import { COLOURS } from './charts.ts';

/** These are the colours of tiles. */
const INKS = {
  ink: 'currentColor',
  load: COLOURS[State.load]!,
  ready: COLOURS[State.ready]!,
  blocked: COLOURS[State.blocked]!,
  render: COLOURS[State.render]!,
};

/** Covers reach beyond a tile by this many units of the strip, so that no picture shines through between two tiles. */
export const BLEED = 1;

/**
 * Is a film strip of all looks that tiles of one size have, side by side. A poster shows one look of it in each tile, and
 * plays by moving the strip.
 */
export class Strip {
  readonly width: number;
  readonly height: number;
  /** From one look to the next it is this far. */
  readonly pitch: number;
  readonly brush: ShapeBrush;
  readonly #context = new TileContext();
  /** These lie over the picture, and make it what a tile shows. */
  readonly #covers = new Batches(1, true);
  /** These show the picture in colours, and not in greys. */
  readonly #colours = new Batches();
  /** Gives the places of runs by their looks, of looks by their appearance, and appearances by looks. */
  readonly #runs = new Map<string, number>();
  readonly #places = new Map<string, number>();
  readonly #appearances = new Map<string, string>();
  #count = 0;

  /**
   * @param width of a tile, as its height in units of the strip
   * @param pixel a unit of the poster is this many units of the strip
   */
  constructor(width: number, height: number, pixel: number) {
    this.width = width;
    this.height = height;
    // Between two looks is more room than they need, since edges are blurred.
    this.pitch = width + 4 * BLEED;
    const grid = new Grid(1, 1, width, height);
    // Executors that wait are left out: they would be drawn in each look, and a poster must be small.
    this.brush = new ShapeBrush(asCanvas(this.#context), grid, () => SVG_SOURCES, INKS, pixel, false);
  }

  /** Returns the place of a look, or of one that looks the same. It is painted where there is none. */
  place(look: Look): number {
    return this.#places.get(this.#appearance(look)) ?? this.run([look]);
  }

  /** Returns the place of the first of these looks, which stand in this order. */
  run(looks: readonly Look[]): number {
    const key = JSON.stringify(looks);
    const known = this.#runs.get(key);
    if (known !== undefined) return known;
    const first = this.#count;
    this.#runs.set(key, first);
    for (const look of looks) {
      const appearance = this.#appearance(look);
      if (!this.#places.has(appearance)) this.#places.set(appearance, this.#count);
      this.#paint(look, this.#count++, this.#covers, this.#colours);
    }
    return first;
  }

  /** Returns a text that is the same for looks that look the same. */
  #appearance(look: Look): string {
    const key = JSON.stringify(look);
    let text = this.#appearances.get(key);
    if (text === undefined) {
      const [covers, colours] = [new Batches(), new Batches()];
      this.#paint(look, 0, covers, colours);
      text = covers.text + colours.text;
      this.#appearances.set(key, text);
    }
    return text;
  }

  #paint(look: Look, place: number, covers: Batches, colours: Batches): void {
    const left = place * this.pitch;
    this.#context.translate(left, 0);
    this.brush.paint(0, look, undefined);
    this.#context.translate(-left, 0);
    const tile = { x: left, y: 0, width: this.width, height: this.height };
    for (const area of this.#context.finish(tile, BLEED, covers)) {
      colours.addRectangle(area.width === tile.width ? grown(area, BLEED) : area, { paint: '#fff' });
    }
  }

  get covers(): string {
    return this.#covers.text;
  }

  get colours(): string {
    return this.#colours.text;
  }
}
