import { create } from '../dom/create.ts';
import { later } from '../dom/later.ts';
import type { Marker } from '../figure/options.ts';
import { say } from '../words/strings.ts';
import { Slider, type SliderReader } from './slider.ts';
import { type Actions, type Settings, Toolbar } from './toolbar.ts';
import type { Act } from './transport.ts';

/**
 * Is the line of time, the buttons and the place of the panels, beneath the first picture of a group and as wide as all
 * pictures that stand in a row with it.
 */
export class Controls {
  readonly element: HTMLElement;
  readonly #slider: Slider;
  readonly #toolbar: Toolbar;
  readonly #told = create('p', 'cvsp-told');
  #members: readonly HTMLElement[] = [];
  /** What has members stand in rows is loaded where there are several. It has given something to these elements. */
  #row: typeof import('./row.ts') | undefined;
  #rows = new Set<HTMLElement>();

  constructor(act: Act, reader: SliderReader, actions: Actions, panels: HTMLElement) {
    this.#slider = new Slider(reader);
    this.#toolbar = new Toolbar(act, actions);
    this.element = create('div', 'cvsp-dock', this.#slider.element, this.#toolbar.element, this.#told, panels);
    this.element.role = 'group';
    this.#told.role = 'status';
  }

  /** @param members the elements of the group's figures, from the first on, and their names */
  setMembers(members: readonly HTMLElement[], names: readonly string[]): void {
    this.#members = members;
    this.element.ariaLabel = say('controls', { names: names.join(', ') });
    members[0]?.firstElementChild?.append(this.element);
    if (members.length < 2) return;
    later(import(/* webpackChunkName: "row" */ './row.ts'), (row) => {
      this.#row = row;
      this.measure();
    });
  }

  setRun(makespan: number, markers: readonly Marker[]): void {
    this.#slider.setRun(makespan, markers);
  }

  /** @param time the moment to show, in milliseconds of simulated time */
  show(time: number): void {
    this.#slider.show(time);
  }

  /** Says what has happened, to those who see it and to those who listen. */
  tell(text: string): void {
    if (this.#told.textContent !== text) this.#told.textContent = text;
  }

  update(settings: Settings): void {
    this.#toolbar.update(settings);
    this.#slider.tell();
  }

  /** Keeps the buttons in sight, or lets them go out of it. */
  setHeld(held: boolean): void {
    this.element.classList.toggle('cvsp-held', held);
    this.#slider.setHeld(held);
  }

  remove(): void {
    this.#row?.releaseRows(this.#rows);
    this.#members = [];
    this.element.remove();
  }

  /** Makes the controls as wide as the row of pictures, which it has stand side by side. */
  measure(): void {
    const before = this.#rows;
    this.#rows = this.#row?.arrangeRows(this.#members) ?? before;
    this.#row?.releaseRows([...before].filter((element) => !this.#rows.has(element)));
    const boxes = this.#members.map((member) => member.firstElementChild!);
    const shown = boxes.filter((box) => box.getClientRects().length > 0);
    // The page may hide the figure that the controls stand in.
    if (shown[0] && this.element.parentNode !== shown[0]) shown[0].append(this.element);
    const [first, ...others] = shown.map((box) => box.getBoundingClientRect());
    if (!first) return;
    const row = [first, ...others.filter(({ top }) => Math.abs(top - first.top) < 2)];
    const width = Math.max(...row.map(({ right }) => right)) - Math.min(...row.map(({ left }) => left));
    // As a part of its figure's width it is right on paper, too, which is of another width and measured by nobody. Browsers
    // round down to their smallest part of a pixel.
    this.element.style.width = `${(100 * (width + 0.01)) / (first.width || 1)}%`;
    this.#slider.resize(this.element.offsetWidth);
  }
}
