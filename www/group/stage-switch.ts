import { createButton } from '../dom/create.ts';
import { canRaise } from '../dom/top-layer.ts';
import { addStrings } from '../words/strings.ts';
import type { Group } from './group.ts';
import { createIcon } from './icons.ts';

const sayStage = addStrings({ 'stage.enter': 'Full screen' });

const ICON = 'M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z';

/** Is the button that puts the figures of a group on the stage, where the browser has one, and takes them off it again. */
export class StageSwitch {
  readonly #group: Group;
  readonly #button = createButton('cvsp-button cvsp-extra cvsp-do-stage', createIcon());
  #standing: AbortController | undefined;

  constructor(group: Group, toolbar: HTMLElement) {
    this.#group = group;
    if (!canRaise()) return;
    const button = this.#button;
    (button.firstElementChild as HTMLElement).style.clipPath = `path("${ICON}")`;
    button.ariaLabel = sayStage('stage.enter');
    button.title = `${button.ariaLabel} (f)`;
    button.addEventListener('click', () => this.toggle());
    toolbar.querySelector('.cvsp-do-more')?.before(button);
  }

  async toggle(): Promise<void> {
    if (this.#standing) {
      this.leave();
      return;
    }
    if (!canRaise()) return;
    const standing = new AbortController();
    this.#standing = standing;
    this.#button.ariaPressed = 'true';
    standing.signal.addEventListener('abort', () => {
      this.#standing = undefined;
      this.#button.ariaPressed = 'false';
    });
    try {
      const { enterStage } = await import(/* webpackChunkName: "stage" */ './stage.ts');
      await enterStage(this.#group, standing);
    } catch (error) {
      console.error(`cvsp: ${(error as Error).message}`);
      this.leave();
    }
  }

  leave(): void {
    this.#standing?.abort();
  }
}
