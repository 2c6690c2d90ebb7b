import type { Area } from '../../paint/grid.ts';
import { State } from '../../run/state.ts';

/** How a state is painted. */
export interface Texture {
  readonly pattern: CanvasPattern;
  /** What is painted instead where the pattern has no room to repeat. */
  readonly narrow: CanvasPattern | string;
  /** The pattern's width, in device pixels. */
  readonly period: number;
  /** A CSS pixel, in whole device pixels. */
  readonly unit: number;
  /** Whether it takes no more of a lane's height than a line. */
  readonly isLine: boolean;
}

/** What is filled of a texture's square: [x, y, width, height], and how strongly where that is not in full. */
type Part = readonly [number, number, number, number, alpha?: number];

/**
 * The states differ in shape, not in colour only. Each is a square of so many CSS pixels, repeated: waiting is a line, of
 * dots for the far end; loading is pale and hatched; stripes are a start and a chequerboard is a switch; what computes is
 * solid, with holes where it is kept from that.
 */
const SHAPES: Readonly<Record<number, { readonly side: number; readonly parts: readonly Part[] }>> = {
  [State.start]: { side: 3, parts: [[0, 0, 1, 3]] },
  [State.queued]: { side: 4, parts: [[0, 0, 2, 2]] },
  [State.load]: { side: 8, parts: [[0, 0, 8, 8, 0.25], ...diagonal(8)] },
  [State.blocked]: {
    side: 7,
    parts: [
      [0, 0, 7, 2],
      [0, 2, 4, 3],
      [0, 5, 7, 2],
    ],
  },
  [State.ready]: { side: 4, parts: [[0, 0, 4, 2]] },
  [State.switch]: {
    side: 4,
    parts: [
      [0, 0, 2, 2],
      [2, 2, 2, 2],
    ],
  },
  [State.render]: { side: 1, parts: [[0, 0, 1, 1]] },
};

function diagonal(side: number): Part[] {
  return Array.from({ length: side }, (_, i) => [i, side - 1 - i, 1, 1]);
}

/** @param pixel how many device pixels a CSS pixel has */
export function createTexture(state: number, colour: string, pixel: number): Texture {
  const { side, parts } = SHAPES[state]!;
  const unit = Math.max(1, Math.round(pixel));
  const canvas = document.createElement('canvas');
  canvas.width = side * unit;
  canvas.height = side * unit;
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  for (const [x, y, width, height, alpha = 1] of parts) {
    context.globalAlpha = alpha;
    context.fillRect(x * unit, y * unit, width * unit, height * unit);
  }
  const pattern = context.createPattern(canvas, 'repeat')!;
  return {
    pattern,
    // A load is pale, however short.
    narrow: state === State.load ? pattern : colour,
    period: canvas.width,
    unit,
    isLine: state === State.ready || state === State.queued,
  };
}

/** Paints a span, in device pixels, its texture beginning where its lane does. */
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
