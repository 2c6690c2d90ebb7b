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

/**
 * Paints one tile over whatever was in its area, and nothing outside of it.
 *
 * The states differ in shape, not in colour only: a thin outline before it begins; a thick border that grows clockwise
 * from the top left while it loads, around a picture that fades in, in pale greys; the closed border with a pause mark
 * while it waits; a cursor that writes the picture cell by cell while it renders; the whole picture, with no gap around
 * it, when it is finished.
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
  if (state === State.idle) {
    context.globalAlpha = 0.4;
    strokeInside(context, inner, thin);
    context.globalAlpha = 1;
    return;
  }

  context.globalAlpha = WASH * loaded;
  copy(context, sources().greys, inner);
  context.globalAlpha = 1;
  const cursor = rendered > 0 || state === State.render ? paintRaster(context, sources(), inner, rendered) : null;
  switch (state) {
    case State.load:
      context.globalAlpha = 0.4;
      strokeInside(context, inner, thin);
      context.globalAlpha = 1;
      paintBorder(context, inner, thick, loaded);
      break;
    case State.ready:
      strokeInside(context, inner, thick);
      paintPauseMark(context, inner);
      break;
    case State.render:
      strokeInside(context, inner, thin);
      if (cursor) context.fillRect(cursor.x, cursor.y, cursor.width, cursor.height);
      break;
  }
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

/** Two bars on a disc of the page's own background. */
function paintPauseMark(context: CanvasRenderingContext2D, area: Area): void {
  const side = Math.min(area.width, area.height);
  const [x, y] = [area.x + area.width / 2, area.y + area.height / 2];
  context.globalCompositeOperation = 'destination-out';
  context.beginPath();
  context.arc(x, y, side * 0.22, 0, 2 * Math.PI);
  context.fill();
  context.globalCompositeOperation = 'source-over';
  const bar = Math.max(1, Math.round(side * 0.065));
  const gap = Math.max(1, Math.round(side * 0.045));
  const height = Math.max(3, Math.round(side * 0.23));
  const top = Math.round(y - height / 2);
  context.fillRect(Math.round(x) - gap - bar, top, bar, height);
  context.fillRect(Math.round(x) + gap, top, bar, height);
}
