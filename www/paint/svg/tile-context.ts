import type { Area } from '../grid.ts';
import type { Sources } from '../sources.ts';
import { Batches, type Style } from './batches.ts';
import { grown, PAPER, SvgContext } from './context.ts';
import { rectangleSteps, type Step } from './path.ts';

/** These stand for the picture in colours and in greys, which lies beneath all that is painted. */
const COLOURS = {} as HTMLCanvasElement;
const GREYS = {} as HTMLCanvasElement;
export const SVG_SOURCES: Sources = { colours: COLOURS, greys: GREYS };

/**
 * Paints tiles over a picture. The picture itself is not painted: the areas of it that are copied are collected, and
 * `finish` covers all others with paper.
 */
export class TileContext extends SvgContext {
  #colours: Area[] = [];
  /** This area shows the picture in greys, with this opacity. */
  #greys: { readonly area: Area; readonly alpha: number } | undefined;
  /** What has been painted lies above the paper, of which only `finish` knows. */
  #above: (readonly [steps: readonly Step[], style: Style, rectangle: Area | undefined])[] = [];

  constructor() {
    // Nothing is written before a tile is finished.
    super(new Batches());
  }

  override clearRect(x: number, y: number, width: number, height: number): void {
    // At first a tile is cleared as a whole, and is clear already.
    if (this.#above.length > 0) super.clearRect(x, y, width, height);
  }

  /** Shows an area of the picture, which is also the area of it that a canvas would copy. */
  drawImage(source: CanvasImageSource, x: number, y: number, width: number, height: number): void {
    const area = this.moved(x, y, width, height);
    if (source === COLOURS) this.#colours.push(area);
    else this.#greys = { area, alpha: this.globalAlpha };
  }

  /**
   * Ends a tile: covers what is not to be seen of the picture, beneath all that was painted.
   *
   * @param tile the tile's area
   * @param bleed paper reaches beyond the tile by this, so that no picture shines through between tiles; and so do frames
   *   at its edge, or else a line of that paper would lie between them and the next tile
   * @param covers takes the paper and all that was painted
   * @returns the areas that show the picture in colours
   */
  finish(tile: Area, bleed: number, covers: Batches): readonly Area[] {
    const [colours, greys, above] = [this.#colours, this.#greys, this.#above];
    [this.#colours, this.#greys, this.#above] = [[], undefined, []];
    const isWhole = [...colours, ...(greys?.alpha === 1 ? [greys.area] : [])].some((area) => area.width === tile.width);
    if (!isWhole) {
      covers.add(withHoles(grown(tile, bleed), greys ? [greys.area] : colours), { paint: PAPER });
      if (greys) covers.add(withHoles(greys.area, colours), { paint: PAPER, alpha: 1 - greys.alpha });
    }
    for (const [steps, style, rectangle] of above) {
      if (rectangle) covers.addRectangle(overEdges(rectangle, tile, bleed), style);
      else covers.add(steps, style);
    }
    return colours;
  }

  protected override add(steps: readonly Step[], style: Style, rectangle?: Area): void {
    this.#above.push([steps, style, rectangle]);
  }
}

/** Returns an area with so much more on each side at which it touches the tile's edge. */
function overEdges({ x, y, width, height }: Area, tile: Area, bleed: number): Area {
  const [left, top] = [x === tile.x ? bleed : 0, y === tile.y ? bleed : 0];
  const right = x + width === tile.x + tile.width ? bleed : 0;
  const bottom = y + height === tile.y + tile.height ? bleed : 0;
  return { x: x - left, y: y - top, width: width + left + right, height: height + top + bottom };
}

/** Returns an area without others, which lie inside of it: they go round in the other direction. */
function withHoles(area: Area, holes: readonly Area[]): Step[] {
  const turned = holes.flatMap(({ x, y, width, height }): Step[] => [
    ['M', x, y],
    ['L', x, y + height],
    ['L', x + width, y + height],
    ['L', x + width, y],
    ['Z'],
  ]);
  return [...rectangleSteps(area), ...turned];
}
