import { create } from '../dom/create.ts';
import { nextTask } from '../dom/next-task.ts';
import type { FigureOptions } from '../figure/options.ts';
import type { Player } from '../group/player.ts';
import { page } from '../page/page.ts';
import { PANELS, type PanelName } from '../panels/panel.ts';
import type { LabState } from './state/state.ts';

/** Shows runs side by side on one clock: that of the point, and that of a pinned one to race it. */
export class Figures {
  readonly element = create('div', 'lab-figures');
  readonly #elements: HTMLElement[] = [];
  #options: readonly FigureOptions[] = [];

  /** What holds the figures, once they stand. */
  get player(): Player | undefined {
    return this.#elements[0] && page.playerOf(this.#elements[0]);
  }

  /** The panels that are open, by the options or by a reader's hand. */
  get open(): PanelName[] {
    return PANELS.filter((name) => this.element.querySelector(`.cvsp-do-${name}[aria-pressed="true"]`));
  }

  /** Shows runs with these options before the next frame, and resolves with what holds them when it does. */
  async show(options: readonly FigureOptions[]): Promise<Player | undefined> {
    this.#options = options;
    this.element.classList.toggle('lab-race', options.length > 1);
    for (const element of this.#elements.splice(options.length)) {
      page.release(element);
      element.remove();
    }
    const standing = options.map((_, i) => {
      const read = () => this.#options[i]!;
      const element = this.#elements[i];
      if (element) return page.change(element, read);
      const added = create('div', 'lab-figure');
      this.#elements.push(added);
      this.element.append(added);
      // What is wrong is said in its place.
      return page.adopt(added, read).catch(() => {});
    });
    await Promise.all(standing);
    while (page.isChanging) await nextTask();
    return this.player;
  }

  /** Takes the figures out of the page. */
  remove(): void {
    for (const element of this.#elements) page.release(element);
    this.element.remove();
  }

  /** Takes up the speed and the moment of a link, where the figures stand. */
  hold({ speed, at }: Pick<LabState, 'speed' | 'at'>): void {
    const { player } = this;
    if (!player) return;
    // To choose a speed ends the pace that a run has of its own.
    if (player.playbackRate !== speed) player.playbackRate = speed;
    if (at !== undefined) player.seek(at);
  }
}
