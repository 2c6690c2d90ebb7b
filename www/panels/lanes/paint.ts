import type { Area } from '../../paint/grid.ts';
import { countOver } from '../../run/count-over.ts';
import type { SeekableTimeline } from '../../run/seekable-timeline.ts';
import { SPAN_STATES } from '../../words/names.ts';
import type { Lanes } from './layout.ts';
import { paintSpan, type Texture } from './texture.ts';

/** The background of the lanes, which shows how long the run takes, has this opacity. */
const GROUND_OPACITY = 0.07;

/** The gap between two lanes takes this part of a lane's height. */
const GAP = 0.12;

/** Describes one layer of a chart, on a canvas or in an SVG: what it shows, how long, and with which textures. */
export interface ChartLayer {
  readonly context: CanvasRenderingContext2D;
  /** Both are in device pixels. */
  readonly width: number;
  readonly height: number;
  readonly timeline: SeekableTimeline;
  readonly lanes: Lanes;
  /** The right edge of the layer is at this time, in milliseconds. */
  readonly until: number;
  readonly textures: ReadonlyMap<number, Texture>;
  /** A CSS pixel is this many device pixels wide. */
  readonly pixel: number;
}

/** A row is a horizontal strip of a layer, in device pixels. */
export type Row = Pick<Area, 'y' | 'height'>;

export function paintGround(layer: ChartLayer, ink: string, isInLanes: boolean): void {
  const { context, height: whole, timeline, lanes } = layer;
  const width = columnOf(layer, timeline.makespan);
  context.fillStyle = ink;
  context.globalAlpha = GROUND_OPACITY;
  if (!isInLanes) context.fillRect(0, 0, width, whole);
  for (let lane = 0; isInLanes && lane < lanes.count; lane++) {
    const { y, height } = rowOf(layer, lane);
    context.fillRect(0, y, width, height);
  }
  context.globalAlpha = 1;
}

/** @param row the row that all spans are painted in; by default each is painted in its own lane */
export function paintSpans(layer: ChartLayer, spans: Int32Array, row?: Row): void {
  const { context, timeline, lanes, textures, pixel } = layer;
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

/**
 * Paints how many spans are in each state, as stacked areas. States that are not shown leave their area empty.
 *
 * @param step the width of a step of an area's edge, in device pixels
 */
export function paintCounts(
  { context, width, height, timeline, lanes, until, textures }: ChartLayer,
  isShown: (state: number) => boolean,
  step = 1,
): void {
  const columns = Math.ceil(width / step);
  const sums = new Float64Array(columns);
  const y = (sum: number) => Math.round(height - (sum * height) / lanes.count);
  // Rendering lies at the bottom, where its height is easiest to read.
  for (const state of [...SPAN_STATES].reverse()) {
    const texture = textures.get(state);
    if (!texture) continue;
    context.beginPath();
    countOver(timeline, lanes.spans, state, until, columns).forEach((count, column) => {
      const bottom = y(sums[column]!);
      sums[column]! += count;
      const top = y(sums[column]!);
      if (bottom > top) context.rect(column * step, top, step, bottom - top);
    });
    context.fillStyle = texture.pattern;
    if (isShown(state)) context.fill();
  }
}

function columnOf({ width, until }: ChartLayer, time: number): number {
  return Math.round((time / until) * width);
}

function rowOf({ height, lanes: { count } }: ChartLayer, lane: number): Row {
  const pitch = height / count;
  return { y: lane * pitch, height: pitch - Math.max(1, Math.round(pitch * GAP)) };
}
