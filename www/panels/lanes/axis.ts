import { create } from '../../dom/create.ts';
import { ticks, timeText } from './times.ts';

/** Each label has this much room, in CSS pixels. */
const LABEL_WIDTH = 56;

/** Draws the time axis below the lanes. Its height never depends on its width, so a resize observer may watch it. */
export class Axis {
  readonly #labels = create('div', 'cvsp-lanes-ticks');
  readonly element = create('div', 'cvsp-lanes-axis', this.#labels);
  readonly #until: number;

  /** @param until the end of the axis, in milliseconds */
  constructor(until: number) {
    this.#until = until;
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** @param width in CSS pixels */
  paint(width: number): void {
    const times = ticks(this.#until, Math.min(7, Math.max(3, Math.floor(width / LABEL_WIDTH))));
    const labels = times.map((time) => {
      const x = time === 0 ? 0 : (time / this.#until) * width;
      const label = create('span', 'cvsp-lanes-time', time === 0 ? '0' : timeText(time, this.#until, times[1]!));
      // A label is centred below its tick, unless it would stick out of the chart.
      const shift = time === 0 ? 0 : width - x < LABEL_WIDTH / 2 ? 100 : 50;
      label.style.transform = `translateX(-${shift}%)`;
      const tick = create('div', 'cvsp-lanes-tick', label);
      // As a part of the width it is right on paper, too, whose width nobody measures.
      tick.style.left = `${(100 * x) / (width || 1)}%`;
      return tick;
    });
    this.#labels.replaceChildren(...labels);
  }
}
