import { createTools, type Drawing, type DrawingPrimitives } from '../pictures/drawing.ts';
import { Batches, type Style } from './batches.ts';
import { boxOf, endOf, PathWriter, parsePath, type Step, short, type Transform, transformStep } from './path.ts';

/** The side of a picture in the whole numbers that its paths are written in. */
export const PICTURE_SIDE = 1000;
const UNIT = PICTURE_SIDE / 100;

/** Clouds, trees and windows have so many times fewer parts than on a canvas. */
const GRAIN = 2;

/** One ripple in so many is drawn. */
const RIPPLES = 14;

/** Shapes whose box is smaller than this are left out, in squares of a hundredth of the picture's side. */
const LEAST_AREA = 4;

/** So are shapes that are filled and narrower than this, in hundredths. */
const LEAST_SIDE = 0.8;

/** Straight pieces may leave their way by this much, in hundredths of the picture's side. */
const TOLERANCE = 0.5;

/** What is drawn twice or more, and takes at least this many shapes, is written once. */
const LEAST_SHARED = 6;

interface Shape {
  readonly steps: readonly Step[];
  readonly style: Omit<Style, 'paint'> & { readonly paint: string | Wash };
}

/** A vertical gradient. */
interface Wash {
  readonly top: number;
  readonly bottom: number;
  readonly colours: readonly string[];
}

interface Group {
  readonly transform: Transform;
  readonly clip: string | undefined;
  alpha: number;
  readonly nodes: (Shape | Group)[];
}

const SAME: Transform = { sx: 1, sy: 1, dx: 0, dy: 0 };

/**
 * Writes a built-in picture as the content of an SVG whose side is `PICTURE_SIDE`. It has less in it than on a canvas, so
 * that it stays small.
 *
 * @param prefix the ids in it start with this
 */
export function writePicture(draw: Drawing, prefix: string): string {
  return new PictureWriter(prefix).write(record(draw));
}

/** Calls a drawing, and returns what it draws as a tree, in which each group has coordinates of its own. */
function record(draw: Drawing): Group {
  const root: Group = { transform: SAME, clip: undefined, alpha: 1, nodes: [] };
  let group = root;
  let isDotted = false;
  let ripples = 0;
  const add = (steps: readonly Step[], paint: string | Wash, line?: number) => {
    group.nodes.push({ steps, style: { paint, ...(line && { line }) } });
  };
  const primitives: DrawingPrimitives = {
    context: {
      /** A drawing sets it at the beginning of a group. */
      set globalAlpha(alpha: number) {
        group.alpha = alpha;
      },
      setLineDash: () => {
        isDotted = true;
      },
    },
    wash: (top, bottom, ...colours) => ({ top, bottom, colours }) as unknown as CanvasGradient,
    fill: (style, path) => add(parsePath(path), style as string | Wash),
    line: (style, width, path) => {
      // Dotted lines are too fine for a picture of this size.
      if (!isDotted) add(parsePath(path), style as string | Wash, width);
    },
    dot: (style, x, y, rx, ry = rx, from = 0) => {
      // A disc is shortest as a line without a length, since its ends are round.
      if (from === 0 && rx === ry)
        add(
          [
            ['M', x, y],
            ['L', x, y],
          ],
          style as string | Wash,
          2 * rx,
        );
      else add(ellipse(x, y, rx, ry, from), style as string | Wash);
    },
    at: (x, y, sx, sy, paint, clip) => {
      const outer = group;
      group = { transform: { sx, sy, dx: x, dy: y }, clip, alpha: 1, nodes: [] };
      outer.nodes.push(group);
      paint();
      group = outer;
      isDotted = false;
    },
  };
  const tools = createTools(primitives, GRAIN);
  draw({ ...tools, ripple: (...ripple) => ripples++ % RIPPLES === 0 && tools.ripple(...ripple) });
  return root;
}

/** Returns an ellipse from an angle, which is 0 or π, clockwise to 2π. */
function ellipse(x: number, y: number, rx: number, ry: number, from: number): Step[] {
  const half: Step[] = [
    ['M', x - rx, y],
    ['A', rx, ry, 0, 1, x + rx, y],
  ];
  return from > 0 ? [...half, ['Z']] : [...half, ['A', rx, ry, 0, 1, x - rx, y], ['Z']];
}

class PictureWriter {
  /** Gives the id of what is written once. */
  readonly #shared = new Map<string, string>();
  readonly #gradients = new Map<string, string>();
  readonly #prefix: string;
  #definitions = '';
  #ids = 0;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  write(root: Group): string {
    const counts = new Map<string, number>();
    const count = (group: Group) => {
      const key = keyOf(group);
      if (sizeOf(group) >= LEAST_SHARED) counts.set(key, (counts.get(key) ?? 0) + 1);
      for (const node of group.nodes) if (isGroup(node)) count(node);
    };
    count(root);
    const define = (group: Group) => {
      const key = keyOf(group);
      for (const node of group.nodes) if (isGroup(node)) define(node);
      if ((counts.get(key) ?? 0) < 2 || this.#shared.has(key)) return;
      const text = this.#draw(group, SAME);
      const id = this.#id();
      this.#definitions += `<g id="${id}">${text}</g>`;
      this.#shared.set(key, id);
    };
    define(root);
    return this.#reuse(this.#draw(root, SAME));
  }

  /** Writes paths that differ in nothing but their places and paints once. */
  #reuse(drawn: string): string {
    const text = `<defs>${this.#definitions}</defs>${drawn}`;
    const paths = /<path fill="([^"]*)" d="m(-?\d+) ?(-?\d+)([^"]{40,})"\/>/g;
    const counts = new Map<string, number>();
    for (const [, , , , shape] of text.matchAll(paths)) counts.set(shape!, (counts.get(shape!) ?? 0) + 1);
    const ids = new Map<string, string>();
    return text.replace(paths, (path, paint, x, y, shape) => {
      if (counts.get(shape)! < 2) return path;
      const id = ids.get(shape) ?? this.#id();
      const use = `<use href="#${id}" x="${x}" y="${y}" fill="${paint}"/>`;
      if (ids.has(shape)) return use;
      ids.set(shape, id);
      return `<defs><path id="${id}" d="m0 0${shape}"/></defs>${use}`;
    });
  }

  #id(): string {
    return this.#prefix + (this.#ids++).toString(36);
  }

  #draw(group: Group, transform: Transform): string {
    const batches = new Batches(UNIT);
    const visit = (node: Shape | Group, outer: Transform): void => {
      if (!isGroup(node)) {
        this.#addShape(batches, node, outer);
        return;
      }
      const inner = nested(outer, node.transform);
      const { sx, sy, dx, dy } = inner;
      const shared = this.#shared.get(keyOf(node));
      if (!shared && node.clip === undefined && node.alpha === 1) {
        for (const child of node.nodes) visit(child, inner);
        return;
      }
      const opacity = node.alpha < 1 ? ` opacity="${node.alpha}"` : '';
      const matrix = [sx, 0, 0, sy, dx * UNIT, dy * UNIT].map((number) => short(number)).join(' ');
      const content = shared
        ? `<use href="#${shared}" transform="matrix(${matrix})"${opacity}/>`
        : `<g${opacity}>${this.#draw(node, inner)}</g>`;
      batches.addText(node.clip === undefined ? content : this.#clipped(content, node.clip, inner));
    };
    for (const node of group.nodes) visit(node, transform);
    return batches.text;
  }

  #clipped(content: string, clip: string, transform: Transform): string {
    const writer = new PathWriter(UNIT);
    writer.write(parsePath(clip).map((step) => transformStep(step, transform)));
    const id = this.#id();
    this.#definitions += `<clipPath id="${id}"><path d="${writer.text}"/></clipPath>`;
    return `<g clip-path="url(#${id})">${content}</g>`;
  }

  #addShape(batches: Batches, { steps, style }: Shape, transform: Transform): void {
    const line = (style.line ?? 0) * Math.sqrt(Math.abs(transform.sx * transform.sy));
    const placed = simplified(steps.map((step) => transformStep(step, transform)));
    const { left, top, right, bottom } = boxOf(placed);
    const [width, height] = [right - left + line, bottom - top + line];
    if (width * height < LEAST_AREA || (line === 0 && Math.min(width, height) < LEAST_SIDE) || top >= 100) return;
    const { paint } = style;
    batches.add(placed, {
      ...style,
      // Widths that are nearly the same share a path.
      ...(style.line && { line: Math.max(0.2, Math.round(line * 5) / 5) }),
      paint: typeof paint === 'string' ? paint : this.#gradient(paint, transform, { top, bottom }),
    });
  }

  /** Places a gradient relative to the shape that it fills, so that shapes alike share it. */
  #gradient(wash: Wash, { sy, dy }: Transform, box: { top: number; bottom: number }): string {
    const [y1, y2] = [wash.top, wash.bottom].map((y) => {
      const part = (sy * y + dy - box.top) / (box.bottom - box.top);
      return Math.round(part * 20) / 20;
    }) as [number, number];
    const stops = wash.colours.map((colour, i) => {
      const offset = i === 0 ? '' : ` offset="${short(i / (wash.colours.length - 1))}"`;
      return `<stop${offset} stop-color="${colour}"/>`;
    });
    const start = y1 === 0 ? '' : ` y1="${short(y1)}"`;
    const content = ` x2="0"${start} y2="${short(y2)}">${stops.join('')}</linearGradient>`;
    const id = this.#gradients.get(content) ?? this.#id();
    if (!this.#gradients.has(content)) this.#definitions += `<linearGradient id="${id}"${content}`;
    this.#gradients.set(content, id);
    return `url(#${id})`;
  }
}

function isGroup(node: Shape | Group): node is Group {
  return 'nodes' in node;
}

function keyOf({ nodes }: Group): string {
  return JSON.stringify(nodes);
}

function sizeOf({ nodes }: Group): number {
  return nodes.reduce((sum, node) => sum + (isGroup(node) ? sizeOf(node) : 1), 0);
}

function nested(outer: Transform, inner: Transform): Transform {
  return {
    sx: outer.sx * inner.sx,
    sy: outer.sy * inner.sy,
    dx: outer.sx * inner.dx + outer.dx,
    dy: outer.sy * inner.dy + outer.dy,
  };
}

/** Leaves out points that lie nearly on the way between those before and after them (Ramer, Douglas and Peucker). */
function simplified(steps: readonly Step[]): Step[] {
  const kept: Step[] = [];
  let run: Step[] = [];
  const flush = () => {
    kept.push(...(run.length < 12 ? run : thinned(run)));
    run = [];
  };
  for (const step of steps) {
    if (step[0] !== 'L') flush();
    // What lies far below the picture need not be exact.
    if (step[0] === 'M' || step[0] === 'L') run.push([step[0], step[1], Math.min(step[2], 103)]);
    else kept.push(step);
  }
  flush();
  return kept;
}

function thinned(run: readonly Step[]): readonly Step[] {
  if (run.length < 3) return run;
  const [[fromX, fromY], [toX, toY]] = [endOf(run[0]!)!, endOf(run.at(-1)!)!];
  const length = Math.hypot(toX - fromX, toY - fromY) || 1;
  let [farthest, most] = [0, TOLERANCE];
  run.forEach((step, i) => {
    const [x, y] = endOf(step)!;
    const distance = Math.abs((x - fromX) * (toY - fromY) - (y - fromY) * (toX - fromX)) / length;
    if (distance > most) [farthest, most] = [i, distance];
  });
  if (farthest === 0) return [run[0]!, run.at(-1)!];
  return [...thinned(run.slice(0, farthest + 1)), ...thinned(run.slice(farthest)).slice(1)];
}
