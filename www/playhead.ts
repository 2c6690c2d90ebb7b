/** How long a finished run rests before it is wiped, in milliseconds. */
export const REST = 2000;
/** How long the wipe takes, in milliseconds. */
export const WIPE = 150;
/** How long after its end a run starts again, in milliseconds. */
export const PAUSE = 3000;

/** Where a group is in its loop: the run, a rest, the wipe, an empty moment, and the run again. */
export class Playhead {
  /** How long the run takes, in milliseconds. */
  readonly makespan: number;
  #position = 0;

  constructor(makespan: number) {
    this.makespan = makespan;
  }

  /** The moment of the run that is shown, in milliseconds of simulated time. */
  get time(): number {
    return Math.min(this.#position, this.makespan);
  }

  /** How much of the finished picture is wiped, from 0 to 1. */
  get wiped(): number {
    return Math.min(1, Math.max(0, (this.#position - this.makespan - REST) / WIPE));
  }

  advance(milliseconds: number): void {
    this.#position = (this.#position + milliseconds) % (this.makespan + PAUSE);
  }

  /** The same place in a loop with another makespan: for a group that has got another member. */
  extended(makespan: number): Playhead {
    const playhead = new Playhead(Math.max(this.makespan, makespan));
    playhead.#position = Math.min(this.#position, playhead.makespan);
    return playhead;
  }
}
