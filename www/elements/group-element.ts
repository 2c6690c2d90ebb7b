import type { Player } from '../group/player.ts';
import { page } from '../page/page.ts';
import { CvspElement } from './element.ts';
import { figuresOf, settle } from './settle.ts';

/**
 * Figures that share workload, clock, loop and controls. Its attributes are what its figures have where theirs say
 * nothing, and are as live; its methods hold all of them. Their events bubble through it.
 *
 * @tag cvsp-group
 * @tagname cvsp-group
 * @slot - The figures, and whatever else belongs to them.
 */
export class CvspGroup extends CvspElement {
  /** @ignore */
  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) for (const figure of figuresOf(this)) settle(figure);
  }

  protected override get player(): Player | undefined {
    for (const figure of figuresOf(this)) {
      const player = page.playerOf(figure);
      if (player) return player;
    }
    return undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cvsp-group': CvspGroup;
  }
}
