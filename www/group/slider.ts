import { later } from '../dom/later.ts';
import type { Marker } from '../figure/options.ts';
import { duration } from '../words/format.ts';
import { say } from '../words/strings.ts';

/** How many pixels the thumb moves at once: the least that can be seen where a reader uses it, and more elsewhere, to save work. */
const [FINE, COARSE] = [0.5, 16];

/** Does what a reader asks of the line. */
export interface SliderReader {
  /** Goes to a moment, in milliseconds of simulated time. */
  seek(time: number): void;
  /** Is called when the reader begins to drag, and returns what takes it all back. */
  save(): () => void;
}

/** Shows a run's time as a line from the left to the right, in every language, with a thumb at the moment that is shown. */
export class Slider {
  readonly element = document.createElement('div');
  readonly #reader: SliderReader;
  readonly #past = part('cvsp-past');
  readonly #thumb = part('cvsp-thumb');
  #markers: readonly { readonly mark: HTMLElement; readonly time: number }[] = [];
  /** Has the pointer seek on an element, once what listens to pointers is loaded. */
  #follow: ((element: HTMLElement, seek: (event: PointerEvent) => void) => void) | undefined;
  #makespan = 0;
  #width = 0;
  #time = 0;
  #grain = COARSE;
  /** Holds the thumb's place in pixels; not a number before it has one. */
  #shown = Number.NaN;
  /** Holds the moment that screen readers were told last. */
  #told = Number.NaN;

  constructor(reader: SliderReader) {
    this.#reader = reader;
    const { element } = this;
    element.className = 'cvsp-slider';
    element.tabIndex = 0;
    element.setAttribute('role', 'slider');
    element.setAttribute('aria-label', say('slider'));
    element.setAttribute('aria-valuemin', '0');
    element.append(part('cvsp-track'), this.#past, this.#thumb);
    this.#listen();
  }

  /** Has it answer to the pointer, which no figure needs to play. */
  #listen(): void {
    later(import(/* webpackChunkName: "surroundings" */ '../dom/pointer.ts'), ({ listenToPointer }) => {
      this.#follow = (element, seek) =>
        listenToPointer(element, { tap: seek, drag: seek, begin: () => this.#reader.save() });
      this.#follow(this.element, (event) => this.#seekTo(event));
      for (const { mark, time } of this.#markers) this.#followMark(mark, time);
    });
  }

  /** Has a press on a mark go to its very moment. */
  #followMark(mark: HTMLElement, time: number): void {
    this.#follow?.(mark, () => this.#reader.seek(time));
  }

  /** @param makespan the time at the line's end, in milliseconds */
  setRun(makespan: number, markers: readonly Marker[]): void {
    this.#makespan = makespan;
    this.element.setAttribute('aria-valuemax', String(makespan / 1000));
    for (const { mark } of this.#markers) mark.remove();
    this.#markers = markers.map(({ time, name }) => {
      const mark = part('cvsp-marker');
      mark.title = `${name} · ${duration(time)}`;
      mark.style.left = `${(100 * time) / (makespan || 1)}%`;
      this.#followMark(mark, time);
      return { mark, time };
    });
    this.element.append(...this.#markers.map(({ mark }) => mark));
    this.#shown = Number.NaN;
    this.#told = Number.NaN;
    this.show(this.#time);
  }

  /** @param width the line's, in CSS pixels */
  resize(width: number): void {
    this.#width = width;
    this.#shown = Number.NaN;
    this.show(this.#time);
  }

  /** @param held whether a reader points at the figure, or has focused it */
  setHeld(held: boolean): void {
    this.#grain = held ? FINE : COARSE;
    this.show(this.#time);
  }

  /** Moves the thumb, if that can be seen. */
  show(time: number): void {
    this.#time = time;
    const part = this.#makespan > 0 ? Math.max(0, time) / this.#makespan : 0;
    const place = Math.round((part * this.#width) / this.#grain) * this.#grain;
    if (place !== this.#shown) {
      this.#shown = place;
      // The thumb stays whole at both ends, and inside of the page where the figure is as wide as the page.
      this.#thumb.style.transform = `translateX(clamp(6px, ${place}px, ${this.#width}px - 6px))`;
      this.#past.style.transform = `scaleX(${this.#width > 0 ? place / this.#width : 0})`;
    }
    // Once a second is as often as anybody can listen.
    if (Math.floor(time / 1000) !== Math.floor(this.#told / 1000)) this.tell();
  }

  /** Tells screen readers the moment that is shown. */
  tell(): void {
    if (this.#time === this.#told) return;
    this.#told = this.#time;
    const time = Math.max(0, this.#time);
    this.element.setAttribute('aria-valuenow', String(time / 1000));
    const words = { time: duration(time), makespan: duration(this.#makespan) };
    this.element.setAttribute('aria-valuetext', say('slider.value', words));
  }

  #seekTo({ clientX }: PointerEvent): void {
    const { left, width } = this.element.getBoundingClientRect();
    if (width > 0) this.#reader.seek(((clientX - left) / width) * this.#makespan);
  }
}

function part(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  return element;
}
