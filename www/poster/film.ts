import type { Look } from '../paint/brush.ts';
import { createFrame, frameAt } from '../run/frame.ts';
import { instantsOf } from '../run/instants.ts';
import type { PosterLoop } from '../run/poster-loop.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import { isLoading, State } from '../run/state.ts';
import type { Strip } from './strip.ts';

/** Says how finely a run is shown. */
export interface Detail {
  /** Loads and renders are shown in this many steps. */
  readonly levels: number;
  /** Moments are multiples of this, in hundredths of a percent of the loop. */
  readonly grain: number;
}

/** A tile is in one state for this long, and goes on evenly with its load or its render. */
interface Stretch {
  readonly state: number;
  readonly from: Progress;
  readonly start: number;
  end: number;
  to: Progress;
}

interface Progress {
  readonly loaded: number;
  readonly rendered: number;
}

/** A tile shows a place of the strip from this time on, or goes through `levels` places after it until the next one. */
interface Key {
  readonly at: number;
  readonly place: number;
  readonly isMoving: boolean;
}

/** Returns the look of a tile, in steps of which `levels` make a whole load or render. */
function lookOf({ brush }: Strip, levels: number, state: number, { loaded, rendered }: Progress): Look {
  // Times are whole microseconds, of which a sum may be a bit less than it should.
  const part = (progress: number, steps: number) => Math.floor((Math.floor(progress * levels + 1e-9) * steps) / levels);
  if (state === State.idle) return { state, step: 0, cell: 0, place: 0, wiped: 0 };
  return { state, step: part(loaded, brush.steps), cell: part(rendered, brush.cells), place: 0, wiped: 0 };
}

/** Returns each tile's place in the strip at a moment of the run. */
export function placesAt(timeline: SeekableTimeline, time: number, strip: Strip, levels: number): number[] {
  const frame = createFrame(timeline.tasks);
  frameAt(timeline, time, frame);
  return Array.from(frame.state, (state, tile) =>
    strip.place(lookOf(strip, levels, state, { loaded: frame.loaded[tile]!, rendered: frame.rendered[tile]! })),
  );
}

/** Samples the run wherever something changes, and returns the keyframes of each tile. */
export function filmOf(timeline: SeekableTimeline, loop: PosterLoop, strip: Strip, { levels, grain }: Detail): Film {
  const at = (time: number) => Math.round(loop.at(time) / grain) * grain;
  // A tile that has not begun looks as at the start of its load.
  if (timeline.load.some((time) => time > 0)) strip.run(loadsOf(strip, levels));
  const keys = stretchesOf(timeline).map((stretches) =>
    stretches.flatMap((stretch) => keysOf(stretch, at, strip, levels)),
  );
  const film = (isEven: boolean): Film => {
    const tiles = keys.map((keys) => write(keys, at(timeline.makespan), levels, grain, isEven));
    return { timing: isEven ? `steps(${levels})` : 'step-end', tiles };
  };
  const [even, sudden] = [film(true), film(false)];
  const size = ({ tiles }: Film) => tiles.join('').length;
  return size(even) < size(sudden) ? even : sudden;
}

export interface Film {
  /** Goes from one keyframe to the next in this way, where a keyframe does not say otherwise. */
  readonly timing: string;
  /** Gives the keyframes of each tile. */
  readonly tiles: readonly string[];
}

function stretchesOf(timeline: SeekableTimeline): Stretch[][] {
  const tiles: Stretch[][] = Array.from({ length: timeline.tasks }, () => []);
  const frame = createFrame(timeline.tasks);
  for (const time of instantsOf([timeline])) {
    frameAt(timeline, time, frame);
    tiles.forEach((stretches, tile) => {
      const now = { loaded: frame.loaded[tile]!, rendered: frame.rendered[tile]! };
      const state = frame.state[tile]!;
      const last = stretches.at(-1);
      if (last) {
        last.end = time;
        last.to = now;
      }
      if (last?.state !== state) stretches.push({ state, start: time, end: time, from: now, to: now });
    });
  }
  for (const stretches of tiles) stretches.at(-1)!.end = timeline.makespan;
  return tiles;
}

function loadsOf(strip: Strip, levels: number): Look[] {
  const at = (level: number) => ({ loaded: level / levels, rendered: 0 });
  return Array.from({ length: levels }, (_, level) => lookOf(strip, levels, State.load, at(level)));
}

/** Returns what a tile shows during a stretch. */
function keysOf(
  { state, start, end, from, to }: Stretch,
  momentOf: (time: number) => number,
  strip: Strip,
  levels: number,
): Key[] {
  const isLoad = isLoading(state);
  const [before, after] = isLoad ? [from.loaded, to.loaded] : [from.rendered, to.rendered];
  const at = (progress: number) => (isLoad ? { loaded: progress, rendered: 0 } : { loaded: 1, rendered: progress });
  const look = (level: number) => lookOf(strip, levels, state, at(level / levels));
  if (before === 0 && after === 1) {
    // What comes after it stands next to it if it is the first that does, and needs no key of its own to be reached.
    const looks = Array.from({ length: levels }, (_, level) => look(level));
    return [{ at: momentOf(start), place: strip.run(looks), isMoving: true }];
  }
  const keys = [{ at: momentOf(start), place: strip.place(lookOf(strip, levels, state, from)), isMoving: false }];
  for (let level = Math.floor(before * levels + 1e-9) + 1; level <= after * levels && after > before; level++) {
    const time = start + ((level / levels - before) / (after - before)) * (end - start);
    if (time < end) keys.push({ at: momentOf(time), place: strip.place(look(level)), isMoving: false });
  }
  return keys;
}

/**
 * Writes keyframes of `--x`, the place in the strip.
 *
 * @param end the end of the run, in hundredths of a percent of the loop
 * @param isEven whether a value goes on to the next one in `levels` steps, or else stays until then
 */
function write(keys: readonly Key[], end: number, levels: number, grain: number, isEven: boolean): string {
  // What is too short to be seen is left out: of keys at one moment, the last one counts.
  const shown = keys.filter(({ at }, i) => keys[i + 1] === undefined || keys[i + 1]!.at > at);
  const frames: [at: number, value: string][] = [];
  shown.forEach(({ at, place, isMoving }, i) => {
    const next = shown[i + 1]?.at ?? end;
    const timing = isMoving && !isEven ? `;animation-timing-function:steps(${levels})` : '';
    frames.push([i === 0 ? 0 : at, `--x:${place}${timing}`]);
    const last = isMoving ? place + levels : place;
    // The moment before the next key, or else the strip would move towards the next place.
    const isLast = i === shown.length - 1;
    const isOnTheWay = shown[i + 1]?.place === last;
    if ((isMoving || isEven) && next - grain > at && !isLast && !isOnTheWay) frames.push([next - grain, `--x:${last}`]);
    if (isLast) frames.push([10_000, `--x:${last}`]);
  });
  const moments = new Map<string, string[]>();
  for (const [at, value] of frames) {
    moments.set(value, [...(moments.get(value) ?? []), percent(at)]);
  }
  return [...moments].map(([value, at]) => `${at.join()}{${value}}`).join('');
}

/** Writes a moment of the loop, given in hundredths of a percent, as keyframes name it. */
function percent(hundredths: number): string {
  return hundredths === 10_000 ? 'to' : `${hundredths / 100}%`.replace(/^0\./, '.');
}
