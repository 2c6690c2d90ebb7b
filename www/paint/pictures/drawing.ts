import type { Picture } from './picture.ts';

type Style = string | CanvasGradient;

/** What pictures are painted with; everything is measured in hundredths of the picture's side. */
export interface DrawingTools {
  context: CanvasRenderingContext2D;
  /** A number between two bounds; the same sequence of numbers in each drawing. */
  between: (low: number, high: number) => number;
  /** Starts the sequence of numbers anew. */
  restart: () => void;
  /** One of some values. */
  pick: <T>(values: readonly T[]) => T;
  /** A vertical gradient through evenly spaced colours. */
  wash: (top: number, bottom: number, ...colours: string[]) => CanvasGradient;
  /** Fills a path given in the syntax of SVG. */
  fill: (style: Style, path: string) => void;
  /** Strokes a path given in the syntax of SVG, with round ends. */
  line: (style: Style, width: number, path: string) => void;
  /** Fills an ellipse, or the part of it from an angle on. */
  dot: (style: Style, x: number, y: number, rx: number, ry?: number, from?: number) => void;
  /** Paints with the origin moved to (x, y) and the axes scaled; nothing outside of the path, if there is one. */
  at: (x: number, y: number, sx: number, sy: number, paint: () => void, clip?: string) => void;
  /** A flat-bottomed heap of puffs around (x, y), each tone a smaller heap within the one before. */
  cloud: (x: number, y: number, width: number, tones: readonly string[]) => void;
  /** A tree that stands at (x, y), in tones from its shadow to its light. */
  tree: (x: number, y: number, size: number, tones: readonly string[]) => void;
  /** A house whose lower left corner is at (x, y). */
  house: (x: number, y: number, width: number, height: number) => void;
  /** A lens of light or shade on the water. */
  ripple: (style: Style, x: number, y: number, width: number) => void;
}

const walls = ['#fc8', '#e86', '#fec', '#e79', '#98c', '#5ab', '#fa4'];
const roofs = ['#b34', '#835', '#e53', '#625'];

/** Makes a picture of a function that paints the square from (0, 0) to (100, 100). */
export const createPicture =
  (paint: (brush: DrawingTools) => void): Picture =>
  (context, size) => {
    let seed = 7;

    const between: DrawingTools['between'] = (low, high) => {
      // Park and Miller's generator: its products stay exact in a double.
      seed = (seed * 16807) % 2147483647;
      return low + (seed / 2147483647) * (high - low);
    };

    const pick: DrawingTools['pick'] = (values) => values[Math.floor(between(0, values.length))]!;

    const fill: DrawingTools['fill'] = (style, path) => {
      context.fillStyle = style;
      context.fill(new Path2D(path));
    };

    const line: DrawingTools['line'] = (style, width, path) => {
      context.strokeStyle = style;
      context.lineWidth = width;
      context.lineCap = 'round';
      context.stroke(new Path2D(path));
    };

    const dot: DrawingTools['dot'] = (style, x, y, rx, ry = rx, from = 0) => {
      context.fillStyle = style;
      context.beginPath();
      context.ellipse(x, y, rx, ry, 0, from, Math.PI * 2);
      context.fill();
    };

    const at: DrawingTools['at'] = (x, y, sx, sy, inner, clip) => {
      context.save();
      context.translate(x, y);
      context.scale(sx, sy);
      if (clip) context.clip(new Path2D(clip));
      inner();
      context.restore();
    };

    const brush: DrawingTools = {
      context,
      between,
      restart: () => {
        seed = 7;
      },
      pick,
      wash: (top, bottom, ...colours) => {
        const gradient = context.createLinearGradient(0, top, 0, bottom);
        colours.forEach((colour, i) => gradient.addColorStop(i / (colours.length - 1), colour));
        return gradient;
      },
      fill,
      line,
      dot,
      at,
      cloud: (x, y, width, tones) => {
        const start = seed;
        tones.forEach((tone, layer) => {
          // Each layer has the same puffs.
          seed = start;
          for (let along = -1; along <= 1; along += 0.25) {
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
          for (let leaf = 0; leaf < 9; leaf++)
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
          for (let column = x + 0.6; column < x + width - 0.8; column += 1.4)
            fill(pick(['#fd7', '#fd7', '#325']), `M${column} ${row}h.8v1.1h-.8z`);
      },
      ripple: (style, x, y, width) =>
        fill(
          style,
          `M${x - width} ${y}q${width}${-width / 10} ${width * 2} 0q${-width} ${width / 10} ${-width * 2} 0z`,
        ),
    };
    at(0, 0, size / 100, size / 100, () => paint(brush), 'M0 0h100v100H0z');
  };
