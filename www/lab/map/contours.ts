import type { Plane } from '../state/plane.ts';

/** A contour leads around the cells that are at least this many times as fast as a loop. */
export interface Contour {
  readonly times: number;
  /** The line is an SVG path. Its unit is a cell, its origin the map's upper left corner. */
  readonly path: string;
  /** The first cell on the diagonal within the contour; the label stands beside it. It is -1 where there is none. */
  readonly start: number;
}

/** Returns the part of the scale, from 0 to 1, at which a speed is: each doubling takes as much of it as any other. */
export function partOf(speed: number, fastest: number): number {
  if (!(speed > 1) || !(fastest > 1)) return 0;
  return Math.min(1, Math.log(speed) / Math.log(fastest));
}

/** Lists the speeds that have contours: 2, 4, 8 … times that of a loop, up to `fastest`. */
export function speedsUpTo(fastest: number): number[] {
  return Array.from({ length: Math.floor(Math.log2(Math.max(1, fastest))) }, (_, i) => 2 ** (i + 1));
}

/**
 * Returns the contours of a map at these speeds; those that no cell reaches are left out.
 *
 * @param loop the time of the loop, in milliseconds
 */
export function contoursOf(plane: Plane, loop: number, speeds: readonly number[]): Contour[] {
  return speeds
    .map((times) => ({ times, ...outline(plane, (time) => time * times <= loop) }))
    .filter(({ path }) => path !== '');
}

/** Returns the line around all cells whose times are within 2 % of the lower bound of the workload, in milliseconds. */
export function floorOf(plane: Plane, bound: number): Contour | undefined {
  const line = outline(plane, (time) => time <= bound * 1.02);
  return line.path === '' ? undefined : { times: 1, ...line };
}

/** Draws the edges between cells that belong to a region, and cells that do not. The map's own edge is no line. */
function outline(plane: Plane, belongs: (time: number) => boolean): Omit<Contour, 'times'> {
  const { size } = plane;
  const inside = (column: number, row: number) => belongs(plane.time(column, row));
  const known = (column: number, row: number) => !Number.isNaN(plane.time(column, row));
  let path = '';
  for (const [column, row] of plane.cells()) {
    if (!inside(column, row)) continue;
    const [left, top] = [column, size - 1 - row];
    if (known(column - 1, row) && !inside(column - 1, row)) path += `M${left} ${top + 1}v-1`;
    if (known(column + 1, row) && !inside(column + 1, row)) path += `M${left + 1} ${top + 1}v-1`;
    if (known(column, row - 1) && !inside(column, row - 1)) path += `M${left} ${top + 1}h1`;
    if (known(column, row + 1) && !inside(column, row + 1)) path += `M${left} ${top}h1`;
  }
  const start = path === '' ? -1 : plane.axis.findIndex((_, place) => inside(place, place));
  return { path, start };
}
