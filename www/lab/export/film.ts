import { PosterLoop } from '../../run/poster-loop.ts';

/** A film shows the end of the run for this long, in seconds, so that it can be read. */
const REST = 3;

/** A longer film would hold a page for too long, and the memory of a small device. */
export const MOST_SECONDS = 600;

/** Says what a film shows when. */
export interface Film {
  /** How many frames it has in a second. */
  readonly rate: number;
  readonly frames: number;
  readonly seconds: number;
  /** So many seconds of it pass for each of the run. */
  readonly slowdown: number;
  /** Returns the moment of the run that a frame shows, in milliseconds. */
  timeOf(frame: number): number;
}

/**
 * Plans a film of a run, whose frames are all as long.
 *
 * @param makespan in milliseconds
 * @param slowdown so many seconds of the film pass for each of the run
 * @param most the film ends after so many seconds, if it is not over by then
 */
export function planFilm(makespan: number, slowdown: number, most: number, rate: number): Film {
  const seconds = Math.min(most, (makespan / 1000) * slowdown + REST);
  const frames = Math.max(1, Math.round(seconds * rate));
  return {
    rate,
    frames,
    seconds: frames / rate,
    slowdown,
    timeOf: (frame) => Math.min(makespan, (frame * 1000) / rate / slowdown),
  };
}

/** Returns the slowdown by which a run is neither over at once nor takes long: that of an animated poster. */
export function slowdownFor(makespan: number): number {
  return makespan > 0 ? new PosterLoop(makespan).slowdown : 1;
}
