import { create } from '../../dom/create.ts';
import { SPAN_STATES, stateKey, stateName } from '../../words/names.ts';
import { sayLanes } from './strings.ts';
import { createTexture, paintSpan, type Texture } from './texture.ts';

export interface LegendHandlers {
  /** A state's key is pointed at, or has the focus. */
  highlight(state: number): void;
  unlight(): void;
  /** Colours may have changed. */
  restyle(): void;
}

/**
 * The states that occur, as they are painted, and the only place that knows their colours: the style sheet gives each
 * sample its own, whatever that is made of.
 */
export class Legend {
  readonly element = create('div', 'cvsp-lanes-legend');
  readonly #samples = new Map<number, HTMLCanvasElement>();

  constructor(occurring: ReadonlySet<number>, { highlight, unlight, restyle }: LegendHandlers) {
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', sayLanes('lanes.legend'));
    for (const state of SPAN_STATES.filter((state) => occurring.has(state))) {
      const sample = create('canvas', 'cvsp-lanes-sample');
      const key = create('button', 'cvsp-lanes-key', sample, stateName(state));
      key.type = 'button';
      sample.dataset['state'] = stateKey(state);
      this.#samples.set(state, sample);
      this.element.append(key);
      for (const type of ['pointerenter', 'focus']) key.addEventListener(type, () => highlight(state));
      for (const type of ['pointerleave', 'blur']) key.addEventListener(type, unlight);
      // Safari gives a button no focus by itself, and a finger that is gone points at nothing.
      key.addEventListener('click', () => key.focus());
    }
    // A change of the page's colours ends in an event of this element or of a sample.
    this.element.addEventListener('transitionend', restyle);
  }

  /** Paints the samples anew, and returns what they are painted with. */
  paint(pixel: number): ReadonlyMap<number, Texture> {
    const textures = new Map<number, Texture>();
    for (const [state, canvas] of this.#samples) {
      const texture = createTexture(state, getComputedStyle(canvas).color, pixel);
      textures.set(state, texture);
      canvas.width = Math.round(canvas.clientWidth * pixel);
      canvas.height = Math.round(canvas.clientHeight * pixel);
      paintSpan(canvas.getContext('2d')!, texture, { x: 0, y: 0, width: canvas.width, height: canvas.height });
    }
    return textures;
  }
}
