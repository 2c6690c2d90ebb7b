import type { FigureEvents } from '../group/events.ts';
import type { Player } from '../group/player.ts';
import { page } from '../page/page.ts';
import { PLACEHOLDER_ATTRIBUTES } from '../page/placeholders.ts';
import { ATTRIBUTES } from './attributes.ts';
import { CvspElement } from './element.ts';
import { settle } from './settle.ts';
import { putBack } from './torn.ts';

/**
 * A figure: tasks that are loaded and rendered, as a picture of tiles that plays. Its attributes are live: a figure that
 * is given others keeps the moment, whether it plays, what a reader has opened, and its workload's seed. What is wrong
 * with them is said in its place. Its methods can be called before it stands: they wait until it does, in their order.
 *
 * @tag cvsp-figure
 * @tagname cvsp-figure
 * @fires {CustomEvent<{ time: number, makespan: number }>} cvsp-play - Time begins to go by. It bubbles.
 * @fires {CustomEvent<{ time: number, makespan: number }>} cvsp-pause - Time stops going by; without a loop, at the end of the run, too. It bubbles.
 * @fires {CustomEvent<{ time: number, makespan: number }>} cvsp-start - A run begins to play from its start; in a loop each time. It bubbles.
 * @fires {CustomEvent<{ time: number, makespan: number }>} cvsp-finish - The picture is finished by playing, at this moment in ms; in a loop each time. It bubbles.
 * @fires {CustomEvent<{ time: number, makespan: number }>} cvsp-seek - A reader or a program has gone to a moment, in ms. It bubbles.
 * @fires {CustomEvent<{ message: string }>} cvsp-error - The figure cannot be shown, and why. It bubbles.
 */
export class CvspFigure extends CvspElement {
  static override get observedAttributes(): readonly string[] {
    return ATTRIBUTES.concat(PLACEHOLDER_ATTRIBUTES);
  }

  /** @ignore */
  override connectedCallback(): void {
    super.connectedCallback();
    // It comes here again where it is moved.
    if (putBack(this)) return;
    settle(this);
  }

  /** @ignore */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    settle(this);
  }

  /** @ignore */
  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) settle(this);
  }

  protected override get player(): Player | undefined {
    return page.playerOf(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cvsp-figure': CvspFigure;
  }
  interface HTMLElementEventMap extends FigureEvents {}
}
