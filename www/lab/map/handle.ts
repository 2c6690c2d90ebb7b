import { create } from '../../dom/create.ts';
import { type Plane, placeOf } from '../state/plane.ts';
import { sayLab } from '../strings.ts';

/**
 * Is a bound of the map that a reader drags: the ceiling of cores, which goes up and down, or the wall of server
 * connections, which goes from side to side. Past the last number there is no bound.
 */
export class Handle {
  readonly element = create('div', 'cvsp-map-bound');
  readonly #thumb = create('div', 'cvsp-map-thumb');
  readonly #text = create('span', '');
  readonly #kind: 'cores' | 'server';
  readonly #set: (count: number | undefined, isDone: boolean) => void;
  #axis: readonly number[] = [1];
  #count: number | undefined;
  #isDragging = false;

  constructor(kind: 'cores' | 'server', set: (count: number | undefined, isDone: boolean) => void) {
    this.#kind = kind;
    this.#set = set;
    this.element.classList.add(`cvsp-map-${kind}`);
    this.#thumb.role = 'slider';
    this.#thumb.tabIndex = 0;
    this.#thumb.ariaLabel = sayLab(`lab.${kind}`);
    this.#thumb.ariaOrientation = kind === 'cores' ? 'vertical' : 'horizontal';
    this.#thumb.ariaValueMin = '1';
    this.#thumb.append(this.#text);
    const bar = create('div', 'cvsp-map-line');
    bar.setAttribute('aria-hidden', 'true');
    this.element.append(bar, this.#thumb);
    this.#listen();
  }

  /** @param count the bound; nothing where there is none */
  show({ axis, size }: Plane, count: number | undefined): void {
    this.#axis = axis;
    this.#count = count === undefined || count > axis.at(-1)! ? undefined : count;
    const place = this.#count === undefined ? size : placeOf(this.#axis, this.#count) + 1;
    this.element.style.setProperty('--at', String(place / size));
    this.element.classList.toggle('cvsp-map-free', this.#count === undefined);
    const which = this.#count === undefined ? 'none' : this.#count === 1 ? 'one' : 'many';
    const text = sayLab(`lab.${this.#kind}.${which}`, { count: this.#count ?? 0 });
    this.#text.textContent = text;
    this.#thumb.ariaValueMax = String(size + 1);
    this.#thumb.ariaValueNow = String(place);
    this.#thumb.ariaValueText = text;
  }

  #setPlace(place: number, isDone: boolean): void {
    const count = this.#axis[Math.max(0, place)];
    if (isDone || count !== this.#count) this.#set(count, isDone);
  }

  #listen(): void {
    const at = ({ clientX, clientY }: PointerEvent) => {
      const { left, width, bottom, height } = this.element.getBoundingClientRect();
      const part = this.#kind === 'cores' ? (bottom - clientY) / height : (clientX - left) / width;
      return Math.round(part * this.#axis.length) - 1;
    };
    this.#thumb.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      this.#thumb.setPointerCapture(event.pointerId);
      this.#isDragging = true;
      this.#thumb.focus({ preventScroll: true });
    });
    this.#thumb.addEventListener('pointermove', (event) => {
      if (this.#isDragging) this.#setPlace(at(event), false);
    });
    const end = (event: PointerEvent) => {
      if (!this.#isDragging) return;
      this.#isDragging = false;
      if (event.type === 'pointerup') this.#setPlace(at(event), true);
      else this.#set(this.#count, true);
    };
    this.#thumb.addEventListener('pointerup', end);
    this.#thumb.addEventListener('pointercancel', end);
    this.#thumb.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const last = this.#axis.length;
      const place = this.#count === undefined ? last : placeOf(this.#axis, this.#count);
      const to = {
        ArrowUp: place + 1,
        ArrowRight: place + 1,
        ArrowDown: place - 1,
        ArrowLeft: place - 1,
        Home: 0,
        End: last,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.#setPlace(Math.min(last, Math.max(0, to)), true);
    });
  }
}
