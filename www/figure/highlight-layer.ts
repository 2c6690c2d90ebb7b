import type { Grid } from '../paint/grid.ts';
import { type Highlight, isHighlighted } from '../panels/highlight.ts';
import type { Frame } from '../run/frame.ts';

/** Highlights tiles: it dims the picture, and shows the highlighted tiles again on a canvas above it. */
export class HighlightLayer {
  readonly #picture: HTMLCanvasElement;
  #canvas: HTMLCanvasElement | undefined;

  constructor(picture: HTMLCanvasElement) {
    this.#picture = picture;
  }

  /** @param member the figure's index in its group, from 0 */
  paint(highlight: Highlight | undefined, member: number, frame: Frame, grid: Grid): void {
    this.#picture.classList.toggle('cvsp-dim', highlight !== undefined);
    if (!highlight) {
      this.#canvas?.remove();
      this.#canvas = undefined;
      return;
    }
    this.#canvas ??= this.#create();
    const { width, height } = this.#picture;
    // Setting the size clears the canvas.
    this.#canvas.width = width;
    this.#canvas.height = height;
    const context = this.#canvas.getContext('2d');
    for (let tile = 0; tile < frame.state.length; tile++) {
      if (!isHighlighted(highlight, member, tile, frame.state[tile]!)) continue;
      const { x, y, width: across, height: down } = grid.area(tile);
      if (across > 0 && down > 0) context?.drawImage(this.#picture, x, y, across, down, x, y, across, down);
    }
  }

  #create(): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.className = 'cvsp-glow';
    canvas.setAttribute('aria-hidden', 'true');
    this.#picture.after(canvas);
    return canvas;
  }
}
