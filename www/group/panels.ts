import { create } from '../dom/create.ts';
import { adoptSheets } from '../dom/sheets.ts';
import type { Highlight } from '../panels/highlight.ts';
import { failedPanel, loadPanel } from '../panels/load.ts';
import {
  ALL_PANELS,
  type AnyPanelName,
  type CreatePanel,
  type Member,
  type Panel,
  type PanelHost,
} from '../panels/panel.ts';

/** Knows which panels of a group are open, loads what makes them, and has them stand in their order. */
export class Panels {
  readonly element = create('div', 'cvsp-panels');
  readonly #host: PanelHost;
  readonly #onMade: () => void;
  /** The open ones, each with the last request to make it: an earlier one that is still loading comes to nothing. */
  readonly #open = new Map<AnyPanelName, symbol>();
  readonly #standing = new Map<AnyPanelName, Panel>();
  #members: readonly Member[] = [];
  /** Whether nothing may move, so that lanes tell what happens; and whether they are open for that alone. */
  #isStill = false;
  #hasOwnLanes = false;

  /** @param onMade is called when a panel stands that has shown nothing yet */
  constructor(host: PanelHost, onMade: () => void) {
    this.#host = host;
    this.#onMade = onMade;
  }

  get isAnyOpen(): boolean {
    return this.#open.size > 0;
  }

  get isAnyStanding(): boolean {
    return this.#standing.size > 0;
  }

  isOpen(name: AnyPanelName): boolean {
    return this.#open.has(name);
  }

  /** Opens a panel, which stands once it is loaded, or closes it. */
  set(name: AnyPanelName, open: boolean): void {
    if (name === 'lanes') this.#hasOwnLanes = false;
    if (open === this.isOpen(name)) return;
    if (open) this.#request(name);
    else this.#close(name);
  }

  /**
   * Opens the lanes when nothing may move any more, since they tell what happens, and closes them when that ends. Lanes
   * that somebody has opened or closed since stay as they are.
   */
  setStill(still: boolean): void {
    if (still === this.#isStill) return;
    this.#isStill = still;
    if (still === this.isOpen('lanes') || (!still && !this.#hasOwnLanes)) return;
    this.set('lanes', still);
    this.#hasOwnLanes = still;
  }

  /** Makes those that are open anew, about these members. */
  setMembers(members: readonly Member[]): void {
    this.#members = members;
    for (const name of this.#open.keys()) this.#request(name);
  }

  /**
   * Puts lanes onto paper, or takes them off it again, at once: printing waits for nothing.
   *
   * @param createLanes makes them, where it has been loaded
   */
  setPrinting(printing: boolean, createLanes: CreatePanel | undefined): void {
    if (!createLanes) return;
    if (printing || this.isOpen('lanes')) this.#put('lanes', createLanes);
    else this.#take('lanes');
  }

  /** @param time the moment that is shown, in milliseconds of simulated time; below 0 where nothing has begun */
  show(time: number): void {
    for (const panel of this.#standing.values()) panel.show(time);
  }

  highlight(highlight: Highlight | undefined): void {
    for (const panel of this.#standing.values()) panel.highlight(highlight);
  }

  /** Closes all, and lets go of what they watch. */
  remove(): void {
    for (const name of ALL_PANELS) this.#close(name);
  }

  #close(name: AnyPanelName): void {
    this.#open.delete(name);
    this.#take(name);
  }

  async #request(name: AnyPanelName): Promise<void> {
    // What stands there is about the members as they were.
    this.#take(name);
    const request = Symbol(name);
    this.#open.set(name, request);
    const create = await loadPanel[name]().catch(failedPanel);
    if (this.#open.get(name) !== request) return;
    this.#put(name, create);
    this.#onMade();
  }

  #put(name: AnyPanelName, create: CreatePanel): void {
    this.#take(name);
    const panel = create(this.#members, this.#host);
    this.#standing.set(name, panel);
    const after = ALL_PANELS.slice(0, ALL_PANELS.indexOf(name)).flatMap((before) => this.#standing.get(before) ?? []);
    if (after.length > 0) after.at(-1)!.element.after(panel.element);
    else this.element.prepend(panel.element);
    adoptSheets(panel.element, panel.styles);
  }

  #take(name: AnyPanelName): void {
    const panel = this.#standing.get(name);
    this.#standing.delete(name);
    panel?.remove();
    panel?.element.remove();
  }
}
