import { create, createButton } from '../../dom/create.ts';
import { sayExport } from './strings.ts';

/** Shows how much of a film there is, and has a button that ends it. */
export class Progress {
  readonly element = create('div', 'lab-progress');
  readonly #bar = document.createElement('progress');
  readonly #text = create('span', '');
  readonly #stop = createButton('lab-button', sayExport('export.stop'));
  #end = () => {};

  constructor() {
    this.#stop.ariaPressed = null;
    this.#stop.dataset['export'] = 'stop';
    this.#stop.addEventListener('click', () => this.#end());
    this.#bar.ariaLabel = sayExport('export.bar');
    this.element.append(this.#bar, this.#text, this.#stop);
    this.element.hidden = true;
  }

  /** @param end is called when a reader ends it */
  start(end: () => void): void {
    this.#end = end;
    this.element.hidden = false;
    this.show(0, 0);
    this.#stop.focus();
  }

  show(frame: number, frames: number): void {
    this.#bar.value = frames === 0 ? 0 : frame / frames;
    this.#text.textContent = frames === 0 ? '' : sayExport('export.progress', { frame, frames });
  }

  finish(): void {
    this.#end = () => {};
    this.element.hidden = true;
  }
}
