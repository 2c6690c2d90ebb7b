import type { Picture } from './picture.ts';

type Style = string | CanvasGradient;

/** A picture is drawn by these functions alone, on a canvas or as SVG. All lengths are in hundredths of its side. */
export interface DrawingPrimitives {
  /** What is drawn next has the opacity and the dashes of this. */
  context: Pick<CanvasRenderingContext2D, 'globalAlpha' | 'setLineDash'>;
  /** Creates a vertical gradient through evenly spaced colours. */
  wash: (top: number, bottom: number, ...colours: string[]) => CanvasGradient;
  /** Fills a path in SVG syntax. */
  fill: (style: Style, path: string) => void;
  /** Strokes a path in SVG syntax, with round ends. */
  line: (style: Style, width: number, path: string) => void;
  /** Fills an ellipse, or the part of it from the angle `from` to 2π. */
  dot: (style: Style, x: number, y: number, rx: number, ry?: number, from?: number) => void;
  /** Calls `paint` with the origin at (x, y) and the axes scaled, and clips it to the path `clip`, if there is one. */
  at: (x: number, y: number, sx: number, sy: number, paint: () => void, clip?: string) => void;
}

/** These functions draw the parts of a picture. */
export interface DrawingTools extends DrawingPrimitives {
  /** Is 1 on a canvas; where it is larger, a drawing has so many times fewer parts. */
  grain: number;
  /** Returns the next pseudo-random number between two bounds. Each drawing gets the same sequence. */
  between: (low: number, high: number) => number;
  /** Restarts the sequence of numbers. */
  restart: () => void;
  /** Returns one of the values, chosen by the next number. */
  pick: <T>(values: readonly T[]) => T;
  /** Draws a cloud with a flat lower edge, whose middle is (x, y). Each tone fills a smaller part of the one before. */
  cloud: (x: number, y: number, width: number, tones: readonly string[]) => void;
  /** Draws a tree that stands at (x, y), in tones from dark to light. */
  tree: (x: number, y: number, size: number, tones: readonly string[]) => void;
  /** Draws a house whose lower left corner is at (x, y). */
  house: (x: number, y: number, width: number, height: number) => void;
  /** Draws a lens-shaped ripple on water, from (x - width, y) to (x + width, y). */
  ripple: (style: Style, x: number, y: number, width: number) => void;
}

const walls = ['#fc8', '#e86', '#fec', '#e79', '#98c', '#5ab', '#fa4'];
const roofs = ['#b34', '#835', '#e53', '#625'];

/** Draws a picture in the square from (0, 0) to (100, 100). */
export type Drawing = (tools: DrawingTools) => void;

/**
 * Adds to the primitives what is made of them.
 *
 * @param grain see `DrawingTools`
 */
export const createTools = (primitives: DrawingPrimitives, grain = 1): DrawingTools => {
  const { fill, line, dot } = primitives;
  let seed = 7;

  const between: DrawingTools['between'] = (low, high) => {
    // This is Park and Miller's generator (1988), whose products are exact in a double.
    seed = (seed * 16807) % 2147483647;
    return low + (seed / 2147483647) * (high - low);
  };

  const pick: DrawingTools['pick'] = (values) => values[Math.floor(between(0, values.length))]!;

  return {
    ...primitives,
    grain,
    between,
    restart: () => {
      seed = 7;
    },
    pick,
    cloud: (x, y, width, tones) => {
      const start = seed;
      tones.forEach((tone, layer) => {
        // Each layer has the same puffs.
        seed = start;
        for (let along = -1; along <= 1; along += 0.25 * grain) {
          const fat = width * between(0.2, 0.36);
          const shift = x + (along + between(-0.1, 0.1)) * width * (1 - layer * 0.07);
          dot(tone, shift, y, fat, fat * (1.25 - along * along) * (1 - layer * 0.24), Math.PI);
        }
      });
    },
    tree: (x, y, size, tones) => {
      line('#423', size * 0.2, `M${x} ${y}v${-size}`);
      tones.forEach((tone, layer) => {
        const grow = size * (1 - layer * 0.27);
        // The golden angle spreads the leaves evenly.
        for (let leaf = 0; leaf < 9; leaf += grain)
          dot(
            tone,
            x + grow * Math.sin(leaf * 2.4 + x) * leaf * 0.1 - layer * size * 0.13,
            y - size * (1.4 + layer * 0.13) - grow * Math.cos(leaf * 2.4 + x) * leaf * 0.11,
            grow * 0.4,
          );
      });
    },
    house: (x, y, width, height) => {
      const top = y - height;
      const slope = width * 0.45;
      fill(pick(walls), `M${x} ${y}V${top}h${width}V${y}z`);
      fill('#3256', `M${x} ${y}V${top}h${width * 0.3}V${y}zM${x} ${top}h${width}v.5H${x}z`);
      fill('#625', `M${x + width - 1.6} ${top}v${-slope - 0.9}h.9V${top}z`);
      fill(pick(roofs), `M${x - 0.4} ${top}l${slope}${-slope}h${width - slope}l${slope * 0.6} ${slope}z`);
      for (let row = top + 1; row < y - 1; row += 2)
        for (let column = x + 0.6; column < x + width - 0.8; column += 1.4 * grain)
          fill(pick(['#fd7', '#fd7', '#325']), `M${column} ${row}h.8v1.1h-.8z`);
    },
    ripple: (style, x, y, width) =>
      fill(style, `M${x - width} ${y}q${width}${-width / 10} ${width * 2} 0q${-width} ${width / 10} ${-width * 2} 0z`),
  };
};

/** Is a picture that can also be drawn elsewhere than on a canvas. */
export type DrawnPicture = Picture & { readonly draw: Drawing };

/** Creates a picture from a drawing. */
export const createPicture = (draw: Drawing): DrawnPicture =>
  Object.assign(
    (context: CanvasRenderingContext2D, size: number) => {
      const primitives: DrawingPrimitives = {
        context,
        wash: (top, bottom, ...colours) => {
          const gradient = context.createLinearGradient(0, top, 0, bottom);
          colours.forEach((colour, i) => gradient.addColorStop(i / (colours.length - 1), colour));
          return gradient;
        },
        fill: (style, path) => {
          context.fillStyle = style;
          context.fill(new Path2D(path));
        },
        line: (style, width, path) => {
          context.strokeStyle = style;
          context.lineWidth = width;
          context.lineCap = 'round';
          context.stroke(new Path2D(path));
        },
        dot: (style, x, y, rx, ry = rx, from = 0) => {
          context.fillStyle = style;
          context.beginPath();
          context.ellipse(x, y, rx, ry, 0, from, Math.PI * 2);
          context.fill();
        },
        at: (x, y, sx, sy, inner, clip) => {
          context.save();
          context.translate(x, y);
          context.scale(sx, sy);
          if (clip) context.clip(new Path2D(clip));
          inner();
          context.restore();
        },
      };
      primitives.at(0, 0, size / 100, size / 100, () => draw(createTools(primitives)), 'M0 0h100v100H0z');
    },
    { draw },
  );
