// Runs in the page: paints every state as tiles and as spans of lanes, and measures how far apart they look.

import { Grid } from '../../../www/paint/grid.ts';
import { Painter } from '../../../www/paint/painter.ts';
import { balloons } from '../../../www/paint/pictures/balloons.ts';
import { harbour } from '../../../www/paint/pictures/harbour.ts';
import { createTexture, paintSpan } from '../../../www/panels/lanes/texture.ts';
import { createFrame } from '../../../www/run/frame.ts';
import { State } from '../../../www/run/state.ts';
import { type Colour, contrast, difference, type Lab, labOf, over, type Vision, visions } from './vision.ts';

/** What tiles are painted on. */
export interface Scene {
  picture: 'balloons' | 'harbour';
  /** The canvas's side in device pixels, and how many tiles share it. */
  side: number;
  columns: number;
  /** How many device pixels a CSS pixel has. */
  pixel: number;
  ink: Colour;
  paper: Colour;
  /** The colours of states, as a border has them: of a load, ready, blocked and render. They are the ink's by default. */
  inks?: readonly [Colour, Colour, Colour, Colour];
}

/** What counts as a difference between two tiles: pixels of which ΔE*ab is at least `plain`, as much of it as `share`. */
export interface Threshold {
  plain: number;
  share: number;
}

/** Two looks of different states, and how far apart they are. */
export interface Pair {
  vision: Vision;
  looks: [string, string];
  /** How much of a tile differs plainly, from 0 to 1, where they are least apart. */
  share: number;
  /** The part of the tiles that differ by the threshold, from 0 to 1. */
  told: number;
}

interface Look {
  name: string;
  state: number;
  loaded: number;
  rendered: number;
  /** A place in the line, and an executor of its own that waits with it. */
  place: number;
  isOwn: boolean;
}

/** Of what goes on. Where one state becomes the next, it looks like it: they are told apart some way from there. */
const PARTS = [0.25, 0.5, 0.75];
const LOOKS: readonly Look[] = [
  look('idle', 0, 0),
  look('queued', 0, 0),
  ...PARTS.map((part) => look('load', part, 0)),
  ...PARTS.map((part) => look('blocked', part, 0)),
  // Also of a tile that waits to be loaded, and of a render that was taken off its executor.
  look('ready', 0, 0),
  ...[0, 0.5].map((part) => look('ready', 1, part)),
  ...[1, 7, 42].map((place) => ({ ...look('ready', 1, 0), name: `ready, in place ${place}`, place })),
  ...[look('queued', 0, 0), look('load', 0.5, 0), look('ready', 1, 0)].map((look) => {
    return { ...look, name: `${look.name}, with an executor of its own`, isOwn: true };
  }),
  ...[0, 0.5].map((part) => look('switch', 1, part)),
  ...PARTS.map((part) => look('render', 1, part)),
  ...[look('unknown', 0, 0), look('unknown', 1, 0.5)],
  // A picture that is only loaded stays grey.
  ...[0, 1].map((part) => look('finished', 1, part)),
];

function look(name: Exclude<keyof typeof State, 'start'>, loaded: number, rendered: number): Look {
  return {
    name: `${name}, ${loaded} loaded, ${rendered} rendered`,
    state: State[name],
    loaded,
    rendered,
    place: 0,
    isOwn: false,
  };
}

export async function measureTiles(scene: Scene, { plain, share: least }: Threshold): Promise<Pair[]> {
  const { side, columns } = scene;
  const tiles = columns * columns;
  const painted = await Promise.all(LOOKS.map((look) => paintTiles(scene, look)));
  const tileOf = tilesOf(side, columns);
  const pixels = new Float64Array(tiles);
  for (const tile of tileOf) pixels[tile]!++;
  return visions.flatMap((vision) => {
    const seen = painted.map((words) => Float64Array.from(see(words, vision).flat()));
    return pairsOf(LOOKS, (a, b) => a.state !== b.state).map(([a, b]): Pair => {
      const plainly = new Float64Array(tiles);
      countPlain(seen[a]!, seen[b]!, plain, tileOf, plainly);
      let [told, fewest] = [0, 1];
      for (let tile = 0; tile < tiles; tile++) {
        const share = plainly[tile]! / pixels[tile]!;
        if (share >= least) told++;
        if (share < fewest) fewest = share;
      }
      return { vision, looks: [LOOKS[a]!.name, LOOKS[b]!.name], share: fewest, told: told / tiles };
    });
  });
}

/**
 * Counts the pixels of each tile that differ plainly. It is called for hundreds of millions of pixels.
 *
 * @param one the L*, a* and b* of a picture's pixels, as the other one has them
 */
function countPlain(
  one: Float64Array,
  other: Float64Array,
  plain: number,
  tileOf: Int32Array,
  counts: Float64Array,
): void {
  for (let i = 0, at = 0; i < tileOf.length; i++, at += 3) {
    const lightness = one[at]! - other[at]!;
    const a = one[at + 1]! - other[at + 1]!;
    const b = one[at + 2]! - other[at + 2]!;
    if (lightness * lightness + a * a + b * b >= plain * plain) counts[tileOf[i]!]!++;
  }
}

/** The most contrast that a tile which has not begun has to its paper: that of its outline. */
export async function measureOutline(scene: Scene): Promise<number> {
  const words = await paintTiles(scene, LOOKS[0]!);
  return words.reduce((most, word) => Math.max(most, contrast(colourOf(word), scene.paper)), 1);
}

async function paintTiles(
  { picture, side, columns, pixel, ink, paper, inks }: Scene,
  look: Look,
): Promise<Uint32Array> {
  const canvas = document.createElement('canvas');
  canvas.style.color = `rgb(${ink.join(' ')})`;
  canvas.style.borderColor = (inks ?? [ink]).map((colour) => `rgb(${colour.join(' ')})`).join(' ');
  document.body.append(canvas);
  const painter = new Painter(canvas, columns, columns, look.isOwn, { balloons, harbour }[picture]);
  painter.resize(side, side, pixel);
  await painter.ready();
  const frame = createFrame(columns * columns);
  frame.state.fill(look.state);
  frame.loaded.fill(look.loaded);
  frame.rendered.fill(look.rendered);
  frame.place.fill(look.place);
  painter.paint(frame, 0);
  canvas.remove();
  return onPaper(canvas, paper);
}

/** What a canvas shows on paper of a colour. */
function onPaper(canvas: HTMLCanvasElement, paper: Colour): Uint32Array {
  const context = canvas.getContext('2d')!;
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = `rgb(${paper.join(' ')})`;
  context.fillRect(0, 0, canvas.width, canvas.height);
  return new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
}

function colourOf(word: number): Colour {
  return [word & 255, (word >> 8) & 255, (word >> 16) & 255];
}

/** A picture's pixels as they are seen. */
function see(words: Uint32Array, vision: Vision): Lab[] {
  const known = new Map<number, Lab>();
  return Array.from(words, (word) => {
    let lab = known.get(word);
    if (!lab) {
      lab = labOf(colourOf(word), vision);
      known.set(word, lab);
    }
    return lab;
  });
}

/** Each pixel's tile. */
function tilesOf(side: number, columns: number): Int32Array {
  const grid = new Grid(columns, columns, side, side);
  const tileOf = new Int32Array(side * side);
  for (let tile = 0; tile < columns * columns; tile++) {
    const { x, y, width, height } = grid.area(tile);
    for (let row = y; row < y + height; row++) tileOf.fill(tile, row * side + x, row * side + x + width);
  }
  return tileOf;
}

function pairsOf<Of>(all: readonly Of[], isPair: (a: Of, b: Of) => boolean): [a: number, b: number][] {
  return all.flatMap((a, i) => all.flatMap((b, j): [number, number][] => (i < j && isPair(a, b) ? [[i, j]] : [])));
}

/** How lanes are painted. */
export interface LaneScene {
  /** A lane's height in device pixels, and how many of them a CSS pixel has. */
  height: number;
  pixel: number;
  ink: Colour;
  paper: Colour;
  /** Each state's colour. */
  colours: Record<string, Colour>;
}

/** Whole periods of all textures, in CSS pixels. */
const SPAN = 168;

/** The longest of the periods, in CSS pixels. */
const PERIOD = 8;

/** How strong the ground of lanes is, as www/panels/lanes/paint.ts has it. */
const GROUND = 0.07;

export interface LanesSeen {
  pairs: (Omit<Pair, 'told'> & {
    /** How far apart they are where a texture cannot be seen any more: ΔE*ab of their mean colours. */
    mean: number;
  })[];
  /** The most contrast that each state has to the ground. */
  contrasts: { name: string; contrast: number }[];
}

/** @param plain how large a ΔE*ab is a plain one */
export function measureLanes(scene: LaneScene, plain: number): LanesSeen {
  const names = Object.keys(scene.colours);
  const ground = over(GROUND, scene.ink, scene.paper);
  const painted = names.map((name) => paintLane(scene, name, ground));
  const pairs = visions.flatMap((vision) => {
    const bare = labOf(ground, vision);
    const seen = painted.map((words) => see(words, vision));
    return pairsOf(names, () => true).map(([a, b]): LanesSeen['pairs'][number] => {
      const [one, other] = [seen[a]!, seen[b]!];
      // Nobody knows where a texture begins: two are as far apart as where they are shifted to be least so.
      const shifts = Array.from({ length: PERIOD * scene.pixel }, (_, shift) => shift);
      const share = Math.min(...shifts.map((shift) => shareOf(one, other, bare, SPAN * scene.pixel, shift, plain)));
      return { vision, looks: [names[a]!, names[b]!], share, mean: difference(meanOf(one), meanOf(other)) };
    });
  });
  const contrasts = names.map((name, i) => {
    const most = painted[i]!.reduce((most, word) => Math.max(most, contrast(colourOf(word), ground)), 1);
    return { name, contrast: most };
  });
  return { pairs, contrasts };
}

function paintLane({ height, pixel, colours }: LaneScene, name: string, ground: Colour): Uint32Array {
  const canvas = document.createElement('canvas');
  canvas.width = SPAN * pixel;
  canvas.height = height;
  const texture = createTexture(State[name as keyof typeof State], `rgb(${colours[name]!.join(' ')})`, pixel);
  paintSpan(canvas.getContext('2d')!, texture, { x: 0, y: 0, width: canvas.width, height });
  return onPaper(canvas, ground);
}

/** How much differs plainly of what either of them paints on the ground, one being shifted. */
function shareOf(
  a: readonly Lab[],
  b: readonly Lab[],
  ground: Lab,
  width: number,
  shift: number,
  plain: number,
): number {
  let [painted, plainly] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const x = i % width;
    const [one, other] = [a[i]!, b[i - x + ((x + shift) % width)]!];
    if (difference(one, ground) > 1 || difference(other, ground) > 1) painted++;
    if (difference(one, other) >= plain) plainly++;
  }
  return plainly / painted;
}

function meanOf(seen: readonly Lab[]): Lab {
  return [0, 1, 2].map((axis) => seen.reduce((sum, lab) => sum + lab[axis]!, 0) / seen.length) as unknown as Lab;
}

declare global {
  interface Window {
    measureTiles: typeof measureTiles;
    measureOutline: typeof measureOutline;
    measureLanes: typeof measureLanes;
  }
}
Object.assign(window, { measureTiles, measureOutline, measureLanes });
