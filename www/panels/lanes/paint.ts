import type { Area } from '../../paint/grid.ts';
import type { SeekableTimeline } from '../../run/seekable-timeline.ts';
import { SPAN_STATES } from '../../words/names.ts';
import { countOver, type Lanes } from './layout.ts';
import { paintSpan, type Texture } from './texture.ts';

/** How strongly the ground of the lanes is painted, which tells from when to when there is a run at all. */
const GROUND = 0.07;

/** How much of a lane's height parts it from the next. */
const GAP = 0.12;

/** What to paint on, what, and with what. */
export interface ChartLayer {
  readonly canvas: HTMLCanvasElement;
  readonly timeline: SeekableTimeline;
  readonly lanes: Lanes;
  /** The end of the canvas's time, in milliseconds. */
  readonly until: number;
  readonly textures: ReadonlyMap<number, Texture>;
  /** How many device pixels a CSS pixel has. */
  readonly pixel: number;
}

/** A part of a canvas's height, in device pixels. */
export type Row = Pick<Area, 'y' | 'height'>;

export function paintGround(sheet: ChartLayer, isInLanes: boolean): void {
  const { canvas, timeline, lanes } = sheet;
  const context = canvas.getContext('2d')!;
  const width = columnOf(sheet, timeline.makespan);
  context.fillStyle = getComputedStyle(canvas).color;
  context.globalAlpha = GROUND;
  if (!isInLanes) context.fillRect(0, 0, width, canvas.height);
  for (let lane = 0; isInLanes && lane < lanes.count; lane++) {
    const { y, height } = rowOf(sheet, lane);
    context.fillRect(0, y, width, height);
  }
  context.globalAlpha = 1;
}

/** @param row where all of the spans stand; in their lanes where it is left out */
export function paintSpans(sheet: ChartLayer, spans: Int32Array, row?: Row): void {
  const { canvas, timeline, lanes, textures, pixel } = sheet;
  const context = canvas.getContext('2d')!;
  const paint = (span: number, x: number, width: number) => {
    const area = { x, width, ...(row ?? rowOf(sheet, lanes.of[span]!)) };
    paintSpan(context, textures.get(timeline.state[span]!)!, area);
  };
  const hairs: [span: number, x: number][] = [];
  for (const span of spans) {
    const x = columnOf(sheet, timeline.start[span]!);
    const width = columnOf(sheet, timeline.end[span]!) - x;
    // A gap at its end tells a span from the next one of the same state.
    if (width > 1) paint(span, x, width > 4 * pixel ? width - 1 : width);
    else hairs.push([span, x]);
  }
  // What is too short to be seen is not hidden by its neighbours: how often it happens can be seen.
  for (const [span, x] of hairs) paint(span, x, 1);
}

/** Paints how many spans are in each state, the shown ones of the states standing where they stand among all. */
export function paintCounts(
  { canvas, timeline, lanes, until, textures }: ChartLayer,
  isShown: (state: number) => boolean,
): void {
  const context = canvas.getContext('2d')!;
  const { width, height } = canvas;
  const sums = new Float64Array(width);
  const y = (sum: number) => Math.round(height - (sum * height) / lanes.count);
  // What computes lies at the bottom, where its amount is read most easily.
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
