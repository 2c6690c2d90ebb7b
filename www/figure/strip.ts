import { create } from '../dom/create.ts';
import { type Cores, coresOf } from '../paint/cores.ts';
import { createContext } from '../paint/sources.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import { stateKey } from '../words/names.ts';

/**
 * Shows when the executors of a run are at work: a row each, which is filled as time goes by. It is a canvas, since a style
 * that changes in every frame makes browsers look through the whole page: in a long one, that costs more than the picture.
 */
export class Strip {
  readonly element: HTMLElement;
  readonly #context: CanvasRenderingContext2D;
  /** These are never seen: the style sheet gives each the colour of a state. */
  readonly #inks = new Map<number, HTMLElement>();
  #cores!: Cores;
  /** Has all of the strip painted, whatever is past; nothing until it is needed. */
  #whole: HTMLCanvasElement | undefined;
  #width = 0;
  #pixel = 1;
  #shown: readonly [from: number, to: number] = [0, 0];

  constructor() {
    const canvas = create('canvas', 'cvsp-strip-past');
    this.#context = canvas.getContext('2d')!;
    this.element = create('div', 'cvsp-strip', canvas);
    // Whoever does not see it has the lanes, by their button.
    this.element.ariaHidden = 'true';
    this.resize(0, 1);
  }

  /** @param until the time of its right edge, in milliseconds: of all figures of a group, so that they can be compared */
  setRun(timeline: SeekableTimeline, until: number): void {
    this.#cores = coresOf(timeline, until);
    this.element.style.setProperty('--cvsp-rows', String(this.#cores.rows));
    for (const ink of this.#inks.values()) ink.remove();
    this.#inks.clear();
    for (const state of this.#cores.bars.keys()) {
      const ink = create('i', 'cvsp-strip-ink');
      ink.dataset['state'] = stateKey(state);
      this.#inks.set(state, ink);
    }
    this.element.append(...this.#inks.values());
    this.restyle();
  }

  /**
   * @param width in device pixels
   * @param pixel the size of a CSS pixel in device pixels
   */
  resize(width: number, pixel: number): void {
    this.#width = width;
    this.#pixel = pixel;
    Object.assign(this.#context.canvas, { width, height: 0 });
    this.restyle();
  }

  /** Makes the next `show` paint all of it, with the page's present colours. */
  restyle(): void {
    this.#whole = undefined;
  }

  /** Shows what is past at a moment, less what is wiped; both are parts of the strip. */
  show(past: number, wiped: number): void {
    if (this.#width === 0) return;
    const isNew = !this.#whole;
    this.#whole ??= this.#paintWhole();
    const column = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * this.#width);
    const [from, to] = [column(wiped), column(past)];
    const [shownFrom, shownTo] = this.#shown;
    this.#shown = [from, to];
    if (isNew || from !== shownFrom) {
      this.#clear(0, this.#width);
      this.#fill(from, to);
    } else if (to !== shownTo) {
      // Most often time has gone on by a column.
      this.#clear(to, shownTo);
      this.#fill(Math.max(from, shownTo), to);
    }
  }

  #clear(from: number, to: number): void {
    if (to > from) this.#context.clearRect(from, 0, to - from, this.#whole!.height);
  }

  #fill(from: number, to: number): void {
    const { height } = this.#whole!;
    if (to > from) this.#context.drawImage(this.#whole!, from, 0, to - from, height, from, 0, to - from, height);
  }

  /** Paints all bars. Their left and right edges are at whole pixels, so that no column has a half of two states. */
  #paintWhole(): HTMLCanvasElement {
    const { canvas } = this.#context;
    const height = Math.max(1, Math.round(canvas.clientHeight * this.#pixel));
    canvas.height = height;
    const context = createContext(this.#width, height);
    for (const [state, bars] of this.#cores.bars) {
      context.fillStyle = getComputedStyle(this.#inks.get(state)!).color;
      for (const { left, top, right, bottom } of bars) {
        const x = Math.round(left * this.#width);
        const width = Math.max(1, Math.round(right * this.#width) - x);
        context.fillRect(x, top * height, width, (bottom - top) * height);
      }
    }
    return context.canvas;
  }
}
