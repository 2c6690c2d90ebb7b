import { PosterLoop } from '../run/poster-loop.ts';

/** Names images that play: `ID.animated.svg`, perhaps with a hash in their name. */
const ANIMATED = /\.animated\b[^/]*\.svg$/;

/** So much of a poster must be in view for a reader to have watched it, or of the window, where that is smaller. */
const MOST = 0.6;

/**
 * Finds the moment of a run that the poster in its placeholder shows, in milliseconds of simulated time, where one plays
 * in view: the figure goes on from there.
 */
export function momentOfPoster(placeholder: Element, makespan: number): number | undefined {
  const poster = placeholder.querySelector(':scope > :is(img, svg)');
  if (!poster) return undefined;
  const { top, bottom, height } = poster.getBoundingClientRect();
  const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
  const played = seen > 0 && seen >= MOST * Math.min(height, innerHeight) ? timeOf(poster) : undefined;
  return played === undefined ? undefined : new PosterLoop(makespan).momentAfter(played);
}

/** Tells how long a poster has played, in milliseconds on the reader's clock; nothing where it does not. */
function timeOf(poster: Element): number | undefined {
  if (!(poster instanceof HTMLImageElement)) {
    const times = poster.getAnimations({ subtree: true }).map(({ currentTime }) => Number(currentTime ?? 0));
    return times.length > 0 ? Math.max(...times) : undefined;
  }
  // The clock of an image begins when the image comes.
  if (!poster.complete || !ANIMATED.test(new URL(poster.currentSrc, location.href).pathname)) return undefined;
  const [came] = performance.getEntriesByName(poster.currentSrc) as PerformanceResourceTiming[];
  return came && performance.now() - came.responseEnd;
}
