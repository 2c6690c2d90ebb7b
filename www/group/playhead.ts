/** How long a finished run rests before it is wiped, in milliseconds. */
export const REST = 2000;
/** How long the wipe takes, in milliseconds. */
export const WIPE = 150;
/** How long after its end a run starts again, in milliseconds. */
export const PAUSE = 3000;

/** How many milliseconds of simulated time may go by in one that is watched. */
export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16];

/** Is a place in a loop: the run, a rest, the wipe, an empty moment, and the run again. */
export class Playhead {
  looping = true;
  /** One of `SPEEDS`. Rest and wipe take the same time at any. */
  speed = 1;
  #makespan = 0;
  #position = 0;

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

  /** Sets how long the run takes; the moment stays, unless it lies past the new end. */
  setMakespan(makespan: number): void {
    this.#position = Math.min(this.time, makespan);
    this.#makespan = makespan;
  }

  /**
   * Lets time go by, in milliseconds of the reader's.
   *
   * @returns whether it goes on: without a loop, a run stops at its end
   */
  advance(milliseconds: number): boolean {
    // A loop leads back to where it began.
    let left = this.looping ? milliseconds % (this.#makespan / this.speed + PAUSE) : milliseconds;
    while (left > 0) {
      if (this.#position < this.#makespan) {
        const used = Math.min(left, (this.#makespan - this.#position) / this.speed);
        this.#position = used < left ? this.#makespan : this.#position + used * this.speed;
        left -= used;
      } else if (this.looping) {
        const end = this.#makespan + PAUSE;
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
  }
}
