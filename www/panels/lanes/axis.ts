import { create } from '../../dom/create.ts';
import { ticks, timeText } from './times.ts';

/** Room for a label, in CSS pixels. */
const ROOM = 56;

/** The line below the lanes that says when. Its height does not depend on its width, so that it can be watched. */
export class Axis {
  readonly #labels = create('div', 'cvsp-lanes-ticks');
  readonly element = create('div', 'cvsp-lanes-axis', this.#labels);
  readonly #until: number;

  /** @param until where it ends, in milliseconds */
  constructor(until: number) {
    this.#until = until;
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** @param width in CSS pixels */
  paint(width: number): void {
    const times = ticks(this.#until, Math.min(7, Math.max(3, Math.floor(width / ROOM))));
    const labels = times.map((time) => {
      const x = time === 0 ? 0 : (time / this.#until) * width;
      const label = create('span', 'cvsp-lanes-time', time === 0 ? '0' : timeText(time, this.#until, times[1]!));
      // In the middle below its moment, unless it would stick out.
      const shift = time === 0 ? 0 : width - x < ROOM / 2 ? 100 : 50;
      label.style.transform = `translateX(-${shift}%)`;
      const tick = create('div', 'cvsp-lanes-tick', label);
      tick.style.left = `${x}px`;
      return tick;
    });
    this.#labels.replaceChildren(...labels);
  }
}
