import type { Area } from '../../paint/grid.ts';
import { State } from '../../run/state.ts';

/** Describes how the spans of a state are filled. */
export interface Texture {
  readonly pattern: CanvasPattern;
  /** Spans that are narrower than the pattern are filled with this. */
  readonly narrow: CanvasPattern | string;
  /** The pattern is this many device pixels wide. */
  readonly period: number;
  /** A CSS pixel is about this many device pixels wide, rounded to a whole number. */
  readonly unit: number;
  /** Tells whether spans are painted as a thin line, and not in the full height of the lane. */
  readonly isLine: boolean;
}

/** A filled rectangle of a pattern: x, y, width, height, and its opacity, which is 1 by default. */
type Rectangle = readonly [number, number, number, number, alpha?: number];

/**
 * Each state has a pattern of its own, so that states differ in shape as well as in colour: a line for ready and a
 * dotted line for queued; pale diagonals for loading; stripes for a start, a chequerboard for a switch; solid for
 * rendering, and solid with holes for blocking; dashes over the whole height for what is unknown.
 *
 * A pattern is a square of `side` CSS pixels, which is repeated.
 */
const PATTERNS: Readonly<Record<number, { readonly side: number; readonly rectangles: readonly Rectangle[] }>> = {
  [State.start]: { side: 3, rectangles: [[0, 0, 1, 3]] },
  [State.queued]: { side: 4, rectangles: [[0, 0, 2, 2]] },
  [State.load]: { side: 8, rectangles: [[0, 0, 8, 8, 0.25], ...diagonal(8)] },
  [State.blocked]: {
    side: 7,
    rectangles: [
      [0, 0, 7, 2],
      [0, 2, 4, 3],
      [0, 5, 7, 2],
    ],
  },
  [State.ready]: { side: 4, rectangles: [[0, 0, 4, 2]] },
  [State.switch]: {
    side: 4,
    rectangles: [
      [0, 0, 2, 2],
      [2, 2, 2, 2],
    ],
  },
  [State.render]: { side: 1, rectangles: [[0, 0, 1, 1]] },
  [State.unknown]: { side: 8, rectangles: [[0, 0, 1, 8]] },
};

function diagonal(side: number): Rectangle[] {
  return Array.from({ length: side }, (_, i) => [i, side - 1 - i, 1, 1]);
}

/** Creates a pattern from one period of it, a square of this side in device pixels. */
export type CreatePattern = (side: number, paint: (context: CanvasRenderingContext2D) => void) => CanvasPattern;

/** @param pixel the size of a CSS pixel in device pixels */
export function createTexture(
  state: number,
  colour: string,
  pixel: number,
  createPattern: CreatePattern = canvasPattern,
): Texture {
  const { side, rectangles } = PATTERNS[state]!;
  const unit = Math.max(1, Math.round(pixel));
  const pattern = createPattern(side * unit, (context) => {
    context.fillStyle = colour;
    for (const [x, y, width, height, alpha = 1] of rectangles) {
      context.globalAlpha = alpha;
      context.fillRect(x * unit, y * unit, width * unit, height * unit);
    }
  });
  return {
    pattern,
    // A short load keeps its pattern, since it must stay pale, and what is unknown for a moment hardly shows.
    narrow: state === State.load || state === State.unknown ? pattern : colour,
    period: side * unit,
    unit,
    isLine: state === State.ready || state === State.queued,
  };
}

const canvasPattern: CreatePattern = (side, paint) => {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d')!;
  paint(context);
  return context.createPattern(canvas, 'repeat')!;
};

/** Paints a span. The area is in device pixels; the pattern starts at the left edge of the lane. */
export function paintSpan(
  context: CanvasRenderingContext2D,
  { pattern, narrow, period, unit, isLine }: Texture,
  { x, y, width, height }: Area,
): void {
  const thickness = isLine ? Math.min(height, height < 6 * unit ? unit : 2 * unit) : height;
  const top = y + Math.floor((height - thickness) / 2);
  context.fillStyle = width < period ? narrow : pattern;
  context.translate(0, top);
  context.fillRect(x, 0, width, thickness);
  context.translate(0, -top);
}
