/** A rectangle in device pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a picture is cut into tiles. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** A tile's part of a picture. Tiles share their edges' pixels out among them: none overlap, and none are left over. */
export function areaOf({ columns, rows }: Grid, tile: number, width: number, height: number): Area {
  const [column, row] = [tile % columns, Math.floor(tile / columns)];
  const x = Math.round((column * width) / columns);
  const y = Math.round((row * height) / rows);
  return {
    x,
    y,
    width: Math.round(((column + 1) * width) / columns) - x,
    height: Math.round(((row + 1) * height) / rows) - y,
  };
}

/** The tile at a place in a picture, as parts of its width and height. */
export function tileAt({ columns, rows }: Grid, across: number, down: number): number {
  const cell = (part: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(part * count)));
  return cell(down, rows) * columns + cell(across, columns);
}
