import { areAllPaused, followMotion, isReduced, setAllPaused } from '../dom/motion.ts';
import { startTicking, stopTicking } from '../dom/ticker.ts';
import { BEFORE, type Figure } from '../figure/figure.ts';
import type { FigureConfig, Marker } from '../figure/options.ts';
import type { Highlight } from '../panels/highlight.ts';
import { failedPanel, loadPanel } from '../panels/load.ts';
import { type CreatePanel, PANELS, type PanelHost, type PanelName } from '../panels/panel.ts';
import { instantsOf, nthInstantFrom } from '../run/instants.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import { compare } from '../words/format.ts';
import { checkMoment, checkSteps } from '../words/invalid.ts';
import { Dock } from './controls.ts';
import { send } from './events.ts';
import type { Controls } from './player.ts';
import { Playhead, SPEEDS } from './playhead.ts';
import type { Actions } from './toolbar.ts';

/** Figures that are one instrument: one moment, one loop that goes on while any of them can be seen, one set of controls. */
export class Group implements PanelHost, Actions, Controls {
  /** What the workloads of its figures are drawn from where they do not say. */
  seed: number | null = null;
  /** In the order of the page. */
  #figures: Figure[] = [];
  readonly #visible = new Set<Figure>();
  readonly #held = new Set<Element>();
  readonly #panels = new Set<PanelName>();
  readonly #playhead = new Playhead();
  readonly #dock = new Dock(this, (time) => this.seek(time));
  readonly #leaveMotion = followMotion(() => this.#follow());
  /** Whether it has come to where it starts by itself. */
  #reached = false;
  /** Whether a reader has taken hold of it: it does nothing by itself from then on. */
  #taken = false;
  #started = false;
  #printing = false;
  /** Whether it has taken up a wish for less motion. */
  #reduced = false;
  /** Whether lanes are open that nobody asked for: they tell what happened where nothing moves. */
  #showsLanes = false;
  #highlight: Highlight | undefined;
  #instants: Float64Array | undefined;
  #previous: number | undefined;

  get size(): number {
    return this.#figures.length;
  }

  get playing(): boolean {
    return this.#playhead.playing && this.#started;
  }

  add(figure: Figure): void {
    this.#figures.push(figure);
    for (const name of figure.panels) this.#panels.add(name);
    this.arrange();
  }

  /** Gives one of its figures another run. What a reader has set stays; who does so calls `arrange` when all have theirs. */
  change(figure: Figure, config: FigureConfig, timeline: SeekableTimeline): void {
    const before = figure.panels;
    figure.setRun(config, timeline);
    this.highlight(undefined);
    // Those that are open are about the runs as they were.
    for (const name of PANELS) {
      this.#dock.setPanel(name, undefined);
      const wanted = figure.panels.includes(name);
      if (wanted !== before.includes(name)) this.#panels[wanted ? 'add' : 'delete'](name);
    }
  }

  remove(figure: Figure): void {
    this.#figures = this.#figures.filter((other) => other !== figure);
    this.#held.delete(figure.element);
    this.setVisible(figure, false);
    if (this.size > 0) this.arrange();
    else {
      this.#leaveMotion();
      this.#dock.remove();
    }
  }

  /** Starts the run, if it has not been started and may start by itself. */
  start(): void {
    if (this.#reached) return;
    this.#reached = true;
    if (!this.#taken) this.#follow();
  }

  setVisible(figure: Figure, visible: boolean): void {
    if (visible) {
      this.#visible.add(figure);
      this.#show(figure);
    } else {
      this.#visible.delete(figure);
    }
    this.#update();
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Goes on, or starts again from the beginning where it has come to its end. */
  play(): void {
    this.#taken = true;
    this.#started = true;
    this.#run();
    this.#showAll();
    this.#update();
  }

  pause(): void {
    this.#taken = true;
    this.#halt();
    this.#showAll();
    this.#update();
  }

  restart(): void {
    this.seek(0);
    this.play();
  }

  seek(time: number): void {
    checkMoment(time);
    this.#started = true;
    this.#playhead.seek(time);
    this.pause();
    const { time: now, makespan } = this.#playhead;
    for (const figure of this.#figures) send(figure.element, 'cvsp-seek', { time: now, makespan });
  }

  /** Goes on by a part of the run, or back where it is below 0. */
  move(part: number): void {
    this.seek(this.#playhead.time + part * this.#playhead.makespan);
  }

  step(n: number): void {
    checkSteps(n);
    this.#instants ??= instantsOf(this.#figures.map(({ timeline }) => timeline));
    this.seek(nthInstantFrom(this.#instants, this.#playhead.time, n));
  }

  setSpeed(speed: number): void {
    this.#playhead.speed = speed;
    this.#update();
  }

  changeSpeed(direction: 1 | -1): void {
    this.setSpeed(SPEEDS[SPEEDS.indexOf(this.#playhead.speed) + direction] ?? this.#playhead.speed);
  }

  setLooping(looping: boolean): void {
    this.#playhead.looping = looping;
    this.#update();
  }

  setAllPaused(paused: boolean): void {
    setAllPaused(paused);
  }

  togglePanel(name: PanelName): void {
    if (name === 'lanes') this.#showsLanes = false;
    this.setPanel(name, !this.#panels.has(name));
  }

  /** Opens a panel, or closes it; an open one is made anew. */
  async setPanel(name: PanelName, open: boolean): Promise<void> {
    if (open) this.#panels.add(name);
    else this.#panels.delete(name);
    this.highlight(undefined);
    this.#update();
    const create = open ? await loadPanel[name]().catch(failedPanel) : undefined;
    // It may have been closed, or its group taken off the page, while it was loaded.
    if (this.#panels.has(name) !== open || this.size === 0) return;
    this.#dock.setPanel(name, create?.(this.#figures, this));
    this.#showAll();
  }

  highlight(highlight: Highlight | undefined): void {
    this.#highlight = highlight;
    this.#figures.forEach((figure, member) => figure.highlight(highlight, member));
    for (const panel of this.#dock.panels) panel.highlight(highlight);
  }

  /** Lights the tile that a reader points at, where there is a panel that tells of it. */
  point(figure: Figure, task: number | undefined): void {
    if (this.#highlight?.task === task || !this.#dock.hasPanels) return;
    const isOne = task !== undefined && task < figure.timeline.tasks;
    this.highlight(isOne ? { task } : undefined);
  }

  /** Keeps the controls in sight while one of its elements is pointed at, or has the focus. */
  setHeld(element: Element, held: boolean): void {
    if (held) this.#held.add(element);
    else if (this.#held.delete(element) && this.#held.size === 0) this.highlight(undefined);
    this.#update();
  }

  /**
   * Shows what goes on paper, the whole run, for as long as the page is printed.
   *
   * @param createLanes makes its lanes, where they can be made
   */
  setPrinting(printing: boolean, createLanes: CreatePanel | undefined): void {
    this.#printing = printing;
    for (const { element } of this.#figures) element.classList.toggle('cvsp-print', printing);
    // Those that are open already are painted anew, in the ink of paper.
    const shows = printing || this.#panels.has('lanes');
    if (createLanes) this.#dock.setPanel('lanes', shows ? createLanes(this.#figures, this) : undefined);
    this.#dock.measure();
    this.#showAll();
    this.#update();
  }

  /** Takes up who belongs to it, and what they have become. */
  arrange(): void {
    this.#figures.sort((a, b) =>
      a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );
    this.#playhead.setMakespan(Math.max(...this.#figures.map(({ timeline }) => timeline.makespan)));
    this.#instants = undefined;
    const markers = this.#figures.flatMap((figure): readonly Marker[] => figure.markers);
    this.#dock.setRun(this.#playhead.makespan, markers);
    this.#dock.setMembers(
      this.#figures.map(({ element }) => element),
      this.#figures.map(({ name }) => name),
    );
    for (const name of this.#panels) this.setPanel(name, true);
    this.#compare();
    // The moment that it rests at may be another now.
    if (!this.#taken && (isReduced() || areAllPaused())) {
      this.#follow();
    } else {
      this.#showAll();
      this.#update();
    }
  }

  /**
   * Does what a group does until a reader takes hold of it: it plays once it is reached, or, where nothing may move by
   * itself, shows what its run comes to. What plays stops, whoever has started it.
   */
  #follow(): void {
    const reduced = isReduced();
    if (reduced || areAllPaused()) {
      if (!this.#taken && (reduced || !this.#started)) {
        this.#started = true;
        this.#playhead.seek(this.#playhead.makespan);
      }
      this.#halt();
    } else if (!this.#taken) {
      this.#started = this.#reached;
      this.#run();
    }
    // What a reader has chosen since stays.
    if (!this.#taken && reduced !== this.#reduced) {
      this.#reduced = reduced;
      this.#playhead.looping = !reduced;
      this.#showLanes(reduced);
    }
    this.#showAll();
    this.#update();
  }

  #run(): void {
    if (this.#playhead.finished && !this.#playhead.playing) this.#playhead.seek(0);
    this.#playhead.playing = true;
  }

  #halt(): void {
    // Half wiped, or wiped, is no place to stay at.
    if (this.#playhead.finished) this.#playhead.seek(this.#playhead.time);
    this.#playhead.playing = false;
  }

  /** Opens the lanes by itself, or closes those that were opened so. */
  #showLanes(open: boolean): void {
    if (open === this.#panels.has('lanes') || (!open && !this.#showsLanes)) return;
    this.#showsLanes = open;
    this.setPanel('lanes', open);
  }

  /** Plays while there is something to see; otherwise no frame is asked for. */
  #update(): void {
    const { playing, looping, speed } = this.#playhead;
    for (const figure of this.#figures) figure.tell();
    if (this.#started && playing && this.#visible.size > 0 && !this.#printing) {
      startTicking(this.#tick);
    } else {
      stopTicking(this.#tick);
      this.#previous = undefined;
    }
    const allPaused = areAllPaused();
    this.#dock.update({ playing: this.playing, looping, speed, allPaused, panels: this.#panels });
    const waits = !this.#started && !this.#figures.some(({ autoplay }) => autoplay);
    this.#dock.setHeld(this.#held.size > 0 || !playing || this.#panels.size > 0 || waits);
  }

  #tick = (now: number): void => {
    const before = this.#playhead.position;
    this.#playhead.advance(now - (this.#previous ?? now));
    this.#previous = now;
    // What cannot be seen is shown when it can; a panel tells of all members.
    for (const figure of this.#dock.hasPanels ? this.#figures : this.#visible) this.#show(figure);
    this.#dock.show(this.#playhead.time);
    if (!this.#playhead.playing) this.#update();
    this.#tell(before, this.#playhead.position);
  };

  /** Tells the page which runs have begun, and which pictures are finished, between two places in the loop. */
  #tell(from: number, to: number): void {
    if (to < from) {
      this.#tell(from, Number.POSITIVE_INFINITY);
      from = 0;
    }
    const begins = from === 0 && to > 0;
    const { makespan } = this.#playhead;
    for (const { element, timeline } of this.#figures) {
      const time = timeline.makespan;
      if (begins) send(element, 'cvsp-start', { time: 0, makespan });
      if ((begins || from < time) && to >= time) send(element, 'cvsp-finish', { time, makespan });
    }
  }

  #showAll(): void {
    for (const figure of this.#figures) this.#show(figure);
    this.#dock.show(this.#shown.time);
  }

  #show(figure: Figure): void {
    const { time, wiped } = this.#shown;
    figure.show(time, wiped);
  }

  /** What its figures show, from the run's moment before its start to the finished picture on paper. */
  get #shown(): { readonly time: number; readonly wiped: number } {
    if (this.#printing) return { time: this.#playhead.makespan, wiped: 0 };
    return this.#started ? this.#playhead : { time: BEFORE, wiped: 0 };
  }

  /** Each figure is compared with the slowest. */
  #compare(): void {
    const slowest = this.#figures.reduce((a, b) => (b.timeline.makespan > a.timeline.makespan ? b : a));
    for (const figure of this.#figures) {
      const { makespan } = figure.timeline;
      const alone = figure === slowest;
      figure.setComparison(
        alone ? undefined : compare(makespan, slowest.timeline.makespan, slowest.name.toLowerCase()),
      );
    }
  }
}
