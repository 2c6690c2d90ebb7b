/** Is `cvsp/poster`: figures as SVG, for where no script runs. It needs no page. */

import { openMembers, type PosterFigure } from './poster/members.ts';
import { drawPoster, type PosterSettings, type PosterText, posterText as textOf } from './poster/poster.ts';
import { loadSimulator } from './run/simulator.ts';

export type { FigureOptions } from './figure/options.ts';
export type { PosterFigure } from './poster/members.ts';
export type { PosterSettings, PosterText } from './poster/poster.ts';
export { setStrings } from './words/strings.ts';

/**
 * Draws a poster of one figure, or of several as a row.
 *
 * @returns an SVG document, which has no script and loads nothing. The same input gives the same text
 * @throws an error that names what is wrong in the figures or the settings, its value and what is allowed
 */
export async function poster(
  figures: PosterFigure | readonly PosterFigure[],
  settings?: PosterSettings,
): Promise<string> {
  return drawPoster(await openMembers(await loadSimulator(), figures), settings);
}

/**
 * Words what the poster of these figures shows, for an image's alternative text.
 *
 * @throws as `poster` does
 */
export async function posterText(
  figures: PosterFigure | readonly PosterFigure[],
  settings?: PosterSettings,
): Promise<PosterText> {
  return textOf(await openMembers(await loadSimulator(), figures), settings);
}
