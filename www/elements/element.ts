import type { Controls } from '../controls.ts';
import { checkMoment, checkSteps } from '../invalid.ts';
import { ATTRIBUTES, FIELDS, type FieldName, textOf } from './attributes.ts';
import { call } from './settle.ts';

/** Outside of browsers there are no elements: these classes can be imported there, and no element made of them. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** Milliseconds: one number, from least to most, or by a step. */
export type Durations =
  | number
  | readonly [least: number, most: number]
  | readonly [least: number, most: number, step: number];

/** What both elements have: an attribute, and a property of the same name, for every field; and methods. */
export class CvspElement extends Base implements Controls {
  static get observedAttributes(): readonly string[] {
    return ATTRIBUTES;
  }

  static {
    for (const field of Object.keys(FIELDS) as FieldName[]) {
      Object.defineProperty(CvspElement.prototype, field, {
        configurable: true,
        enumerable: true,
        get(this: CvspElement) {
          const text = this.getAttribute(field);
          if (text === null) return undefined;
          try {
            return FIELDS[field](text, field);
          } catch {
            // What is wrong with it is said in the figure's place.
            return text;
          }
        },
        set(this: CvspElement, value: unknown) {
          const text = textOf(field, value);
          if (text === undefined) this.removeAttribute(field);
          else this.setAttribute(field, text);
        },
      });
    }
  }

  /** Sequential, threads, processes, coroutines or work-stealing. @attr strategy */
  declare strategy: string | undefined;

  connectedCallback(): void {
    // Properties that were set before the element was defined hide those of its class.
    for (const field of Object.keys(FIELDS) as FieldName[]) {
      if (!Object.hasOwn(this, field)) continue;
      const value = this[field as keyof this];
      delete this[field as keyof this];
      this[field as keyof this] = value;
    }
  }

  play(): void {
    call(this, (controls) => controls.play());
  }
  pause(): void {
    call(this, (controls) => controls.pause());
  }
  seek(ms: number): void {
    checkMoment(ms);
    call(this, (controls) => controls.seek(ms));
  }
  step(n: number): void {
    checkSteps(n);
    call(this, (controls) => controls.step(n));
  }
}
