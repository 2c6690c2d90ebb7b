import type { Area } from '../grid.ts';
import { type Box, boxOf, PathWriter, rectangleSteps, type Step, short, windingOf } from './path.ts';

/** Says how a shape is filled, or how a line is drawn. */
export interface Style {
  /** The paint is a colour, or the address of a pattern or a gradient. */
  readonly paint: string;
  readonly alpha?: number;
  /** A line is this wide, and has round ends; nothing for a shape that is filled. */
  readonly line?: number;
}

interface Part {
  readonly steps: readonly Step[];
  readonly box: Box;
  readonly winding: number;
  /** The shape is this rectangle, and nothing else. */
  readonly rectangle: Area | undefined;
}

interface Batch {
  readonly key: string;
  readonly style: Style;
  readonly parts: Part[];
}

/** Collects shapes in the order of painting, and writes those that look alike as one path. */
export class Batches {
  readonly #unit: number;
  readonly #batches: (Batch | string)[] = [];

  readonly #sinks: boolean;

  /**
   * @param unit paths are written in whole numbers, of which so many make 1
   * @param sinks whether a new batch lies as far beneath as it may, and not above all others: later shapes then find more
   *   batches to join where they come in groups that do not touch each other
   */
  constructor(unit = 1, sinks = false) {
    this.#unit = unit;
    this.#sinks = sinks;
  }

  add(steps: readonly Step[], style: Style, rectangle?: Area): void {
    const { line = 0 } = style;
    const box = boxOf(steps);
    const reach = line / 2;
    const part = {
      steps,
      box: { left: box.left - reach, top: box.top - reach, right: box.right + reach, bottom: box.bottom + reach },
      winding: line > 0 ? 0 : Math.sign(windingOf(steps)),
      rectangle,
    };
    const key = JSON.stringify(style);
    let place = this.#batches.length;
    for (; place > 0; place--) {
      const batch = this.#batches[place - 1]!;
      if (typeof batch === 'string') break;
      const beneath = batch.parts.filter(({ box }) => overlap(box, part.box));
      // Two shapes of one path that go round in opposite directions would cut each other out.
      if (batch.key === key && beneath.every(({ winding }) => winding === part.winding)) {
        batch.parts.push(part);
        return;
      }
      if (beneath.length > 0) break;
    }
    this.#batches.splice(this.#sinks ? place : this.#batches.length, 0, { key, style, parts: [part] });
  }

  addRectangle(rectangle: Area, style: Style): void {
    if (rectangle.width > 0 && rectangle.height > 0) this.add(rectangleSteps(rectangle), style, rectangle);
  }

  /** Adds what is written already. Shapes before it and after it do not change places. */
  addText(text: string): void {
    this.#batches.push(text);
  }

  get text(): string {
    return this.#batches.map((batch) => (typeof batch === 'string' ? batch : this.#write(batch))).join('');
  }

  #write({ style, parts }: Batch): string {
    const { paint, alpha = 1, line = 0 } = style;
    const unit = this.#unit;
    const attribute = (name: string, value: string | number) => ` ${name}="${value}"`;
    const opacity = alpha < 1 ? attribute('opacity', short(alpha)) : '';
    const writer = new PathWriter(unit);
    const height = parts[0]!.rectangle?.height;
    if (parts.length > 1 && height !== undefined && parts.every(({ rectangle }) => rectangle?.height === height)) {
      // Rectangles of one height are shorter as lines. Those of an odd height have their middle between two numbers.
      const shift = (height * unit) % 2 === 0 ? 0 : 0.5;
      for (const { rectangle } of parts) {
        const { x, y, width } = rectangle!;
        const middle = y + height / 2 - shift / unit;
        writer.write([
          ['M', x, middle],
          ['L', x + width, middle],
        ]);
      }
      const move = shift > 0 ? attribute('transform', `translate(0 ${shift})`) : '';
      return `<path${attribute('stroke', paint)}${attribute('stroke-width', short(height * unit))}${opacity}${move}${attribute('d', writer.text)}/>`;
    }
    // A shape that is filled is closed by itself.
    for (const { steps } of parts) writer.write(line > 0 ? steps : steps.filter(([letter]) => letter !== 'Z'));
    const d = attribute('d', writer.text);
    if (line === 0) return `<path${attribute('fill', paint)}${opacity}${d}/>`;
    const width = attribute('stroke-width', short(line * unit, 0));
    return `<path class="l"${attribute('stroke', paint)}${width}${opacity}${d}/>`;
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
