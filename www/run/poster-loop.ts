/** A finished run rests for this long before it starts again, in milliseconds on the reader's clock. */
const REST = 3000;

/** A run that takes less than the first of these plays slower, and one that takes more than the second plays faster. */
const [SHORTEST, LONGEST] = [1000, 21_000];

/** Is a run and the rest after it, which an animated poster plays again and again. */
export class PosterLoop {
  /** Run times are multiplied by this to get the reader's. */
  readonly slowdown: number;
  /** Is the length of the loop on the reader's clock, in whole milliseconds. */
  readonly length: number;
  readonly #makespan: number;

  /** @param makespan the length of the run, in milliseconds */
  constructor(makespan: number) {
    let [faster, slower] = [1, 1];
    while (Math.floor((makespan / faster) * 1000) > LONGEST * 1000) faster *= 2;
    while (makespan * slower < SHORTEST) slower *= 10;
    this.slowdown = slower / faster;
    this.length = Math.floor(makespan * this.slowdown + REST);
    this.#makespan = makespan;
  }

  /** Returns the moment of the run, in milliseconds, that it shows once it has played for so long. */
  momentAfter(played: number): number {
    return Math.min(this.#makespan, (played % this.length) / this.slowdown);
  }

  /** Converts a time of the run, in milliseconds, to hundredths of a percent of the loop. */
  at(time: number): number {
    return Math.round((time * this.slowdown * 10_000) / (this.#makespan * this.slowdown + REST));
  }
}
