// Runs in the page: paints a run on canvases of its own, in whatever order, and reads back what is there.

import { Painter } from '../../../www/paint/painter.ts';
import { type Picture, pictures } from '../../../www/paint/pictures/pictures.ts';
import { createFrame, frameAt } from '../../../www/run/frame.ts';
import { makeSeekable } from '../../../www/run/seekable-timeline.ts';
import { loadSimulator } from '../../../www/run/simulator.ts';

/** What a canvas is made from. */
export interface Scene {
  scenario: object;
  columns: number;
  /** The canvas's side in device pixels, and how many of them a CSS pixel has. */
  side: number;
  pixel: number;
  /** The colour of its lines. */
  ink: string;
  /** One colour in the place of a picture, whose own shapes are many and small. */
  flat?: string;
  /** It is as on a poster: loads and renders in this many steps, and neither executors that wait nor places in line. */
  poster?: { levels: number; inks: string };
}

/** What is shown: parts of the run that are gone by, and of the picture that are wiped, from 0 to 1. */
export interface Moment {
  part: number;
  wiped: number;
}

/** A canvas that can be told to show a moment, and then be read. */
interface Stage {
  show(moment: Moment): void;
  read(): Uint32Array;
}

function fill(colour: string): Picture {
  return (context, size) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, size, size);
  };
}

async function prepare({ scenario, columns, side, pixel, ink, flat, poster }: Scene): Promise<() => Promise<Stage>> {
  const simulate = await loadSimulator();
  const timeline = makeSeekable(simulate(scenario));
  return async () => {
    const canvas = document.createElement('canvas');
    canvas.style.color = ink;
    if (poster) canvas.style.borderColor = poster.inks;
    document.body.append(canvas);
    const areOwn = !poster && timeline.slots === timeline.executors;
    const painter = new Painter(
      canvas,
      columns,
      timeline.tasks / columns,
      areOwn,
      flat ? fill(flat) : pictures.harbour(),
    );
    painter.resize(side, side, pixel);
    await painter.ready();
    const frame = createFrame(timeline.tasks);
    return {
      show({ part, wiped }) {
        frameAt(timeline, part * timeline.makespan, frame);
        const { loaded, rendered, place } = frame;
        if (!poster) return painter.paint(frame, wiped);
        const stepped = (parts: Float64Array) => parts.map((part) => Math.floor(part * poster.levels) / poster.levels);
        const shown = { loaded: stepped(loaded), rendered: stepped(rendered), place: place.map(() => 0) };
        painter.paint({ ...frame, ...shown }, wiped);
      },
      read: () => new Uint32Array(canvas.getContext('2d')!.getImageData(0, 0, side, side).data.buffer),
    };
  };
}

/**
 * Plays a run through `played`, one moment after the other, and shows those at the indices `sought` in that order on one
 * other canvas.
 *
 * @returns of each index: how many pixels the canvas that seeks has that are not as played, and how many one has that
 * shows nothing but that moment; and how many pixels of it show anything at all
 */
export async function compare(scene: Scene, played: readonly Moment[], sought: readonly number[]) {
  const create = await prepare(scene);
  const kept = new Map<number, Uint32Array>();
  const play = await create();
  for (const [index, moment] of played.entries()) {
    play.show(moment);
    if (sought.includes(index)) kept.set(index, play.read());
  }
  const seek = await create();
  const seen = [];
  for (const index of sought) {
    const [moment, expected] = [played[index]!, kept.get(index)!];
    const alone = await create();
    seek.show(moment);
    alone.show(moment);
    seen.push({
      moment,
      sought: difference(seek.read(), expected),
      alone: difference(alone.read(), expected),
      shown: expected.reduce((count, pixel) => count + (pixel === 0 ? 0 : 1), 0),
    });
  }
  return seen;
}

/** The bytes of canvases that show those moments, each in base 64. */
export async function picturesOf(scene: Scene, moments: readonly Moment[]): Promise<string[]> {
  const create = await prepare(scene);
  const stages = moments.map(async (moment) => {
    const stage = await create();
    stage.show(moment);
    const bytes = new Uint8Array(stage.read().buffer);
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  });
  return Promise.all(stages);
}

function difference(a: Uint32Array, b: Uint32Array): number {
  return a.reduce((count, pixel, i) => count + (pixel === b[i] ? 0 : 1), 0);
}

declare global {
  interface Window {
    compare: typeof compare;
    picturesOf: typeof picturesOf;
  }
}
Object.assign(window, { compare, picturesOf });
