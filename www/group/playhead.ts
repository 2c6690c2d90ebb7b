import { evenPace, type Pace, playedUntil, simulatedAfter } from '../run/pace.ts';

/** How long a finished run rests before it is wiped, in milliseconds. */
export const REST = 2000;
/** How long the wipe takes, in milliseconds. */
export const WIPE = 150;
/** How long after its end a run starts again, in milliseconds. */
export const PAUSE = 3000;

/** How long a run stays at the moment that a link leads to, in milliseconds, before it goes on. */
export const STAY = 4000;
/** For how long it plays before it comes there, in milliseconds. */
export const LEAD = 1500;

/** Is a place in a loop: the run, a rest, the wipe, an empty moment, and the run again. */
export class Playhead {
  looping = true;
  /** Rest and wipe take the same time at any pace. */
  pace: Pace = evenPace(1);
  #makespan = 0;
  #position = 0;
  /** Holds a moment at which it is to stay, and for how long still, in milliseconds of the reader's. */
  #stay: { readonly at: number; left: number } | undefined;

  /** How long the run takes, in milliseconds. */
  get makespan(): number {
    return this.#makespan;
  }

  /** The moment of the run that is shown, in milliseconds of simulated time. */
  get time(): number {
    return Math.min(this.#position, this.#makespan);
  }

  /** How much of the finished picture is wiped, from 0 to 1. */
  get wiped(): number {
    return Math.min(1, Math.max(0, (this.#position - this.#makespan - REST) / WIPE));
  }

  /** The place in the loop, in milliseconds from the start of the run. */
  get position(): number {
    return this.#position;
  }

  get finished(): boolean {
    return this.#position >= this.#makespan;
  }

  /** Whether it is at the moment at which it stays for a while. */
  get stays(): boolean {
    return this.#position === this.#stay?.at;
  }

  /** Sets how long the run takes; the moment stays, unless it lies past the new end. */
  setMakespan(makespan: number): void {
    this.seek(Math.min(this.time, makespan));
    this.#makespan = makespan;
  }

  /**
   * Lets time go by, in milliseconds of the reader's.
   *
   * @returns whether it goes on: without a loop, a run stops at its end
   */
  advance(milliseconds: number): boolean {
    const { pace } = this;
    const makespan = this.#makespan;
    let left = milliseconds;
    // A loop leads back to where it began.
    if (this.looping && !this.#stay) left %= playedUntil(makespan, pace) + PAUSE;
    while (left > 0) {
      if (this.#stay && this.stays) {
        const used = Math.min(left, this.#stay.left);
        this.#stay.left -= used;
        left -= used;
        if (this.#stay.left <= 0) this.#stay = undefined;
      } else if (this.#position < makespan) {
        const next = this.#stay ? this.#stay.at : makespan;
        const played = playedUntil(this.#position, pace);
        const used = Math.min(left, playedUntil(next, pace) - played);
        this.#position = used < left ? next : Math.min(next, simulatedAfter(played + used, pace));
        left -= used;
      } else if (this.looping) {
        const end = makespan + PAUSE;
        const used = Math.min(left, end - this.#position);
        this.#position = used < end - this.#position ? this.#position + used : 0;
        left -= used;
      } else {
        return false;
      }
    }
    return true;
  }

  /** Goes to a moment, in milliseconds of simulated time, or to the nearest that the run has. */
  seek(time: number): void {
    this.#position = Math.min(Math.max(0, time), this.#makespan);
    this.#stay = undefined;
  }

  /** Goes to shortly before a moment, in milliseconds of simulated time, to play to it and to stay there for a while. */
  approach(time: number): void {
    const at = Math.min(Math.max(0, time), this.#makespan);
    const lead = simulatedAfter(Math.max(0, playedUntil(at, this.pace) - LEAD), this.pace);
    this.#position = lead < this.time && this.time <= at ? this.time : lead;
    this.#stay = { at, left: STAY };
  }
}
