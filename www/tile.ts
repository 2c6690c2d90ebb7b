import type { Sources } from './sources.ts';
import { State } from './state.ts';

/** A render fills a raster of so many cells by as many. */
const RASTER = 10;

/** How strong the greys of a loaded picture are beside its colours. */
const WASH = 0.5;

/** A rectangle in device pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What one tile looks like: as much of its state as can be seen. */
export interface Look {
  readonly state: number;
  /** How much of it is loaded, from 0 to 1. */
  readonly loaded: number;
  /** How much of it is rendered, from 0 to 1. */
  readonly rendered: number;
}

/** Before it begins, and when it is wiped. */
export const IDLE: Look = { state: State.idle, loaded: 0, rendered: 0 };

/**
 * Paints one tile over whatever was in its area, and nothing outside of it.
 *
 * The states differ in shape, not in colour only: a thin outline before it begins, with three dots while it waits for the
 * far end; a thick border that grows clockwise from the top left while it loads, around a picture that fades in, in pale
 * greys, with a stop mark where it keeps its executor from all others; the closed border with a pause mark while it waits
 * for its turn; a cursor that writes the picture cell by cell while it renders, inside the closed border while the
 * executor is still switching to it; the whole picture, with no gap around it, when it is finished.
 *
 * @param ink the colour of all lines
 * @param pixel how many device pixels a CSS pixel has
 */
export function paintTile(
  context: CanvasRenderingContext2D,
  area: Area,
  { state, loaded, rendered }: Look,
  sources: () => Sources,
  ink: string,
  pixel: number,
): void {
  context.clearRect(area.x, area.y, area.width, area.height);
  if (state === State.finished) {
    const { colours, greys } = sources();
    copy(context, rendered > 0 ? colours : greys, area);
    return;
  }

  const side = Math.min(area.width, area.height);
  const inner = inset(area, Math.max(1, Math.round(side * 0.035)));
  const thin = Math.max(1, Math.round(Math.min(pixel, side / 16)));
  const thick = Math.max(2, Math.round(side * 0.05));
  context.fillStyle = ink;
  context.strokeStyle = ink;
  if (state !== State.idle && state !== State.queued) {
    context.globalAlpha = WASH * loaded;
    copy(context, sources().greys, inner);
    context.globalAlpha = 1;
  }
  const writes = state === State.render || state === State.switch;
  const cursor = writes || rendered > 0 ? paintRaster(context, sources(), inner, rendered) : null;
  switch (state) {
    case State.idle:
    case State.load:
    case State.blocked:
      context.globalAlpha = 0.4;
      strokeInside(context, inner, thin);
      context.globalAlpha = 1;
      paintBorder(context, inner, thick, loaded);
      break;
    case State.queued:
    case State.render:
      strokeInside(context, inner, thin);
      break;
    case State.ready:
    case State.switch:
      strokeInside(context, inner, thick);
      break;
  }
  if (writes && cursor) context.fillRect(cursor.x, cursor.y, cursor.width, cursor.height);
  const mark = MARKS[state];
  if (mark) paintMark(context, inner, mark);
}

/** The same part of the picture as of the figure. */
function copy(context: CanvasRenderingContext2D, source: CanvasImageSource, { x, y, width, height }: Area): void {
  if (width > 0 && height > 0) context.drawImage(source, x, y, width, height, x, y, width, height);
}

function inset({ x, y, width, height }: Area, by: number): Area {
  return { x: x + by, y: y + by, width: Math.max(0, width - 2 * by), height: Math.max(0, height - 2 * by) };
}

function strokeInside(context: CanvasRenderingContext2D, area: Area, width: number): void {
  const line = inset(area, width / 2);
  context.lineWidth = width;
  context.strokeRect(line.x, line.y, line.width, line.height);
}

/** The border as far as it is drawn: from the top left, clockwise, at an even pace. */
function paintBorder(context: CanvasRenderingContext2D, area: Area, width: number, progress: number): void {
  const { x, y, width: across, height: down } = area;
  let left = 2 * progress * (across + down);
  const edge = (length: number) => {
    const drawn = Math.min(left, length);
    left -= drawn;
    return drawn;
  };
  const [top, right, bottom, up] = [edge(across), edge(down), edge(across), edge(down)];
  context.fillRect(x, y, top, width);
  context.fillRect(x + across - width, y, width, right);
  context.fillRect(x + across - bottom, y + down - width, bottom, width);
  context.fillRect(x, y + down - up, width, up);
}

/** The cells that are rendered, row by row. Returns the one that is being rendered. */
function paintRaster(context: CanvasRenderingContext2D, sources: Sources, area: Area, progress: number): Area | null {
  const cells = Math.min(RASTER * RASTER, Math.floor(progress * RASTER * RASTER));
  const row = Math.floor(cells / RASTER);
  const left = (column: number) => Math.round((column * area.width) / RASTER);
  const top = (line: number) => Math.round((line * area.height) / RASTER);
  const { x, y, width } = area;
  copy(context, sources.colours, { x, y, width, height: top(row) });
  if (row === RASTER) return null;
  const column = cells % RASTER;
  const height = top(row + 1) - top(row);
  copy(context, sources.colours, { x, y: y + top(row), width: left(column), height });
  return { x: x + left(column), y: y + top(row), width: left(column + 1) - left(column), height };
}

/** The marks of states that wait, as rectangles on a disc: [x, y, width, height] in hundredths of the tile's side. */
const MARKS: Readonly<Record<number, readonly (readonly [number, number, number, number])[]>> = {
  [State.ready]: [
    [-11, -12, 7, 24],
    [4, -12, 7, 24],
  ],
  [State.blocked]: [[-10, -10, 20, 20]],
  [State.queued]: [
    [-17, -4, 8, 8],
    [-4, -4, 8, 8],
    [9, -4, 8, 8],
  ],
};

/** A mark on a disc of the page's own background. */
function paintMark(context: CanvasRenderingContext2D, area: Area, mark: (typeof MARKS)[number]): void {
  const unit = Math.min(area.width, area.height) / 100;
  const [x, y] = [area.x + area.width / 2, area.y + area.height / 2];
  context.globalCompositeOperation = 'destination-out';
  context.beginPath();
  context.arc(x, y, 23 * unit, 0, 2 * Math.PI);
  context.fill();
  context.globalCompositeOperation = 'source-over';
  for (const [left, top, width, height] of mark) {
    const size = (part: number) => Math.max(1, Math.round(part * unit));
    context.fillRect(Math.round(x + left * unit), Math.round(y + top * unit), size(width), size(height));
  }
}
