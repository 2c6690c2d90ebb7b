import { create, createButton } from '../../dom/create.ts';
import { duration } from '../../words/format.ts';
import type { Plane, Point } from '../state/plane.ts';
import { sayLab } from '../strings.ts';
import { FULL, judge, ROUNDS, targetOf } from './task.ts';

/** What a quiz asks of the lab. */
export interface QuizHost {
  /** The map, where the program stands on it, and what its run takes. */
  readonly plane: Plane;
  readonly point: Point;
  readonly time: number;
  /** Hides all that tells times, or shows it again. */
  setHidden(hidden: boolean): void;
  /** Has so much of the time be work, or as much as before. */
  setWork(work: number | undefined): void;
}

/** Asks where the cheapest point under a time is, without the times, and scores the answers. */
export class Quiz {
  readonly element = create('section', 'lab-quiz');
  readonly #host: QuizHost;
  readonly #start = button(sayLab('lab.task'), () => this.#ask());
  readonly #answer = button(sayLab('lab.task.answer'), () => this.#judge());
  readonly #end = button(sayLab('lab.task.end'), () => this.#stop());
  readonly #told = create('div', '');
  #round = 0;
  #total = 0;

  constructor(host: QuizHost) {
    this.#host = host;
    this.element.ariaLabel = sayLab('lab.task');
    this.#told.role = 'status';
    this.#offer(this.#start);
  }

  #stop(): void {
    this.#round = 0;
    this.#total = 0;
    this.#told.replaceChildren();
    this.#offer(this.#start);
    this.#start.textContent = sayLab('lab.task');
    this.#host.setHidden(false);
  }

  #ask(): void {
    if (this.#round >= ROUNDS.length) {
      this.#round = 0;
      this.#total = 0;
    }
    this.#host.setHidden(true);
    this.#host.setWork(ROUNDS[this.#round]);
    this.#offer(this.#answer, this.#end);
    this.#told.replaceChildren(
      create('p', 'lab-question', sayLab('lab.task.question', { time: duration(targetOf(this.#host.plane)) })),
      create('p', '', sayLab('lab.task.hint')),
    );
  }

  /** Says the question anew where the work has changed. */
  update(): void {
    const question = this.#told.querySelector('.lab-question');
    if (question) question.textContent = sayLab('lab.task.question', { time: duration(targetOf(this.#host.plane)) });
  }

  #judge(): void {
    const { plane, point, time } = this.#host;
    const target = targetOf(plane);
    const verdict = judge(plane, target, point, time);
    const { isFast, cheapest, score } = verdict;
    this.#round++;
    this.#total += score;
    const isCheapest = isFast && verdict.cores <= 0 && verdict.slots <= 0;
    const told = isCheapest
      ? sayLab('lab.task.best', { time: duration(time), target: duration(target) })
      : isFast
        ? sayLab('lab.task.better', { time: duration(time), ...cheapest })
        : `${sayLab('lab.task.slow', { time: duration(time) })} ${sayLab('lab.task.there', { ...cheapest })}`;
    const points = { score, full: FULL, total: this.#total, most: FULL * this.#round };
    this.#told.replaceChildren(create('p', '', told), create('p', 'lab-score', sayLab('lab.task.score', points)));
    this.#start.textContent = sayLab(this.#round < ROUNDS.length ? 'lab.task.next' : 'lab.task');
    this.#offer(this.#start, this.#end);
    this.#host.setHidden(false);
  }

  #offer(...buttons: HTMLButtonElement[]): void {
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(this.#told, create('div', 'lab-buttons', ...buttons));
    if (hadFocus) buttons[0]!.focus({ preventScroll: true });
  }
}

function button(text: string, act: () => void): HTMLButtonElement {
  const element = createButton('lab-button', text);
  element.ariaPressed = null;
  element.addEventListener('click', act);
  return element;
}
