/** Says how many tasks may be in flight, and how many bursts may run at once: the place of a program on the map. */
export interface Point {
  readonly slots: number;
  readonly executors: number;
}

/** A map has at most this many columns, and as many rows. */
const MOST = 16;

/** No map is drawn of more tasks than this: its runs would take seconds. */
export const MAX_TASKS = 4096;

/**
 * Returns the numbers of slots, and of executors, that the map of so many tasks has a column and a row for: every
 * number, or where those are too many the numbers 1, 2, 3, 4, 6, 8, 12 …, the powers of 2 or those of 4, and the last.
 */
export function axisOf(tasks: number): number[] {
  const all = Array.from({ length: Math.min(tasks, MOST + 1) }, (_, i) => i + 1);
  const powers = (base: number) => Array.from({ length: 32 }, (_, i) => base ** i);
  const halves = powers(2).flatMap((power) => (power > 1 ? [power, power * 1.5] : [power]));
  const upTo = (numbers: readonly number[]) => [...numbers.filter((number) => number < tasks), tasks];
  const axes = [all, halves, powers(2), powers(4)].map(upTo);
  return axes.find(({ length }) => length <= MOST) ?? axes.at(-1)!;
}

/** Returns the place on an axis of the largest number that is at most `count`. */
export function placeOf(axis: readonly number[], count: number): number {
  return Math.max(0, axis.filter((number) => number <= count).length - 1);
}

/** Holds the makespan of each cell: a run with so many slots and executors. */
export class Plane {
  readonly axis: readonly number[];
  /** The times are in milliseconds, row by row from the first; NaN where there is none, or none yet. */
  readonly #times: Float64Array;

  constructor(tasks: number) {
    this.axis = axisOf(tasks);
    this.#times = new Float64Array(this.size ** 2).fill(Number.NaN);
  }

  /** The number of columns, which is that of rows. */
  get size(): number {
    return this.axis.length;
  }

  /** Gives the makespan of a cell in milliseconds, by its place on both axes. It is NaN beyond them and before it is known. */
  time(column: number, row: number): number {
    return column >= 0 && row >= 0 && column < this.size
      ? (this.#times[row * this.size + column] ?? Number.NaN)
      : Number.NaN;
  }

  setTime(column: number, row: number, milliseconds: number): void {
    this.#times[row * this.size + column] = milliseconds;
  }

  /** Whether all cells that can be are known. */
  get isComplete(): boolean {
    return this.cells().every(([column, row]) => !Number.isNaN(this.time(column, row)));
  }

  /** Lists the places of all cells that can be: there are never more executors than slots. */
  cells(): [column: number, row: number][] {
    return this.axis.flatMap((_, row) => this.axis.slice(row).map((_, i): [number, number] => [row + i, row]));
  }

  /** Returns the place of the cell that a point is in. */
  cellOf({ slots, executors }: Point): [column: number, row: number] {
    return [placeOf(this.axis, slots), placeOf(this.axis, executors)];
  }

  /** Returns the point of a place; a place in the half that cannot be gives the nearest row below it that can. */
  pointAt(column: number, row: number): Point {
    const within = (place: number) => Math.min(this.size - 1, Math.max(0, place));
    const at = within(column);
    return { slots: this.axis[at]!, executors: this.axis[Math.min(at, within(row))]! };
  }
}
