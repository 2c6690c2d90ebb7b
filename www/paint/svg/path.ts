/** One step of a path: a letter of SVG's path syntax, and absolute coordinates. An arc ends with its flags and its end. */
export type Step =
  | readonly ['M' | 'L', x: number, y: number]
  | readonly ['Q', x1: number, y1: number, x: number, y: number]
  | readonly ['C', x1: number, y1: number, x2: number, y2: number, x: number, y: number]
  | readonly ['A', rx: number, ry: number, isLarge: number, isClockwise: number, x: number, y: number]
  | readonly ['Z'];

/** Scales and moves points: x becomes `sx · x + dx`. */
export interface Transform {
  readonly sx: number;
  readonly sy: number;
  readonly dx: number;
  readonly dy: number;
}

/** A box contains a shape. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const TOKENS = /([a-z])|(-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/gi;

/** Reads a path in SVG syntax. Arcs must have no rotation. */
export function parsePath(text: string): Step[] {
  const steps: Step[] = [];
  const tokens = [...text.matchAll(TOKENS)].map(([token]) => token);
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let [controlX, controlY] = [0, 0];
  let letter = '';
  for (let place = 0; place < tokens.length; ) {
    if (/[a-z]/i.test(tokens[place]!)) letter = tokens[place++]!;
    const isRelative = letter >= 'a';
    const [fromX, fromY] = isRelative ? [x, y] : [0, 0];
    const number = () => Number(tokens[place++]);
    const point = () => [fromX + number(), fromY + number()] as const;
    switch (letter.toUpperCase()) {
      case 'M':
        [x, y] = point();
        [startX, startY] = [x, y];
        steps.push(['M', x, y]);
        // More points after the first one are those of lines.
        letter = isRelative ? 'l' : 'L';
        break;
      case 'L':
        [x, y] = point();
        steps.push(['L', x, y]);
        break;
      case 'H':
        x = fromX + number();
        steps.push(['L', x, y]);
        break;
      case 'V':
        y = fromY + number();
        steps.push(['L', x, y]);
        break;
      case 'Q': {
        const control = point();
        [x, y] = point();
        steps.push(['Q', ...control, x, y]);
        break;
      }
      case 'C':
      case 'S': {
        const isSmooth = letter.toUpperCase() === 'S' && steps.at(-1)?.[0] === 'C';
        const first = letter.toUpperCase() === 'C' ? point() : isSmooth ? [2 * x - controlX, 2 * y - controlY] : [x, y];
        [controlX, controlY] = point();
        [x, y] = point();
        steps.push(['C', first[0]!, first[1]!, controlX, controlY, x, y]);
        break;
      }
      case 'A': {
        const [rx, ry, rotation, isLarge, isClockwise] = [number(), number(), number(), number(), number()];
        if (rotation !== 0) throw new Error(`an arc of ${text} is rotated`);
        [x, y] = point();
        steps.push(['A', rx, ry, isLarge, isClockwise, x, y]);
        break;
      }
      case 'Z':
        [x, y] = [startX, startY];
        steps.push(['Z']);
        break;
      default:
        throw new Error(`a path has ${letter || tokens[place]}: ${text}`);
    }
  }
  return steps;
}

export function transformStep(step: Step, { sx, sy, dx, dy }: Transform): Step {
  if (step[0] === 'Z') return step;
  if (step[0] === 'A') {
    const [, rx, ry, isLarge, isClockwise, x, y] = step;
    const isMirrored = sx * sy < 0;
    const sweep = isMirrored ? 1 - isClockwise : isClockwise;
    return ['A', rx * Math.abs(sx), ry * Math.abs(sy), isLarge, sweep, sx * x + dx, sy * y + dy];
  }
  const [letter, ...numbers] = step;
  return [letter, ...numbers.map((number, i) => (i % 2 ? sy * number + dy : sx * number + dx))] as unknown as Step;
}

/** The point at which a step ends, or nothing if it closes the path. */
export function endOf(step: Step): readonly [x: number, y: number] | undefined {
  return step[0] === 'Z' ? undefined : (step.slice(-2) as [number, number]);
}

/** Returns a box around the steps. Arcs count as far as they may reach. */
export function boxOf(steps: readonly Step[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const add = (x: number, y: number) => {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  };
  let from: readonly [number, number] = [0, 0];
  for (const step of steps) {
    if (step[0] === 'Z') continue;
    if (step[0] === 'A') {
      const [, rx, ry, isLarge, , x, y] = step;
      // A large arc may reach by its whole width beyond its ends, and a small one by half of it.
      const reach = isLarge ? 2 : 1;
      for (const [px, py] of [from, [x, y] as const]) {
        add(px - rx * reach, py - ry * reach);
        add(px + rx * reach, py + ry * reach);
      }
    } else for (let i = 1; i < step.length; i += 2) add(step[i] as number, step[i + 1] as number);
    from = endOf(step)!;
  }
  return box;
}

/** Returns twice the area that the steps' ends enclose: above 0 if they go round clockwise. */
export function windingOf(steps: readonly Step[]): number {
  const points: (readonly [number, number])[] = [];
  let sum = 0;
  const close = () => {
    points.forEach(([x, y], i) => {
      const [nextX, nextY] = points[(i + 1) % points.length]!;
      sum += x * nextY - nextX * y;
    });
    points.length = 0;
  };
  for (const step of steps) {
    if (step[0] === 'M') close();
    if (step[0] === 'Q' || step[0] === 'C') points.push([step[1], step[2]]);
    if (step[0] === 'A') {
      const [[fromX, fromY], [x, y], side] = [points.at(-1)!, endOf(step)!, step[4] ? 0.5 : -0.5];
      points.push([(fromX + x) / 2 + side * (y - fromY), (fromY + y) / 2 - side * (x - fromX)]);
    }
    const end = endOf(step);
    if (end) points.push(end);
  }
  close();
  return sum;
}

/** Returns the steps around a rectangle, clockwise. */
export function rectangleSteps(area: { x: number; y: number; width: number; height: number }): Step[] {
  const { x, y, width, height } = area;
  return [['M', x, y], ['L', x + width, y], ['L', x + width, y + height], ['L', x, y + height], ['Z']];
}

/** Writes a number with as few characters as it takes. */
export function short(number: number, digits = 2): string {
  return String(Number(number.toFixed(digits)))
    .replace(/^(-?)0\./, '$1.')
    .replace(/^-0$/, '0');
}

/**
 * Writes steps in SVG syntax, relative to each other, in whole units of a grid: `unit` of them make 1.
 */
export class PathWriter {
  text = '';
  readonly #unit: number;
  #letter = '';
  #x = 0;
  #y = 0;
  #startX = 0;
  #startY = 0;

  constructor(unit: number) {
    this.#unit = unit;
  }

  write(steps: readonly Step[]): void {
    for (const step of steps) this.#step(step);
  }

  #step(step: Step): void {
    if (step[0] === 'Z') {
      this.#put('z', []);
      [this.#x, this.#y] = [this.#startX, this.#startY];
      return;
    }
    const grid = (number: number) => Math.round(number * this.#unit);
    const [endX, endY] = endOf(step)!.map(grid) as [number, number];
    const [x, y] = [endX - this.#x, endY - this.#y];
    switch (step[0]) {
      case 'M':
        this.#put('m', [x, y]);
        [this.#startX, this.#startY] = [endX, endY];
        break;
      case 'L':
        if (y === 0 && x !== 0) this.#put('h', [x]);
        else if (x === 0 && y !== 0) this.#put('v', [y]);
        else if (x !== 0 || y !== 0) this.#put('l', [x, y]);
        break;
      case 'A': {
        const [, rx, ry, isLarge, isClockwise] = step;
        // Half an ellipse stays one if its radius is rounded down: it grows until it reaches both ends. Flags need no spaces.
        const radius = (number: number) => Math.max(1, Math.floor(number * this.#unit));
        this.#put('a', [radius(rx), radius(ry), 0], `${isLarge}${isClockwise}${x}`, [y]);
        break;
      }
      default:
        this.#put(
          step[0].toLowerCase(),
          step.slice(1).map((number, i) => grid(number as number) - (i % 2 ? this.#y : this.#x)),
        );
    }
    [this.#x, this.#y] = [endX, endY];
  }

  #put(letter: string, ...words: readonly (string | readonly number[])[]): void {
    // Points after the first one of a path need no letter where they are those of lines.
    const follows = letter === this.#letter || (letter === 'l' && this.#letter === 'm');
    let text = follows && letter !== 'm' && letter !== 'z' ? '' : letter;
    for (const word of words.flat())
      text += (text === '' || /\d$/.test(text)) && !String(word).startsWith('-') ? ` ${word}` : word;
    this.text += text;
    this.#letter = letter;
  }
}
