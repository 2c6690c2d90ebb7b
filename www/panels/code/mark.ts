import { create, createButton } from '../../dom/create.ts';
import { isRunning } from '../../run/state.ts';
import { stateName } from '../../words/names.ts';
import type { Highlight } from '../highlight.ts';
import type { StateCounts } from './state-counts.ts';
import { sayCode } from './strings.ts';

/** A mark shows up to this many tasks as dots, and more as a number. */
const MAX_DOTS = 8;

/**
 * Shows in a line's gutter how many tasks are on the line: one dot each, filled if the task keeps an executor busy.
 *
 * The mark is a button for the keyboard. A pointer may click anywhere in the line.
 */
export class Mark {
  /** A click on the line asks for this highlight. */
  readonly highlight: Required<Pick<Highlight, 'states' | 'member'>>;
  readonly #line: HTMLElement;
  readonly #dots = Array.from({ length: MAX_DOTS }, () => create('i', ''));
  readonly #number = create('span', 'cvsp-code-number');
  readonly #button = createButton('cvsp-code-mark', ...this.#dots, this.#number);
  readonly #words: string;
  readonly #runningStates: readonly number[];
  #count = -1;
  #running = -1;

  constructor(line: HTMLElement, highlight: Mark['highlight']) {
    this.highlight = highlight;
    this.#line = line;
    this.#runningStates = highlight.states.filter(isRunning);
    this.#words = highlight.states.map(stateName).join(', ');
    line.classList.add('cvsp-code-marked');
    line.prepend(this.#button);
  }

  /** Updates the mark; it changes the page only if a count has changed. */
  show(counts: StateCounts): void {
    const count = counts.of(this.highlight.states);
    const running = counts.of(this.#runningStates);
    if (count === this.#count && running === this.#running) return;
    this.#count = count;
    this.#running = running;
    const dots = count > MAX_DOTS ? 0 : count;
    this.#dots.forEach((dot, i) => {
      dot.hidden = i >= dots;
      dot.classList.toggle('cvsp-code-runs', i < running);
    });
    this.#number.textContent = count > MAX_DOTS ? `×${count}` : '';
    this.#button.ariaLabel = sayCode('code.here', { states: this.#words, count });
    this.#line.classList.toggle('cvsp-code-here', count > 0);
  }

  setHighlighted(isHighlighted: boolean): void {
    this.#line.classList.toggle('cvsp-code-lit', isHighlighted);
  }

  setChosen(isChosen: boolean): void {
    this.#button.ariaPressed = String(isChosen);
  }
}
