import type { Area } from '../../paint/grid.ts';
import type { SeekableTimeline } from '../../run/seekable-timeline.ts';
import { SPAN_STATES } from '../../words/names.ts';
import { countOver, type Lanes } from './layout.ts';
import { paintSpan, type Texture } from './texture.ts';

/** The background of the lanes, which shows how long the run takes, has this opacity. */
const GROUND_OPACITY = 0.07;

/** The gap between two lanes takes this part of a lane's height. */
const GAP = 0.12;

/** Describes one canvas of a chart: what it shows, how long, and with which textures. */
export interface ChartLayer {
  readonly canvas: HTMLCanvasElement;
  readonly timeline: SeekableTimeline;
  readonly lanes: Lanes;
  /** The right edge of the canvas is at this time, in milliseconds. */
  readonly until: number;
  readonly textures: ReadonlyMap<number, Texture>;
  /** A CSS pixel is this many device pixels wide. */
  readonly pixel: number;
}

/** A row is a horizontal strip of a canvas, in device pixels. */
export type Row = Pick<Area, 'y' | 'height'>;

export function paintGround(layer: ChartLayer, isInLanes: boolean): void {
  const { canvas, timeline, lanes } = layer;
  const context = canvas.getContext('2d')!;
  const width = columnOf(layer, timeline.makespan);
  context.fillStyle = getComputedStyle(canvas).color;
  context.globalAlpha = GROUND_OPACITY;
  if (!isInLanes) context.fillRect(0, 0, width, canvas.height);
  for (let lane = 0; isInLanes && lane < lanes.count; lane++) {
    const { y, height } = rowOf(layer, lane);
    context.fillRect(0, y, width, height);
  }
  context.globalAlpha = 1;
}

/** @param row the row that all spans are painted in; by default each is painted in its own lane */
export function paintSpans(layer: ChartLayer, spans: Int32Array, row?: Row): void {
  const { canvas, timeline, lanes, textures, pixel } = layer;
  const context = canvas.getContext('2d')!;
  const paint = (span: number, x: number, width: number) => {
    const area = { x, width, ...(row ?? rowOf(layer, lanes.of[span]!)) };
    paintSpan(context, textures.get(timeline.state[span]!)!, area);
  };
  const narrow: [span: number, x: number][] = [];
  for (const span of spans) {
    const x = columnOf(layer, timeline.start[span]!);
    const width = columnOf(layer, timeline.end[span]!) - x;
    // A gap at the end separates a span from the next one of the same state.
    if (width > 1) paint(span, x, width > 4 * pixel ? width - 1 : width);
    else narrow.push([span, x]);
  }
  // Narrow spans are painted last, one pixel wide, so that longer ones do not hide them.
  for (const [span, x] of narrow) paint(span, x, 1);
}

/** Paints how many spans are in each state, as stacked areas. States that are not shown leave their area empty. */
export function paintCounts(
  { canvas, timeline, lanes, until, textures }: ChartLayer,
  isShown: (state: number) => boolean,
): void {
  const context = canvas.getContext('2d')!;
  const { width, height } = canvas;
  const sums = new Float64Array(width);
  const y = (sum: number) => Math.round(height - (sum * height) / lanes.count);
  // Rendering lies at the bottom, where its height is easiest to read.
  for (const state of [...SPAN_STATES].reverse()) {
    const texture = textures.get(state);
    if (!texture) continue;
    const path = new Path2D();
    countOver(timeline, lanes.spans, state, until, width).forEach((count, column) => {
      const bottom = y(sums[column]!);
      sums[column]! += count;
      const top = y(sums[column]!);
      path.rect(column, top, 1, bottom - top);
    });
    context.fillStyle = texture.pattern;
    if (isShown(state)) context.fill(path);
  }
}

function columnOf({ canvas, until }: ChartLayer, time: number): number {
  return Math.round((time / until) * canvas.width);
}

function rowOf({ canvas, lanes: { count } }: ChartLayer, lane: number): Row {
  const pitch = canvas.height / count;
  return { y: lane * pitch, height: pitch - Math.max(1, Math.round(pitch * GAP)) };
}
