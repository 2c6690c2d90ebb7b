import type { Area } from '../grid.ts';
import type { Batches, Style } from './batches.ts';
import { rectangleSteps, type Step } from './path.ts';

/** The background, in the paints of shapes. What a canvas leaves transparent is painted with it. */
export const PAPER = 'var(--p)';

/** Names an SVG pattern, which has its origin where a canvas would have it. */
export interface SvgPattern {
  /** Returns the paint of the pattern, moved to this point. */
  at(x: number, y: number): string;
}

/** Has the part of a canvas's context that tiles and lanes are painted with, and makes shapes of its calls. */
export class SvgContext {
  fillStyle: string | SvgPattern = '#000';
  strokeStyle: string | SvgPattern = '#000';
  lineWidth = 1;
  lineCap = 'butt';
  globalAlpha = 1;
  globalCompositeOperation = 'source-over';
  protected readonly batches: Batches;
  /** Everything is painted at this distance from the origin. */
  #x = 0;
  #y = 0;
  #path: Step[] = [];
  /** Gives the rectangle that the path ends with, if it does. */
  #rectangle: Area | undefined;

  constructor(batches: Batches) {
    this.batches = batches;
  }

  translate(x: number, y: number): void {
    this.#x += x;
    this.#y += y;
  }

  beginPath(): void {
    this.#path = [];
    this.#rectangle = undefined;
  }

  moveTo(x: number, y: number): void {
    this.#path.push(['M', this.#x + x, this.#y + y]);
  }

  lineTo(x: number, y: number): void {
    this.#path.push(['L', this.#x + x, this.#y + y]);
  }

  closePath(): void {
    this.#path.push(['Z']);
  }

  rect(x: number, y: number, width: number, height: number): void {
    const area = this.moved(x, y, width, height);
    const before = this.#rectangle;
    // Columns of a chart that are as high as those before them make one rectangle with them.
    const isWider = before && before.x + before.width === area.x && before.y === area.y && before.height === height;
    if (isWider) this.#path.splice(-5);
    this.#rectangle = isWider ? { ...before, width: before.width + width } : area;
    this.#path.push(...rectangleSteps(this.#rectangle));
  }

  /** Adds an arc, clockwise. */
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const at = (angle: number) =>
      [this.#x + x + radius * Math.cos(angle), this.#y + y + radius * Math.sin(angle)] as const;
    const middle = (from + to) / 2;
    const start = this.#path.length === 0 || this.#path.at(-1)![0] === 'Z' ? 'M' : 'L';
    this.#path.push(
      [start, ...at(from)],
      ['A', radius, radius, 0, 1, ...at(middle)],
      ['A', radius, radius, 0, 1, ...at(to)],
    );
  }

  fill(): void {
    const [steps, rectangle] = [this.#path, this.#rectangle];
    const isErased = this.globalCompositeOperation === 'destination-out';
    const style = isErased ? { paint: PAPER } : this.#style(this.fillStyle);
    this.add(steps, style, steps.length === 5 ? rectangle : undefined);
  }

  stroke(): void {
    this.add(this.#path, { ...this.#style(this.strokeStyle), line: this.lineWidth });
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const [path, rectangle] = [this.#path, this.#rectangle];
    this.beginPath();
    if (width > 0 && height > 0) {
      this.rect(x, y, width, height);
      this.fill();
    }
    [this.#path, this.#rectangle] = [path, rectangle];
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    const half = this.lineWidth / 2;
    const area = this.moved(x, y, width, height);
    const inner = rectangleSteps(grown(area, -half));
    // The inside goes round in the other direction, so that it stays empty.
    const hole = [...inner.slice(0, 1), ...inner.slice(1, 4).reverse(), ...inner.slice(4)];
    this.add([...rectangleSteps(grown(area, half)), ...hole], this.#style(this.strokeStyle));
  }

  clearRect(x: number, y: number, width: number, height: number): void {
    const before = this.globalCompositeOperation;
    this.globalCompositeOperation = 'destination-out';
    this.fillRect(x, y, width, height);
    this.globalCompositeOperation = before;
  }

  protected add(steps: readonly Step[], style: Style, rectangle?: Area): void {
    this.batches.add(steps, style, rectangle);
  }

  protected moved(x: number, y: number, width: number, height: number): Area {
    return { x: this.#x + x, y: this.#y + y, width, height };
  }

  #style(style: string | SvgPattern): Style {
    const paint = typeof style === 'string' ? style : style.at(this.#x, this.#y);
    return { paint, alpha: this.globalAlpha };
  }
}

/** Returns the area with this much more on each side. */
export function grown({ x, y, width, height }: Area, by: number): Area {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** Passes a context off as a canvas's, of which it has what tiles and lanes call. */
export function asCanvas(context: SvgContext): CanvasRenderingContext2D {
  return context as unknown as CanvasRenderingContext2D;
}
