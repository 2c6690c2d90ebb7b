/** What one tile looks like, in steps that can be seen at its size. */
export interface Look {
  state: number;
  /** How many of its brush's `steps` of the load are done. */
  step: number;
  /** How many of its brush's `cells` of the render are done. */
  cell: number;
  /** How many device pixels are wiped, from the left. */
  gone: number;
}

/** How tiles of one size are painted. */
export interface Brush {
  /** How many steps of a load can be told apart. */
  readonly steps: number;
  /** How many cells a render fills. */
  readonly cells: number;
  /**
   * Paints one tile over whatever was in its area, and nothing outside of it. What is there afterwards depends on `now`
   * alone.
   *
   * @param before what is there, which may save some of the work; nothing where that is not known
   */
  paint(tile: number, now: Readonly<Look>, before: Readonly<Look> | undefined): void;
  /** Brings what was painted onto the canvas. */
  flush(): void;
}
