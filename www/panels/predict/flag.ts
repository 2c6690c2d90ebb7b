import { create } from '../../dom/create.ts';
import { listenToPointer } from '../../dom/pointer.ts';
import { duration } from '../../words/format.ts';
import { percentOff, type Scale } from './prediction.ts';
import { sayPredict } from './strings.ts';

/** Flags are so wide, in CSS pixels: the line of time begins and ends in the middle of one. */
const WIDTH = 16;

/** Is one member's name, the slider whose thumb is its flag, how far it is, and how near the flag was. */
export class Flag {
  readonly element: HTMLElement;
  readonly #name: string;
  readonly #took: number;
  readonly #scale: Scale;
  readonly #onSet: () => void;
  readonly #slider = create('input', 'cvsp-predict-flag');
  readonly #bar = create('div', 'cvsp-predict-bar');
  readonly #text = create('span', 'cvsp-predict-text');
  /** Holds when the reader says that it will be finished, in milliseconds. */
  #said: number | undefined;
  /** Whether it has been seen since when it is finished. */
  #isKnown = false;

  /**
   * @param took when the member is finished, in milliseconds
   * @param onSet is called when a reader sets the flag
   */
  constructor(name: string, took: number, scale: Scale, onSet: () => void) {
    this.#name = name;
    this.#took = took;
    this.#scale = scale;
    this.#onSet = onSet;
    const slider = this.#slider;
    slider.type = 'range';
    slider.min = '0';
    slider.max = String(scale.until);
    slider.step = String(scale.step);
    slider.value = '0';
    slider.ariaLabel = sayPredict('predict.slider', { name });
    slider.ariaValueText = sayPredict('predict.none');
    slider.addEventListener('input', () => this.#set());
    // A browser's own slider would take a swipe up the page for a tap.
    const track = create('div', 'cvsp-predict-track', this.#bar, slider);
    const point = (event: PointerEvent) => this.#point(event);
    listenToPointer(track, { tap: point, drag: point });
    const words = create('div', 'cvsp-predict-words', create('b', '', name), this.#text);
    this.element = create('div', 'cvsp-predict-row', words, track);
  }

  /** Forgets what has been seen, since the reader has set a flag. */
  forget(): void {
    this.#isKnown = false;
    this.#bar.style.transform = '';
    this.#text.textContent = this.#said === undefined ? '' : sayPredict('predict.said', { said: short(this.#said) });
  }

  /**
   * Shows how far the member is.
   *
   * @param time in milliseconds of simulated time
   * @returns how near the flag was, once, where that has just become known
   */
  show(time: number): string | undefined {
    const part = Math.max(0, Math.min(time, this.#took)) / this.#scale.until;
    // A thousandth of the scale is less than can be seen.
    this.#bar.style.transform = `scaleX(${part.toFixed(3)})`;
    if (this.#isKnown || this.#said === undefined || time < this.#took) return undefined;
    this.#isKnown = true;
    const off = percentOff(this.#said, this.#took);
    const values = { said: short(this.#said), took: duration(this.#took), off };
    const verdict = sayPredict(off === 0 ? 'predict.exact' : 'predict.off', values);
    this.#text.textContent = verdict;
    return sayPredict('predict.told', { name: this.#name, verdict });
  }

  /** Takes the flag to where a pointer is. */
  #point({ clientX }: PointerEvent): void {
    const { left, width } = this.#slider.getBoundingClientRect();
    const value = ((clientX - left - WIDTH / 2) / (width - WIDTH)) * this.#scale.until;
    // The slider takes the nearest value that it has.
    this.#slider.value = String(value);
    this.#slider.focus({ preventScroll: true });
    this.#set();
  }

  #set(): void {
    this.#said = Number(this.#slider.value);
    this.#slider.ariaValueText = short(this.#said);
    this.element.classList.add('cvsp-predict-set');
    this.#onSet();
  }
}

/** Writes a time without a decimal that is 0. */
export function short(milliseconds: number): string {
  return duration(milliseconds).replace('.0 ', ' ');
}
