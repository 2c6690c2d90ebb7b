import { create, createButton } from '../../dom/create.ts';
import { isRunning } from '../../run/state.ts';
import { stateName } from '../../words/names.ts';
import type { Highlight } from '../highlight.ts';
import type { StateCounts } from './state-counts.ts';
import { sayCode } from './strings.ts';

/** More tasks than that are a number. */
const DOTS = 8;

/**
 * How many tasks are on a line, in its gutter: a dot for each, filled for those that keep an executor busy.
 *
 * It is a button for the sake of the keyboard; a pointer may choose any place in the line.
 */
export class Mark {
  /** What choosing the line lights. */
  readonly highlight: Required<Pick<Highlight, 'states' | 'member'>>;
  readonly #line: HTMLElement;
  readonly #dots = Array.from({ length: DOTS }, () => create('i', ''));
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

  /** Touches the page only where something is another than before. */
  show(counts: StateCounts): void {
    const count = counts.of(this.highlight.states);
    const running = counts.of(this.#runningStates);
    if (count === this.#count && running === this.#running) return;
    this.#count = count;
    this.#running = running;
    const dots = count > DOTS ? 0 : count;
    this.#dots.forEach((dot, i) => {
      dot.hidden = i >= dots;
      dot.classList.toggle('cvsp-code-runs', i < running);
    });
    this.#number.textContent = count > DOTS ? `×${count}` : '';
    this.#button.ariaLabel = sayCode('code.here', { states: this.#words, count });
    this.#line.classList.toggle('cvsp-code-here', count > 0);
  }

  setLit(isHighlighted: boolean): void {
    this.#line.classList.toggle('cvsp-code-lit', isHighlighted);
  }

  setChosen(isChosen: boolean): void {
    this.#button.ariaPressed = String(isChosen);
  }
}
