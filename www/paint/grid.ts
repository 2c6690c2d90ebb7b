/** An area is a rectangle in device pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Divides a canvas into tiles, in whole device pixels, so that tiles leave no gap and do not overlap. */
export class Grid {
  readonly width: number;
  readonly height: number;
  /** Gives the left edge of each column, and then the right edge of the last one. */
  readonly lefts: Int32Array;
  /** Gives the top edge of each row, and then the bottom edge of the last one. */
  readonly tops: Int32Array;
  readonly #columns: number;

  constructor(columns: number, rows: number, width: number, height: number) {
    this.width = width;
    this.height = height;
    this.lefts = edges(columns, width);
    this.tops = edges(rows, height);
    this.#columns = columns;
  }

  area(tile: number): Area {
    const column = tile % this.#columns;
    const row = (tile - column) / this.#columns;
    const [x, y] = [this.lefts[column]!, this.tops[row]!];
    return { x, y, width: this.lefts[column + 1]! - x, height: this.tops[row + 1]! - y };
  }

  /** Returns the tile at a point, or the nearest one. Both coordinates go from 0 to 1 across the grid. */
  tileAt(across: number, down: number): number {
    const cell = (part: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(part * count)));
    return cell(down, this.tops.length - 1) * this.#columns + cell(across, this.#columns);
  }
}

function edges(parts: number, length: number): Int32Array {
  return Int32Array.from({ length: parts + 1 }, (_, part) => Math.round((part * length) / parts));
}
