import type { Inks } from '../../paint/brush.ts';
import { Painter } from '../../paint/painter.ts';
import { pictures } from '../../paint/pictures/pictures.ts';
import { createContext } from '../../paint/sources.ts';
import { createTexture } from '../../panels/lanes/texture.ts';
import { Charts, COLOURS } from '../../poster/charts.ts';
import {
  axisOf,
  captionOf,
  GAP,
  type Layout,
  type Line,
  layoutOf,
  MARGIN,
  THEMES,
  type Theme,
} from '../../poster/layout.ts';
import { type Member, WIDTH } from '../../poster/members.ts';
import { createFrame, type Frame, frameAt } from '../../run/frame.ts';
import { State } from '../../run/state.ts';
import { SPAN_STATES } from '../../words/names.ts';

/** Lanes have this many pixels in a unit of the poster: www/poster/charts.ts lays them out in halves of it. */
const CHART_SCALE = 2;

/** The line of now is this wide, and so much longer than the lanes at each end, in units. */
const [HEAD_WIDTH, HEAD_MORE] = [1.5, 2];

/** Says how figures are painted. */
export interface SheetSettings {
  readonly theme: Theme;
  /** A unit of the poster has this many pixels. */
  readonly scale: number;
  /** Words how fast they are played, where that is to be told. */
  readonly speed: string;
}

interface Part {
  readonly member: Member;
  readonly frame: Frame;
  readonly painter: Painter;
  readonly canvas: HTMLCanvasElement;
  readonly left: number;
  /** The height of its lanes, in units. */
  readonly lanes: number;
}

/** Returns how large a sheet is, in pixels. Both are even, as encoders of films want it. */
export function sizeOf(members: readonly Member[], scale: number): { width: number; height: number } {
  const { width, height } = layoutOf(members);
  const even = (length: number) => 2 * Math.ceil((length * scale) / 2);
  return { width: even(width), height: even(height) };
}

/** Shows any moment of figures on a canvas: their pictures as a page paints them, and around these what posters have. */
export class Sheet {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #settings: SheetSettings;
  readonly #layout: Layout;
  readonly #parts: Part[];
  readonly #until: number;
  /** Holds what is the same at all moments. */
  readonly #ground: HTMLCanvasElement;

  /** Creates a sheet once all is there that its figures are painted with. */
  static async create(members: readonly Member[], settings: SheetSettings): Promise<Sheet> {
    const sheet = new Sheet(members, settings);
    for (const { painter, member } of sheet.#parts) {
      painter.setPicture(await pictures[member.picture]());
      await painter.ready();
    }
    return sheet;
  }

  private constructor(members: readonly Member[], settings: SheetSettings) {
    const { width, height } = sizeOf(members, settings.scale);
    this.#settings = settings;
    this.#layout = layoutOf(members);
    this.#until = Math.max(...members.map(({ timeline }) => timeline.makespan));
    this.#context = createContext(width, height);
    this.canvas = this.#context.canvas;
    const ground = createContext(width, height);
    this.#ground = ground.canvas;
    ground.fillStyle = THEMES[settings.theme].paper;
    ground.fillRect(0, 0, width, height);
    this.#parts = members.map((member, i) => this.#createPart(member, i * (WIDTH + GAP), ground));
  }

  /** @param time in milliseconds of simulated time */
  paint(time: number): void {
    const context = this.#context;
    const { scale, theme, speed } = this.#settings;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.#ground, 0, 0);
    const members = this.#parts.map(({ member }) => member);
    for (const { member, frame, painter, canvas, left, lanes } of this.#parts) {
      frameAt(member.timeline, time, frame);
      painter.paint(frame, 0);
      context.setTransform(1, 0, 0, 1, left * scale, 0);
      context.drawImage(canvas, 0, 0);
      context.scale(scale, scale);
      context.fillStyle = THEMES[theme].ink;
      const { caption, lanes: top } = this.#layout;
      for (const line of captionOf(member, members, time, speed, caption)) write(context, line);
      if (!member.hasLanes || time >= this.#until) continue;
      const x = MARGIN + (time / this.#until) * (WIDTH - 2 * MARGIN);
      context.fillRect(x - HEAD_WIDTH / 2, top - HEAD_MORE, HEAD_WIDTH, lanes + 2 * HEAD_MORE);
    }
  }

  #createPart(member: Member, left: number, ground: CanvasRenderingContext2D): Part {
    const { scale, theme } = this.#settings;
    const { timeline, columns, rows, height } = member;
    const { ink } = THEMES[theme];
    const canvas = document.createElement('canvas');
    const isOwn = timeline.executors === timeline.slots;
    const painter = new Painter(canvas, columns, rows, isOwn, undefined, undefined, () => inksFor(ink));
    painter.resize(WIDTH * scale, height * scale, scale);
    const lanes = member.hasLanes ? this.#paintLanes(member, left, ground) : 0;
    return { member, frame: createFrame(timeline.tasks), painter, canvas, left, lanes };
  }

  /** Paints the lanes of a figure and their axis, and returns the height of the lanes. */
  #paintLanes({ timeline }: Member, left: number, context: CanvasRenderingContext2D): number {
    const { scale, theme } = this.#settings;
    const { ink } = THEMES[theme];
    const { lanes: top } = this.#layout;
    const width = WIDTH - 2 * MARGIN;
    const charts = new Charts(timeline, this.#until || 1, CHART_SCALE * width);
    const height = charts.height / CHART_SCALE;
    const textures = SPAN_STATES.map((state) => {
      const colour = COLOURS[state]!;
      return [state, createTexture(state, colour === 'currentColor' ? ink : colour, CHART_SCALE)] as const;
    });
    const part = scale / CHART_SCALE;
    context.setTransform(part, 0, 0, part, (left + MARGIN) * scale, top * scale);
    charts.paint(context, new Map(textures), ink);

    context.setTransform(scale, 0, 0, scale, left * scale, 0);
    const { marks, labels } = axisOf(this.#until, MARGIN, top + height + 1, width);
    context.fillStyle = ink;
    for (const x of marks) context.fillRect(x - 0.5, top + height + 1, 1, 3);
    for (const line of labels) write(context, line);
    return height;
  }
}

function inksFor(ink: string): Inks {
  const colour = (state: number) => COLOURS[state]!;
  return {
    ink,
    load: colour(State.load),
    ready: colour(State.ready),
    blocked: colour(State.blocked),
    render: colour(State.render),
  };
}

function write(context: CanvasRenderingContext2D, { text, x, y, size, weight, anchor }: Line): void {
  context.font = `${weight ?? 400} ${size}px system-ui, sans-serif`;
  context.textAlign = anchor === 'end' ? 'right' : anchor === 'middle' ? 'center' : 'left';
  context.fillText(text, x, y);
}
