import type { Computer, Request } from './computer.ts';

/** What is being computed for less than this, in milliseconds, is finished before something newer is begun. */
const PATIENCE = 100;

/** Is one thing to compute, and what takes it. */
export interface Part extends Request {
  /** Takes the makespan of a run, in milliseconds, by its number. */
  time(run: number, milliseconds: number): void;
  /** Some more runs are known; `isDone` where all are. */
  progress(isDone: boolean): void;
  fail(error: Error): void;
}

/**
 * Has what is missing computed, part by part. A slider that is dragged asks faster than anything is computed, and its reader
 * should see some of it: so what is asked for waits for what was asked for before, but not for long.
 */
export class Sweeper {
  readonly #computer: Computer;
  readonly #missing: () => readonly Part[];
  /** When what is being computed was begun; nothing where nothing is. */
  #begun: number | undefined;
  #isAsked = false;

  /** @param missing lists what is to be computed now, in its order */
  constructor(computer: Computer, missing: () => readonly Part[]) {
    this.#computer = computer;
    this.#missing = missing;
  }

  /** Has what is missing now computed. */
  request(): void {
    if (this.#begun !== undefined && performance.now() < this.#begun + PATIENCE) this.#isAsked = true;
    else this.#begin();
  }

  #begin(): void {
    this.#isAsked = false;
    this.#begun = performance.now();
    this.#compute(this.#missing());
  }

  #compute([part, ...rest]: readonly Part[]): void {
    if (!part) {
      this.#begun = undefined;
      if (this.#isAsked) this.#begin();
      return;
    }
    this.#computer.request(part, {
      time: (run, milliseconds) => part.time(run, milliseconds),
      progress: (isDone) => {
        part.progress(isDone);
        if (isDone) this.#compute(rest);
      },
      fail: (error) => {
        part.fail(error);
        this.#compute(rest);
      },
    });
  }
}
