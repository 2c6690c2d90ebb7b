import { create } from '../dom/create.ts';
import { type Bar, coresOf } from '../paint/cores.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import { stateKey } from '../words/names.ts';

/** A move of less than this part of the strip cannot be seen. */
const STEP = 1 / 720;

/**
 * Shows when the executors of a run are at work: a row each, which is filled as time goes by. It is made of boxes, which
 * cost nothing while they stay as they are; another canvas, or a drawing in SVG, would cost time in every frame.
 */
export class Strip {
  readonly element: HTMLElement;
  readonly #past = create('div', 'cvsp-strip-past');
  #shown: string | undefined;

  constructor() {
    this.element = create('div', 'cvsp-strip', this.#past);
    // Whoever does not see it has the lanes, by their button.
    this.element.ariaHidden = 'true';
  }

  /** @param until the time of its right edge, in milliseconds: of all figures of a group, so that they can be compared */
  setRun(timeline: SeekableTimeline, until: number): void {
    const { rows, bars } = coresOf(timeline, until);
    this.element.style.setProperty('--cvsp-rows', String(rows));
    const states = [...bars].map(([state, bars]) => {
      const element = create('div', 'cvsp-bars');
      element.dataset['state'] = stateKey(state);
      element.style.clipPath = `polygon(${bars.map(outline)})`;
      return element;
    });
    this.#past.replaceChildren(...states);
  }

  /** Shows what is past at a moment, less what is wiped; both are parts of the strip. */
  show(past: number, wiped: number): void {
    const steps = (part: number) => Math.round(Math.min(1, Math.max(0, part)) / STEP) * STEP * 100;
    const clip = `inset(0 ${100 - steps(past)}% 0 ${steps(wiped)}%)`;
    if (clip === this.#shown) return;
    this.#shown = clip;
    this.#past.style.clipPath = clip;
  }
}

/** Goes around a bar, from the corner of the strip and back to it: so many bars are one outline, whatever their places. */
function outline({ left, top, right, bottom }: Bar): string {
  const percent = (part: number) => `${+(100 * part).toFixed(2)}%`;
  const corners = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
    [left, top],
  ] as const;
  return `0 0,${corners.map(([x, y]) => `${percent(x)} ${percent(y)}`)},0 0`;
}
