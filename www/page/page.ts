import { whenHydrated } from '../dom/hydration.ts';
import { later } from '../dom/later.ts';
import { Motion } from '../dom/motion.ts';
import { Ticker } from '../dom/ticker.ts';
import { Visibility } from '../dom/visibility.ts';
import { Figure } from '../figure/figure.ts';
import { checkOptions, type FigureConfig, type FigureOptions } from '../figure/options.ts';
import { Group } from '../group/group.ts';
import { createPlayer, type Player } from '../group/player.ts';
import { Transport } from '../group/transport.ts';
import { MissingError } from '../run/missing.ts';
import { makeSeekable } from '../run/seekable-timeline.ts';
import { loadSimulator, type Simulate } from '../run/simulator.ts';
import { isBeside } from './apart.ts';
import { Failures } from './failures.ts';
import { isRecorded, openRecording } from './open-recording.ts';
import type * as Poster from './poster-moment.ts';
import type * as Surroundings from './surroundings.ts';

/** Is a figure, with what was made for it. */
interface Adopted {
  readonly figure: Figure;
  readonly group: Group;
  readonly config: FigureConfig;
  release(): void;
}

/** Are figures that name the same group, and stand beside each other. */
interface NamedGroup {
  readonly name: string;
  readonly group: Group;
  /** The seed that its figures' workloads are drawn from where they give none; null where there was nothing to draw. */
  seed: number | null;
}

/** Reads what a figure is made from. It may throw. */
export type ReadOptions = (element: HTMLElement) => FigureOptions;

/** Owns the figures of a document, their groups and seeds, and whatever listens to the document or watches it. */
export class Page {
  readonly #ticker = new Ticker();
  readonly #motion = new Motion();
  readonly #visibility = new Visibility();
  readonly #adopted = new Map<Element, Adopted>();
  /** Elements that wait for the simulator, each with its own request. */
  readonly #waiting = new Map<Element, Promise<Player>>();
  /** Those of both that have been in the document: an element may become a figure before it is. */
  readonly #connected = new WeakSet<Element>();
  readonly #failures = new Failures(this.#visibility);
  /** Elements that only share a name with a figure. */
  readonly #refused = new WeakSet<Element>();
  #groups: NamedGroup[] = [];
  /** What workloads were drawn from, also while an error stands in their figure's place. */
  readonly #seeds = new WeakMap<Element, number | null>();
  /** Elements that have changed since they were last taken up, and what reads them. */
  readonly #changed = new Map<HTMLElement, ReadOptions>();
  /** Names of groups that have none. */
  readonly #names = new WeakMap<Element, string>();
  #nameCount = 0;
  /** Ends whatever listens to the document; nothing listens where there is no figure. */
  #listening: AbortController | undefined;
  /** Sees elements that leave the document, by whatever way they go. */
  #leaving: MutationObserver | undefined;

  /** What holds the figure of an element and those of its group; nothing where it is no figure. */
  playerOf(element: Element): Player | undefined {
    return this.#adopted.get(element)?.group.player;
  }

  /** Whether changes are waiting to be taken up. */
  get isChanging(): boolean {
    return this.#changed.size > 0;
  }

  /** Whether an element is a figure, or says why it is none. */
  has(element: Element): boolean {
    return this.#adopted.has(element) || this.#failures.has(element);
  }

  /** Leaves an element with a known name alone, and tells its author once. */
  refuse(element: HTMLElement): void {
    if (this.has(element) || this.#refused.has(element)) return;
    this.#refused.add(element);
    console.warn(`cvsp: #${element.id} has text of its own, so it does not become the figure of that name:`, element);
  }

  /** The name of an element's group that has no name. */
  nameOf(element: Element): string {
    const name = this.#names.get(element) ?? `<${element.localName}> ${++this.#nameCount}`;
    this.#names.set(element, name);
    return name;
  }

  /**
   * Makes a figure of an element, once the simulator is there, and the recording that it may be of. One that is a figure
   * already stays as it is.
   *
   * @param changes whether one that is a figure already takes up how a recording has changed
   * @throws what is wrong, which is then said in the element's place, too. Where the element is released before, neither
   * happens, and what it resolves with does nothing
   */
  adopt(element: HTMLElement, read: ReadOptions, changes = false): Promise<Player> {
    const request: Promise<Player> =
      this.#waiting.get(element) ?? this.#adopt(element, read, changes, () => this.#waiting.get(element) === request);
    this.#waiting.set(element, request);
    this.#watchLeaving(element);
    return request;
  }

  async #adopt(element: HTMLElement, read: ReadOptions, changes: boolean, isWanted: () => boolean): Promise<Player> {
    // Its request is noted down before anything can go wrong.
    await undefined;
    const nobody = () => createPlayer(new Transport(), () => {});
    try {
      const [simulate, poster] = await Promise.all([load(), loadPoster([element])]);
      if (!isWanted()) return nobody();
      let config = checkOptions(read(element));
      if (isRecorded(config)) {
        config = await openRecording(config);
        if (!isWanted()) return nobody();
        if (changes) this.#changeOne(element, config, simulate, poster)?.arrange();
      }
      return this.playerOf(element) ?? this.#stand(element, config, simulate, poster).player;
    } catch (error) {
      if (!isWanted()) return nobody();
      this.fail(element, error as Error, read);
      throw error;
    } finally {
      if (isWanted()) this.#waiting.delete(element);
    }
  }

  /** Takes a figure out of its element, or what is said in its place, and gives back what stood there before. */
  release(element: Element): void {
    this.#waiting.delete(element);
    this.#connected.delete(element);
    this.#seeds.delete(element);
    this.#clear(element);
    if (this.#adopted.size > 0) return;
    this.#listening?.abort();
    this.#listening = undefined;
    if (this.#waiting.size > 0) return;
    this.#leaving?.disconnect();
    this.#leaving = undefined;
  }

  /** Releases all that is, or waits to be, a figure in a part of the page. */
  releaseAll(root: ParentNode): void {
    for (const element of root.querySelectorAll('*')) {
      if (this.has(element) || this.#waiting.has(element)) this.release(element);
    }
  }

  /** Has an element released when it leaves the document, also where it only waits for the simulator. */
  #watchLeaving(element: Element): void {
    if (element.isConnected) this.#connected.add(element);
    if (this.#leaving) return;
    this.#leaving = new MutationObserver(() => {
      for (const element of [...this.#adopted.keys(), ...this.#waiting.keys()]) {
        if (element.isConnected) this.#connected.add(element);
        else if (this.#connected.has(element)) this.release(element);
      }
    });
    this.#leaving.observe(document, { childList: true, subtree: true });
  }

  /**
   * Takes up how an element has changed, together with all that change in this task: it becomes a figure, or has other
   * options, or has left the document. A figure that is given other options keeps the moment, whether it plays, whatever
   * else a reader has set, and the seed that its workload was drawn from, unless it is given one.
   *
   * Where the options are bad, the element says so, until it is given good ones.
   *
   * @param then is called when all have been taken up
   */
  change(element: HTMLElement, read: ReadOptions, then: (element: HTMLElement) => void = () => {}): void {
    if (!this.isChanging) queueMicrotask(() => this.#takeUp(then));
    this.#changed.set(element, read);
  }

  async #takeUp(then: (element: HTMLElement) => void): Promise<void> {
    const failing = (error: Error): Simulate => {
      return () => {
        throw error;
      };
    };
    const [simulate, poster] = await Promise.all([load().catch(failing), loadPoster(this.#changed.keys())]);
    /** Groups whose figures have changed. One that a figure has come to has been arranged already. */
    const groups = new Set<Group>();
    const taken = [...this.#changed];
    this.#changed.clear();
    for (const [element, read] of taken) {
      if (!element.isConnected) {
        this.release(element);
        continue;
      }
      try {
        const config = checkOptions(read(element));
        if (isRecorded(config)) {
          // Others do not wait for it, and what it was to become before is no longer wanted.
          this.#waiting.delete(element);
          this.adopt(element, read, true).then(
            () => then(element),
            () => {},
          );
          continue;
        }
        const group = this.#changeOne(element, config, simulate, poster);
        if (group) groups.add(group);
      } catch (error) {
        this.fail(element, error as Error, read);
      }
    }
    for (const group of groups) if (group.size > 0) group.arrange();
    for (const [element] of taken) then(element);
  }

  /** @returns the group whose figure has another run now; none where the figure was made anew */
  #changeOne(
    element: HTMLElement,
    config: FigureConfig,
    simulate: Simulate,
    poster?: typeof Poster,
  ): Group | undefined {
    const old = this.#adopted.get(element);
    const canStay = (['group', 'line', 'autoplay'] as const).every((name) => config[name] === old?.config[name]);
    if (!old || !canStay) {
      this.#stand(element, config, simulate, poster);
      return undefined;
    }
    const named = this.#groups.find(({ group }) => group === old.group);
    old.group.change(old.figure, config, this.#run(element, config, named, simulate));
    return old.group;
  }

  /** Makes a figure of an element, which goes on where the poster in it, if one plays, has come to. */
  #stand(element: HTMLElement, config: FigureConfig, simulate: Simulate, poster?: typeof Poster): Group {
    // What stood in the element comes back where an error was said in its place.
    this.#clear(element);
    const named = this.#namedGroup(element, config.group);
    const timeline = this.#run(element, config, named, simulate);
    const group = named?.group ?? new Group(this.#ticker, this.#motion);
    const seed = this.#seeds.get(element) ?? null;
    if (named) named.seed ??= seed;
    else if (config.group !== undefined) this.#groups.push({ name: config.group, group, seed });
    const seen = poster?.momentOfPoster(element, timeline.makespan);
    const figure = new Figure(element, config, timeline);
    group.add(figure);
    const standing = new AbortController();
    this.#surround(({ listen }) => listen(figure, group, standing.signal), standing.signal);
    const unwatch = this.#visibility.watch(figure.box, {
      picture: figure.canvas,
      line: config.line,
      onNear: (near) => figure.setNear(near),
      onVisible: (visible) => group.setVisible(figure, visible),
      onStart: () => config.autoplay && group.act((transport) => transport.reach()),
    });
    if (seen !== undefined && config.autoplay) group.act((transport) => transport.reach(seen));
    const release = () => {
      unwatch();
      standing.abort();
      group.remove(figure);
      figure.remove();
      if (group.size === 0) this.#groups = this.#groups.filter((named) => named.group !== group);
    };
    this.#adopted.set(element, { figure, group, config, release });
    this.#watchLeaving(element);
    this.#listening ??= this.#listen();
    return group;
  }

  /** Runs a figure's scenario, with the seed of its group, or its own, where it gives none. */
  #run(element: Element, { scenario, timeline }: FigureConfig, named: NamedGroup | undefined, simulate: Simulate) {
    if (timeline) return timeline;
    const seed = named?.seed ?? this.#seeds.get(element);
    const columns = simulate({ seed, ...scenario });
    this.#seeds.set(element, columns.seed);
    return makeSeekable(columns);
  }

  /** Finds the group of this name that an element belongs to: figures that stand apart are none, whatever their names. */
  #namedGroup(element: Element, name: string | undefined): NamedGroup | undefined {
    return this.#groups.find((named) => {
      if (named.name !== name) return false;
      const members = [...this.#adopted.values()].filter(({ group }) => group === named.group);
      return isBeside(
        element,
        members.map(({ figure }) => figure.element),
      );
    });
  }

  /** Takes out what stands in an element. */
  #clear(element: Element): void {
    this.#failures.clear(element);
    this.#adopted.get(element)?.release();
    this.#adopted.delete(element);
    // A clone has copies of what was in the element that it was made of.
    for (const copy of element.querySelectorAll(':scope > :is(.cvsp-box, .cvsp-error)')) copy.remove();
    element.classList.remove('cvsp', 'cvsp-poster');
  }

  /** Says in an element's place why it is no figure, and tries again once the reader comes back where a file was missing. */
  fail(element: HTMLElement, error: Error, read?: ReadOptions): void {
    this.#clear(element);
    const isMissing = read && error instanceof MissingError;
    this.#failures.show(element, error, isMissing ? () => this.change(element, read) : undefined);
  }

  #listen(): AbortController {
    const listening = new AbortController();
    const { signal } = listening;
    this.#surround(({ followSurroundings }) => followSurroundings(this.#adopted, this.#motion, signal), signal);
    const letGo = (event: PointerEvent) => this.#letGo(event);
    // Lines of time keep what happens on them from the page.
    document.addEventListener('pointerdown', letGo, { signal, passive: true, capture: true });
    return listening;
  }

  /** Loads what no figure needs to play, and has it used unless the signal has come meanwhile. */
  #surround(use: (surroundings: typeof Surroundings) => void, signal: AbortSignal): void {
    later(import(/* webpackChunkName: "surroundings" */ './surroundings.ts'), (surroundings) => {
      if (!signal.aborted) use(surroundings);
    });
  }

  /** A finger that was lifted holds its figure until it touches another place. */
  #letGo({ target, pointerType }: PointerEvent): void {
    if (pointerType !== 'touch') return;
    for (const [element, { group }] of this.#adopted) {
      if (!element.contains(target as Node)) group.setHeld(element, false);
    }
  }
}

/** Loads the simulator, and waits until the page may be changed. */
async function load(): Promise<Simulate> {
  const [simulate] = await Promise.all([loadSimulator(), whenHydrated()]);
  return simulate;
}

/** Loads what tells how far posters have played; nothing where there is none in these elements, or it does not load. */
async function loadPoster(elements: Iterable<Element>): Promise<typeof Poster | undefined> {
  if (![...elements].some((element) => element.querySelector(':scope > :is(img, svg)'))) return undefined;
  return import(/* webpackChunkName: "poster" */ './poster-moment.ts').catch(() => undefined);
}

/** The page that a script is in. */
export const page = new Page();
