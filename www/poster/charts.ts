import { Batches } from '../paint/svg/batches.ts';
import { asCanvas, SvgContext, type SvgPattern } from '../paint/svg/context.ts';
import { areTooDense, type Lanes, lanesOf } from '../panels/lanes/layout.ts';
import { paintCounts, paintGround, paintSpans } from '../panels/lanes/paint.ts';
import { createTexture, type Texture } from '../panels/lanes/texture.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import { State } from '../run/state.ts';
import { SPAN_STATES, stateKey } from '../words/names.ts';

/** Lanes are painted in halves of a poster's unit, as on a screen of high resolution. */
const PIXEL = 2;

/** All lanes of a figure have this much room, and charts this gap between them, in halves of a unit. */
const ROOM = 92;
const GAP = 4;

/** Lanes are at least and at most this far from each other, in halves of a unit. */
const [MIN_PITCH, MAX_PITCH] = [4, 48];

/** A chart of counts takes as much room as this many lanes, or fewer if it has fewer. */
const COUNTS = 12;

/** A step of the edge of a chart of counts is this wide, in halves of a unit. */
const STEP = 8;

/** A span that would be painted this many times longer than it is, is left out. */
const MAGNIFIED = 16;

/** Gives the colour of each state, as www/figure/figures.css has it. */
export const COLOURS: Readonly<Record<number, string>> = {
  [State.start]: '#0f966d',
  [State.queued]: '#808080',
  [State.load]: '#1c79be',
  [State.blocked]: '#d43f5b',
  [State.ready]: '#b76a9c',
  [State.switch]: 'currentColor',
  [State.render]: '#d55e00',
};

/** What a recording does not tell has the colour of the ink. */
const colourOf = (state: number) => COLOURS[state] ?? 'currentColor';

/** The patterns of a poster's lanes, each written once. */
export class Textures {
  readonly all: ReadonlyMap<number, Texture>;
  readonly #used = new Map<string, string>();

  constructor(occurring: ReadonlySet<number>) {
    const states = SPAN_STATES.filter((state) => occurring.has(state));
    this.all = new Map(states.map((state) => [state, this.#create(state)]));
  }

  #create(state: number): Texture {
    return createTexture(state, colourOf(state), PIXEL, (side, paint) => {
      const batches = new Batches();
      paint(asCanvas(new SvgContext(batches)));
      // Where a lane is solid, or a line, nothing is seen of a pattern.
      if (state === State.render || state === State.ready) return solid(colourOf(state)) as unknown as CanvasPattern;
      const id = stateKey(state);
      const size = `width="${side}" height="${side}" patternUnits="userSpaceOnUse"`;
      const pattern: SvgPattern = {
        at: (_, y) => {
          // Only these patterns have rows of which a lane could show the wrong ones.
          const dy = state === State.queued || state === State.blocked ? y % side : 0;
          if (!this.#used.has(id)) this.#used.set(id, `<pattern id="${id}" ${size}>${batches.text}</pattern>`);
          if (dy === 0) return `url(#${id})`;
          const moved = `${id}${dy}`;
          this.#used.set(moved, `<pattern id="${moved}" href="#${id}" patternTransform="translate(0 ${dy})"/>`);
          return `url(#${moved})`;
        },
      };
      return pattern as unknown as CanvasPattern;
    });
  }

  get text(): string {
    return [...this.#used.values()].join('');
  }
}

const solid = (colour: string): SvgPattern => ({ at: () => colour });

interface Chart {
  readonly lanes: Lanes;
  isCounts: boolean;
}

/** Draws what slots and executors do over time, in the room that a poster has for it. */
export class Charts {
  readonly #timeline: SeekableTimeline;
  readonly #until: number;
  readonly #width: number;
  readonly #charts: Chart[];
  readonly #pitch: number;

  /**
   * @param until the end of the charts, in milliseconds
   * @param width in halves of a unit
   */
  constructor(timeline: SeekableTimeline, until: number, width: number) {
    this.#timeline = timeline;
    this.#until = until;
    this.#width = width;
    const { slots, executors } = timeline;
    const lanes = [lanesOf(timeline.slot, slots)];
    // As in the panel, executors are left out where every slot has its own.
    if (executors !== slots) lanes.push(lanesOf(timeline.executor, executors));
    const natural = ((timeline.makespan / until) * width) / PIXEL;
    this.#charts = lanes.map((lanes) => ({ lanes, isCounts: areTooDense(lanes, natural) }));
    for (;;) {
      const pitch = Math.floor((ROOM - GAP * (lanes.length - 1)) / Math.max(1, this.#weight));
      const largest = this.#charts.filter(({ isCounts }) => !isCounts).sort((a, b) => b.lanes.count - a.lanes.count)[0];
      this.#pitch = Math.min(MAX_PITCH, Math.max(1, pitch));
      if (pitch >= MIN_PITCH || !largest) break;
      largest.isCounts = true;
    }
  }

  get #weight(): number {
    return this.#charts.reduce((sum, chart) => sum + weightOf(chart), 0);
  }

  /** Is the height of all charts, in halves of a unit. */
  get height(): number {
    return this.#weight * this.#pitch + GAP * (this.#charts.length - 1);
  }

  write(textures: Textures): string {
    const batches = new Batches();
    this.paint(asCanvas(new SvgContext(batches)), textures.all, 'currentColor');
    return batches.text;
  }

  /** Paints all charts, the first at the context's origin, in halves of a unit. */
  paint(context: CanvasRenderingContext2D, textures: ReadonlyMap<number, Texture>, ink: string): void {
    const { makespan } = this.#timeline;
    const least = this.#until / (this.#width * MAGNIFIED);
    for (const { lanes, isCounts } of this.#charts) {
      const height = weightOf({ lanes, isCounts }) * this.#pitch;
      const layer = {
        context,
        width: this.#width,
        height,
        timeline: this.#timeline,
        lanes,
        until: this.#until,
        textures,
        pixel: PIXEL,
      };
      if (makespan > 0) paintGround(layer, ink, !isCounts);
      const { start, end } = this.#timeline;
      if (isCounts) paintCounts(layer, () => true, STEP);
      else
        paintSpans(
          layer,
          lanes.spans.filter((span) => end[span]! - start[span]! >= least),
        );
      context.translate(0, height + GAP);
    }
  }
}

function weightOf({ lanes, isCounts }: Chart): number {
  return isCounts ? Math.min(COUNTS, lanes.count) : lanes.count;
}
