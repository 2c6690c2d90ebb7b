/** Describes what one tile looks like, in the steps that can be seen at its size. */
export interface Look {
  /** The state is a `State`. */
  state: number;
  /** This many of the brush's `steps` are done of the load. */
  step: number;
  /** This many of the brush's `cells` are done of the render. */
  cell: number;
  /** This is the place in the line for an executor, where the tile shows it; otherwise 0. */
  place: number;
  /** This many device pixels are wiped, from the left. */
  wiped: number;
}

/** Lists the colours that tiles are painted in, as CSS has them. */
export interface Inks {
  /** The text's colour. */
  readonly ink: string;
  readonly load: string;
  readonly ready: string;
  readonly blocked: string;
  readonly render: string;
}

/** A brush paints tiles of one size. */
export interface Brush {
  /** A load has this many visible steps. */
  readonly steps: number;
  /** A render fills this many cells. */
  readonly cells: number;
  /** Tiles show places in the line up to this one. */
  readonly places: number;
  /**
   * Paints one tile. It covers the tile's whole area, and nothing outside; the result depends on `now` alone.
   *
   * @param before the tile's present look, if it is known, which may save work
   */
  paint(tile: number, now: Readonly<Look>, before: Readonly<Look> | undefined): void;
  /** Copies the painted tiles onto the canvas, if `paint` has not done so. */
  flush(): void;
}
