import type { Figure } from './figure.ts';
import { Playhead } from './playhead.ts';
import { startTicking, stopTicking } from './ticker.ts';
import { compare } from './words.ts';

/** Figures that play as one: one clock and one loop, which goes on while any of them can be seen. */
export class Group {
  readonly #figures = new Set<Figure>();
  readonly #visible = new Set<Figure>();
  #playhead: Playhead | undefined;
  #makespan = 0;
  #previous: number | undefined;

  get size(): number {
    return this.#figures.size;
  }

  add(figure: Figure): void {
    this.#figures.add(figure);
    this.#makespan = Math.max(this.#makespan, figure.timeline.makespan);
    this.#playhead = this.#playhead?.extended(this.#makespan);
    this.#compare();
    this.#show(figure);
  }

  remove(figure: Figure): void {
    this.#figures.delete(figure);
    this.setVisible(figure, false);
    this.#compare();
  }

  /** Starts the loop, if it has not been started. */
  start(): void {
    if (this.#playhead) return;
    this.#playhead = new Playhead(this.#makespan);
    for (const figure of this.#figures) this.#show(figure);
    this.#update();
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

  /** Plays while there is something to see; otherwise no frame is asked for. */
  #update(): void {
    if (this.#playhead && this.#visible.size > 0) {
      startTicking(this.#tick);
    } else {
      stopTicking(this.#tick);
      this.#previous = undefined;
    }
  }

  #tick = (now: number): void => {
    this.#playhead?.advance(now - (this.#previous ?? now));
    this.#previous = now;
    for (const figure of this.#visible) this.#show(figure);
  };

  #show(figure: Figure): void {
    if (this.#playhead) figure.show(this.#playhead.time, this.#playhead.wiped);
  }

  /** Each figure is compared with the slowest. */
  #compare(): void {
    const [first, ...others] = this.#figures;
    if (!first) return;
    const slowest = others.reduce((a, b) => (b.timeline.makespan > a.timeline.makespan ? b : a), first);
    for (const figure of this.#figures) {
      const { makespan } = figure.timeline;
      const alone = figure === slowest;
      figure.setComparison(
        alone ? undefined : compare(makespan, slowest.timeline.makespan, slowest.name.toLowerCase()),
      );
    }
  }
}
