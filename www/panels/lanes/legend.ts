import { create } from '../../dom/create.ts';
import { SPAN_STATES, stateKey, stateName } from '../../words/names.ts';
import { sayLanes } from './strings.ts';
import { createTexture, paintSpan, type Texture } from './texture.ts';

export interface LegendHandlers {
  /** Is called when a reader points at a state's key, or gives it the focus. */
  highlight(state: number): void;
  /** Is called when the key is left again. */
  clearHighlight(): void;
  /** Is called when the colours of the page may have changed. */
  restyle(): void;
}

/**
 * Shows a key with a sample for each state that occurs. The colours of the lanes are read from the samples, whose style
 * may use any CSS colour.
 */
export class Legend {
  readonly element = create('div', 'cvsp-lanes-legend');
  readonly #samples = new Map<number, HTMLCanvasElement>();

  constructor(occurring: ReadonlySet<number>, { highlight, clearHighlight, restyle }: LegendHandlers) {
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
      for (const type of ['pointerleave', 'blur']) key.addEventListener(type, clearHighlight);
      // Safari does not focus a clicked button, and a finger stops pointing when it is lifted.
      key.addEventListener('click', () => key.focus());
    }
    // The style sheet gives the colours a short transition, so that a change of them ends in this event.
    this.element.addEventListener('transitionend', restyle);
  }

  /**
   * Paints the samples again, and returns their textures by state.
   *
   * @param pixel the size of a CSS pixel in device pixels
   */
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
