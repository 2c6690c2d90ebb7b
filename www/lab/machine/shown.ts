import { create, createButton, createGroup } from '../../dom/create.ts';
import type { FigureOptions } from '../../figure/options.ts';
import { page } from '../../page/page.ts';
import { sayMachine } from './strings.ts';

/** Says what a recording is called, and what is told of it; the rest is for its two figures. */
export interface Showing {
  readonly name: string;
  readonly told: readonly string[];
  readonly grid?: FigureOptions['grid'];
  readonly labels?: readonly [recorded: string, predicted: string];
}

/** Shows a recording beside what the model foretells of it, and how near that is. */
export class ShownRecording {
  readonly element: HTMLElement;
  readonly #figures = [create('div', 'lab-figure'), create('div', 'lab-figure')] as const;
  readonly #options: readonly [FigureOptions, FigureOptions];

  constructor(trace: string, { name, told, grid, labels }: Showing, close: () => void) {
    const shared = { trace, group: 'lab-recording', ...(grid && { grid }) };
    this.#options = [
      { ...shared, ...(labels && { label: labels[0] }) },
      { ...shared, ...(labels && { label: labels[1] }), predicted: true },
    ];
    const button = createButton('lab-button', sayMachine('machine.close'));
    button.ariaPressed = null;
    button.dataset['machine'] = 'close';
    button.addEventListener('click', close);
    const head = create('div', 'lab-recording-head', create('h2', '', name), button);
    const figures = create('div', 'lab-figures lab-race', ...this.#figures);
    this.element = createGroup('lab-shown', name, head, ...told.map((text) => create('p', '', text)), figures);
  }

  /**
   * Has both figures stand, in the document.
   *
   * @throws what is wrong with the recording
   */
  async stand(): Promise<void> {
    await page.adopt(this.#figures[0], () => this.#options[0]);
    // A reader may have closed it meanwhile.
    if (!this.element.isConnected) return;
    // What the model cannot foretell is said in the second one's place.
    await page.adopt(this.#figures[1], () => this.#options[1]).catch(() => {});
  }

  remove(): void {
    for (const figure of this.#figures) page.release(figure);
    this.element.remove();
  }
}
