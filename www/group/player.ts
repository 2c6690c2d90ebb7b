/** What a program holds a group by: it does what a reader's hand does, and is told of by the same events. */
export interface Controls {
  /** Goes on, or starts again from the beginning where the run has come to its end. */
  play(): void;
  /** Stays where it is. */
  pause(): void;
  /**
   * Goes to a moment, and pauses there: the start where it is below 0, the end where it is past it.
   *
   * @param ms in milliseconds of simulated time
   * @throws where it is not a number
   */
  seek(ms: number): void;
  /**
   * Goes to the nth moment from here at which something happens in any figure of the group, at the most to the last one,
   * and pauses there.
   *
   * @param n a whole number other than 0; back where it is below 0
   * @throws where it is another one
   */
  step(n: number): void;
}
