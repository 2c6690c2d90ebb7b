import type { Marker } from '../figure/options.ts';
import { PANELS, type Panel, type PanelName } from '../panels/panel.ts';
import { say } from '../words/strings.ts';
import { Slider } from './slider.ts';
import { type Actions, type Settings, Toolbar } from './toolbar.ts';

/**
 * What a group is held by: the slider, the buttons and the panels, beneath the first of its pictures and as wide as all
 * that stand in a row with it.
 */
export class Dock {
  readonly element = document.createElement('div');
  readonly #slider: Slider;
  readonly #toolbar: Toolbar;
  readonly #place = document.createElement('div');
  readonly #panels = new Map<PanelName, Panel>();
  readonly #resizes = new ResizeObserver(() => this.measure());
  #members: readonly HTMLElement[] = [];

  constructor(actions: Actions, seek: (time: number) => void) {
    this.#slider = new Slider(seek);
    this.#toolbar = new Toolbar(actions);
    this.#place.className = 'cvsp-panels';
    this.element.className = 'cvsp-dock';
    this.element.setAttribute('role', 'group');
    this.element.append(this.#slider.element, this.#toolbar.element, this.#place);
  }

  get panels(): Iterable<Panel> {
    return this.#panels.values();
  }

  get hasPanels(): boolean {
    return this.#panels.size > 0;
  }

  /** @param members the elements of the group's figures, from the first on, and what they are called */
  setMembers(members: readonly HTMLElement[], names: readonly string[]): void {
    this.#resizes.disconnect();
    this.#members = members;
    this.element.setAttribute('aria-label', say('dock', { names: names.join(', ') }));
    members[0]?.firstElementChild?.append(this.element);
    // A whole figure grows with what is in its dock, which would be measured for its own sake.
    for (const member of members) this.#resizes.observe(member.querySelector('canvas')!);
  }

  setRun(makespan: number, markers: readonly Marker[]): void {
    this.#slider.setRun(makespan, markers);
  }

  setPanel(name: PanelName, panel: Panel | undefined): void {
    this.#panels.get(name)?.remove();
    this.#panels.get(name)?.element.remove();
    this.#panels.delete(name);
    if (panel) this.#panels.set(name, panel);
    const open = PANELS.flatMap((name) => this.#panels.get(name) ?? []);
    this.#place.replaceChildren(...open.map(({ element }) => element));
  }

  /** Shows the moment, in milliseconds of simulated time. */
  show(time: number): void {
    this.#slider.show(time);
    for (const panel of this.#panels.values()) panel.show(time);
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
    for (const panel of this.#panels.values()) panel.remove();
    this.#panels.clear();
    this.#resizes.disconnect();
    this.element.remove();
  }

  /** Takes up how wide the row is. */
  measure(): void {
    const [first, ...others] = this.#members.map((member) => member.firstElementChild!.getBoundingClientRect());
    if (!first) return;
    const row = [first, ...others.filter(({ top }) => Math.abs(top - first.top) < 2)];
    const width = Math.max(...row.map(({ right }) => right)) - Math.min(...row.map(({ left }) => left));
    // As a part of its figure's width it is right on paper, too, which is of another width and measured by nobody.
    this.element.style.width = `${(100 * width) / (first.width || 1)}%`;
    this.#slider.resize(this.element.offsetWidth);
  }
}
