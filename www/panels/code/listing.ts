import { create, createGroup } from '../../dom/create.ts';
import type { Highlight } from '../highlight.ts';
import type { Member } from '../panel.ts';
import { type Line, linesOf } from './lines.ts';
import { Mark } from './mark.ts';
import { StateCounts } from './state-counts.ts';

/** Receives what a reader does to the lines. */
export interface ListingHandlers {
  /** Is called when the pointer moves onto this mark's line, or off any line. */
  point(at: Mark | undefined): void;
  /** Is called when the reader clicks on this mark's line. */
  choose(mark: Mark): void;
}

/** Shows the program of one member, and the lines where its tasks are. */
export class Listing {
  readonly element: HTMLElement;
  readonly #member: Member;
  readonly #place: number;
  readonly #handlers: ListingHandlers;
  readonly #counts: StateCounts;
  readonly #file = create('code', 'cvsp-code-file');
  readonly #lines = create('ol', '');
  readonly #body = createGroup('cvsp-code-lines', '', this.#lines);
  #marks: readonly Mark[] = [];

  /** @param place the member's index in its group, from 0 */
  constructor(member: Member, place: number, handlers: ListingHandlers) {
    this.#member = member;
    this.#place = place;
    this.#handlers = handlers;
    this.#counts = new StateCounts(member.timeline);
    const name = create('span', 'cvsp-code-name', member.name);
    const head = create('div', 'cvsp-code-head', name, ' ', this.#file);
    this.element = create('div', 'cvsp-code-listing', head, this.#body);
    // Code is written from left to right in every language.
    this.#body.dir = 'ltr';
  }

  setProgram(file: string, program: string): void {
    this.#file.textContent = file;
    this.#body.ariaLabel = `${this.#member.name}, ${file}`;
    const marks: Mark[] = [];
    this.#lines.replaceChildren(...linesOf(program).map((line) => this.#createLine(line, marks)));
    this.#marks = marks;
  }

  show(time: number): void {
    this.#counts.update(this.#member.frame, time);
    for (const mark of this.#marks) mark.show(this.#counts);
  }

  /** Highlights the lines whose tasks are highlighted at the current moment. */
  highlight({ task, states = [], member = this.#place }: Highlight = {}): void {
    const highlighted = task === undefined ? states : [...states, this.#member.frame.state[task]!];
    const isHere = member === this.#place;
    for (const mark of this.#marks) {
      mark.setHighlighted(isHere && mark.highlight.states.some((state) => highlighted.includes(state)));
    }
  }

  setChosen(chosen: Highlight | undefined): void {
    for (const mark of this.#marks) mark.setChosen(mark.highlight === chosen);
  }

  #createLine({ text, isComment, states }: Line, marks: Mark[]): HTMLElement {
    const code = create('code', isComment ? 'cvsp-code-comment' : '', text);
    // What a line has no room for stands below it, two columns further in than the line begins.
    const inset = `${text.search(/\S/) + 2}ch`;
    code.style.paddingInlineStart = inset;
    code.style.textIndent = `-${inset}`;
    const line = create('li', '', code);
    if (states.length > 0) {
      const mark = new Mark(line, { states, member: this.#place });
      marks.push(mark);
      // Touches are ignored here, since a finger never leaves a line. A tap is a click.
      line.addEventListener('pointerenter', (event) => event.pointerType !== 'touch' && this.#handlers.point(mark));
      line.addEventListener(
        'pointerleave',
        (event) => event.pointerType !== 'touch' && this.#handlers.point(undefined),
      );
      line.addEventListener('click', () => this.#handlers.choose(mark));
    }
    return line;
  }
}
