/** A rectangle in device pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a figure's tiles are, in device pixels: they share the edges' pixels out, so that none overlap or are left over. */
export class Grid {
  readonly width: number;
  readonly height: number;
  /** Where each column begins, and where the last one ends. */
  readonly lefts: Int32Array;
  /** Where each row begins, and where the last one ends. */
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

  /** The tile at a place, which is given as parts of the width and the height. */
  tileAt(across: number, down: number): number {
    const cell = (part: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(part * count)));
    return cell(down, this.tops.length - 1) * this.#columns + cell(across, this.#columns);
  }
}

function edges(parts: number, length: number): Int32Array {
  return Int32Array.from({ length: parts + 1 }, (_, part) => Math.round((part * length) / parts));
}
