import { create } from '../dom/create.ts';
import type { Figure } from '../figure/figure.ts';
import { stateName } from '../words/names.ts';
import { addStrings } from '../words/strings.ts';

const sayTip = addStrings({ 'tip.tile': 'Tile {tile}: {state}' });

/** Says over the picture what the tile is doing that a reader points at. */
export class Tip {
  readonly #figure: Figure;
  readonly #element = create('p', 'cvsp-tip');
  #tile: number | undefined;

  constructor(figure: Figure) {
    this.#figure = figure;
    // Screen readers have the picture's label, which says what all tiles are doing.
    this.#element.ariaHidden = 'true';
    figure.onPaint = () => this.#tell();
  }

  point(tile: number | undefined): void {
    const { canvas, timeline } = this.#figure;
    this.#tile = tile !== undefined && tile < timeline.tasks ? tile : undefined;
    if (this.#tile === undefined) {
      this.#element.remove();
      return;
    }
    this.#tell();
    canvas.after(this.#element);
    const { x, y, width } = this.#figure.areaOf(this.#tile);
    const { offsetWidth, offsetHeight } = this.#element;
    const left = Math.min(x + (width - offsetWidth) / 2, canvas.offsetWidth - offsetWidth);
    // It stands above its tile, or in it where there is no room.
    this.#element.style.translate = `${Math.max(0, left)}px ${Math.max(0, y - offsetHeight)}px`;
  }

  #tell(): void {
    if (this.#tile === undefined) return;
    const state = this.#figure.frame.state[this.#tile];
    // The figure may have got fewer tiles.
    if (state === undefined) {
      this.point(undefined);
      return;
    }
    const text = sayTip('tip.tile', { tile: this.#tile + 1, state: stateName(state) });
    if (this.#element.textContent !== text) this.#element.textContent = text;
  }
}
