import type { Plane } from '../state/plane.ts';

/** A place on the map that need not be the middle of a cell: in cells, from the first one. */
export type Place = readonly [column: number, row: number];

/**
 * Returns the place at which a run would take `time` milliseconds if nothing had a price: on the way from a cell back to
 * the loop, first with fewer in flight, then with fewer at once. A run that takes longer than all of them ends at the loop.
 *
 * @param plane holds the times without prices
 */
export function placeForFree(plane: Plane, [column, row]: Place, time: number): Place {
  const way: Place[] = [];
  for (let at = column; at > row; at--) way.push([at, row]);
  for (let at = row; at >= 0; at--) way.push([at, at]);
  for (let i = 1; i < way.length; i++) {
    const [from, to] = [way[i - 1]!, way[i]!];
    const [fast, slow] = [plane.time(...from), plane.time(...to)];
    if (!(slow >= time)) continue;
    const part = slow > fast ? Math.min(1, Math.max(0, (time - fast) / (slow - fast))) : 1;
    return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
  }
  return way.at(-1)!;
}
