import { later } from '../dom/later.ts';
import type { Motion } from '../dom/motion.ts';
import type { Ticker } from '../dom/ticker.ts';
import type { Figure, Shown } from '../figure/figure.ts';
import type { FigureConfig } from '../figure/options.ts';
import type { Highlight } from '../panels/highlight.ts';
import { ALL_PANELS, type CreatePanel, type PanelHost, type PanelName } from '../panels/panel.ts';
import { instantsOf } from '../run/instants.ts';
import { evenPace, paceOf } from '../run/pace.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import { compare } from '../words/format.ts';
import { Controls } from './controls.ts';
import { send } from './events.ts';
import { Panels } from './panels.ts';
import { createPlayer, type Player } from './player.ts';
import { type Act, Transport } from './transport.ts';

/** Shows one transport on the figures that share it, with one set of controls and panels. */
export class Group implements PanelHost {
  readonly #ticker: Ticker;
  readonly #motion: Motion;
  readonly #transport = new Transport();
  /** Lets the page's programs hold it. */
  readonly player: Player = createPlayer(this.#transport, (change) => this.act(change));
  readonly #panels = new Panels(this, () => this.#show());
  /** Shows its figures on the whole screen. It is made once it may be wanted. */
  stage: { toggle(): void; leave(): void } | undefined;
  readonly #controls: Controls;
  readonly #unfollow: () => void;
  /** The figures in the order of the page, those of them in view, and those that a reader points at or has focused. */
  #figures: Figure[] = [];
  readonly #visible = new Set<Figure>();
  readonly #held = new Set<Element>();
  #highlight: Highlight | undefined;
  /** Is what is highlighted while the run stays at the moment that it was led to, and whether it is yet. */
  #meant: Highlight | undefined;
  #isMeantLit = false;
  /** The speed that its author has chosen last. */
  #speed: number | undefined;
  #isPrinting = false;
  /** When the ticker called last; nothing where it does not call. */
  #ticked: number | undefined;

  constructor(ticker: Ticker, motion: Motion) {
    this.#ticker = ticker;
    this.#motion = motion;
    const togglePanel = (name: PanelName) => this.togglePanel(name);
    const setAllPaused = (paused: boolean) => motion.setAllPaused(paused);
    this.#controls = new Controls(this.act, this, { togglePanel, setAllPaused }, this.#panels.element);
    this.#unfollow = motion.follow(() => this.#followMotion());
  }

  get size(): number {
    return this.#figures.length;
  }

  /** The elements of its figures, in the order of the page. */
  get elements(): HTMLElement[] {
    return this.#figures.map(({ element }) => element);
  }

  /** The runs of its figures, in the order of the page. */
  get timelines(): SeekableTimeline[] {
    return this.#figures.map(({ timeline }) => timeline);
  }

  get isPlaying(): boolean {
    return this.#transport.isPlaying;
  }

  add(figure: Figure): void {
    this.#figures.push(figure);
    figure.onResize = () => this.#controls.measure();
    for (const name of figure.panels) this.#panels.set(name, true);
    this.arrange();
  }

  remove(figure: Figure): void {
    this.#figures = this.#figures.filter((other) => other !== figure);
    this.#held.delete(figure.element);
    this.setVisible(figure, false);
    if (this.size > 0) {
      this.arrange();
      this.#controls.measure();
    } else {
      this.#unfollow();
      this.#panels.remove();
      this.#controls.remove();
    }
  }

  /** Gives one of its figures another run. What a reader has set stays. The caller arranges the group when all have theirs. */
  change(figure: Figure, config: FigureConfig, timeline: SeekableTimeline): void {
    const before = figure.panels;
    figure.setRun(config, timeline);
    this.highlight(undefined);
    for (const name of ALL_PANELS) {
      const wanted = figure.panels.includes(name);
      if (wanted !== before.includes(name)) this.#panels.set(name, wanted);
    }
  }

  /** Takes up which figures belong to it, and what they have become. */
  arrange(): void {
    const figures = this.#figures.sort((a, b) =>
      a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );
    const timelines = figures.map(({ timeline }) => timeline);
    const makespan = Math.max(...timelines.map(({ makespan }) => makespan));
    const pace = figures.some(({ pace }) => pace === 'even') ? evenPace(1) : paceOf(timelines);
    this.#transport.setRun({ makespan, pace, instants: () => instantsOf(timelines) });
    const speed = figures.find(({ speed }) => speed !== undefined)?.speed;
    if (speed !== undefined && speed !== this.#speed) this.#transport.speed = speed;
    this.#speed = speed;
    const markers = figures.flatMap(({ markers }) => markers);
    this.#controls.setRun(makespan, markers);
    this.#controls.setMembers(
      this.elements,
      figures.map(({ name }) => name),
    );
    for (const figure of figures) figure.setAxis(makespan);
    this.#panels.setMembers(figures);
    this.#compare();
    this.#followMotion();
  }

  /** Changes the transport, shows what has come of it, and tells the page what happened. */
  readonly act: Act = (change) => {
    change(this.#transport);
    this.#lightMeant();
    this.#show();
    this.#update();
    this.#tellStep();
    this.#tellHappenings();
  };

  /** Goes to a moment, in milliseconds of simulated time, and pauses there. */
  seek(time: number): void {
    this.act((transport) => transport.seek(time));
  }

  /**
   * Plays to a moment, and stays there for a while with what it is about highlighted.
   *
   * @param time in milliseconds of simulated time
   */
  visit(time: number, highlight: Highlight | undefined): void {
    this.act((transport) => transport.visit(time));
    // What stands still has come there already.
    if (!this.isPlaying) this.highlight(highlight);
    else this.#meant = highlight;
    this.#lightMeant();
  }

  /** Whether it plays to a moment of which it highlights something, or stays there. */
  get isVisiting(): boolean {
    return this.#meant !== undefined;
  }

  restart(): void {
    this.act((transport) => transport.restart());
  }

  /** Returns what brings the group back to the state and the moment of now. */
  save(): () => void {
    const takeBack = this.#transport.save();
    return () => this.act(takeBack);
  }

  togglePanel(name: PanelName): void {
    this.setPanel(name, !this.#panels.isOpen(name));
  }

  setPanel(name: PanelName, open: boolean): void {
    this.#panels.set(name, open);
    this.highlight(undefined);
    this.#update();
    this.#tellStep();
  }

  highlight(highlight: Highlight | undefined): void {
    this.#highlight = highlight;
    this.#figures.forEach((figure, member) => figure.highlight(highlight, member));
    this.#panels.highlight(highlight);
  }

  /** Highlights the tile that a reader points at, where there is a panel that tells of it. */
  point(figure: Figure, task: number | undefined): void {
    if (this.#highlight?.task === task || !this.#panels.isAnyStanding) return;
    const isOne = task !== undefined && task < figure.timeline.tasks;
    this.highlight(isOne ? { task } : undefined);
  }

  /** Keeps the controls in sight while one of its elements is pointed at, or has the focus. */
  setHeld(element: Element, held: boolean): void {
    if (held) this.#held.add(element);
    else if (this.#held.delete(element) && this.#held.size === 0) this.highlight(undefined);
    this.#update();
  }

  setVisible(figure: Figure, visible: boolean): void {
    if (visible) {
      this.#visible.add(figure);
      figure.show(this.#shown);
    } else {
      this.#visible.delete(figure);
    }
    this.#update();
  }

  /**
   * Shows what goes on paper, the whole run, for as long as the page is printed.
   *
   * @param createLanes makes its lanes, where it has been loaded
   */
  setPrinting(printing: boolean, createLanes: CreatePanel | undefined): void {
    this.#isPrinting = printing;
    for (const figure of this.#figures) figure.setPrinting(printing);
    this.#panels.setPrinting(printing, createLanes);
    this.#controls.measure();
    this.#show();
    this.#update();
  }

  #followMotion(): void {
    const { wish } = this.#motion;
    this.act((transport) => transport.setMotion(wish));
    if (!this.#transport.isTaken) this.#panels.setStill(wish === 'reduced');
  }

  /** Plays while there is something to see; otherwise no frame is asked for. */
  #update(): void {
    const { isPlaying, state } = this.#transport;
    for (const figure of this.#figures) figure.tell();
    if (isPlaying && this.#visible.size > 0 && !this.#isPrinting) {
      this.#ticker.start(this.#tick);
    } else {
      this.#ticker.stop(this.#tick);
      this.#ticked = undefined;
    }
    const isOpen = (name: PanelName) => this.#panels.isOpen(name);
    this.#controls.update({ transport: this.#transport, allPaused: this.#motion.areAllPaused, isOpen });
    // A figure that plays, or will by itself, needs no controls in sight.
    const goesByItself = isPlaying || (state === 'waiting' && this.#figures.some(({ autoplay }) => autoplay));
    this.#controls.setHeld(this.#held.size > 0 || this.#panels.isAnyOpen || !goesByItself);
  }

  #tick = (now: number): void => {
    const before = this.#transport.position;
    this.#transport.advance(now - (this.#ticked ?? now));
    this.#ticked = now;
    this.#lightMeant();
    // Pictures out of view are painted when they come into view; a panel tells of all members.
    this.#show(this.#panels.isAnyStanding ? this.#figures : this.#visible);
    if (!this.#transport.isPlaying) this.#update();
    this.#tellProgress(before, this.#transport.position);
    this.#tellHappenings();
  };

  #show(figures: Iterable<Figure> = this.#figures): void {
    const shown = this.#shown;
    for (const figure of figures) figure.show(shown);
    this.#controls.show(shown.time);
    this.#panels.show(shown.time);
  }

  /** What its figures show: on paper, the finished picture. */
  get #shown(): Shown {
    const { makespan, time, wiped, isPlaying, lapse, state } = this.#transport;
    return this.#isPrinting
      ? { time: makespan, wiped: 0, isPlaying: false, lapse: 1, isAhead: false }
      : { time, wiped, isPlaying, lapse, isAhead: state === 'waiting' };
  }

  /** Highlights what the moment that it was led to is about, for as long as it stays there. */
  #lightMeant(): void {
    const { stays } = this.#transport;
    if (!this.#meant || stays === this.#isMeantLit) return;
    this.#isMeantLit = stays;
    this.highlight(stays ? this.#meant : undefined);
    if (!stays) this.#meant = undefined;
  }

  /** Compares each figure with the slowest, unless a panel tells how near two are. */
  #compare(): void {
    const slowest = this.#figures.reduce((a, b) => (b.timeline.makespan > a.timeline.makespan ? b : a));
    for (const figure of this.#figures) {
      const times = [figure.timeline.makespan, slowest.timeline.makespan] as const;
      const isNone = figure === slowest || figure.timeline.recording;
      figure.setComparison(isNone ? undefined : compare(...times, slowest.name.toLowerCase()));
    }
  }

  /** Says what a step has led to, unless a panel does. */
  #tellStep(): void {
    const isWanted = () => this.#transport.isStepped && !this.#panels.isOpen('account');
    if (!isWanted()) {
      this.#controls.tell('');
      return;
    }
    later(import(/* webpackChunkName: "step" */ './step.ts'), ({ stepText }) => {
      if (isWanted()) this.#controls.tell(stepText(this.#figures, this.#transport.time));
    });
  }

  #tellHappenings(): void {
    const { makespan } = this.#transport;
    const detail = { time: Math.max(0, this.#transport.time), makespan };
    for (const happening of this.#transport.takeHappenings()) {
      for (const { element } of this.#figures) send(element, `cvsp-${happening}`, detail);
    }
  }

  /** Tells the page which runs have begun, and which pictures are finished, between two places in the loop. */
  #tellProgress(from: number, to: number): void {
    if (to < from) {
      this.#tellProgress(from, Number.POSITIVE_INFINITY);
      from = 0;
    }
    const begins = from === 0 && to > 0;
    const { makespan } = this.#transport;
    for (const { element, timeline } of this.#figures) {
      const time = timeline.makespan;
      if (begins) send(element, 'cvsp-start', { time: 0, makespan });
      if ((begins || from < time) && to >= time) send(element, 'cvsp-finish', { time, makespan });
    }
  }
}
