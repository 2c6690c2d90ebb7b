import { speedOf, type Theme } from '../../poster/layout.ts';
import { type Member, membersOf } from '../../poster/members.ts';
import { drawPoster } from '../../poster/poster.ts';
import type { Scenario } from '../../run/scenario.ts';
import type { Simulate } from '../../run/simulator.ts';
import type { Film } from './film.ts';
import { FILES, type FilmFormat, type PictureFormat } from './formats.ts';
import { Sheet, sizeOf } from './sheet.ts';
import { sayExport } from './strings.ts';

/** Says how figures are shown, one or several side by side. */
export interface Look {
  readonly scenarios: readonly Scenario[];
  readonly theme: Theme;
  /** How many pixels a unit of the poster has, where it is painted. */
  readonly scale: number;
  /** The moment that a picture shows, in milliseconds; nothing for the end. */
  readonly at: number | undefined;
}

/** Makes a picture that needs no film's frames. */
export async function makePicture(
  format: Exclude<PictureFormat, FilmFormat>,
  { scenarios, theme, scale, at }: Look,
  simulate: Simulate,
): Promise<Blob> {
  const members = membersOf(simulate, scenarios);
  if (format !== 'png') {
    const settings = format === 'animated' ? { animated: true } : at === undefined ? {} : { at: `${at}ms` };
    return blobOf(format, drawPoster(members, { ...settings, theme }));
  }
  const sheet = await Sheet.create(members, { theme, scale, speed: '' });
  sheet.paint(at ?? Number.POSITIVE_INFINITY);
  const blob = await new Promise<Blob | null>((resolve) => sheet.canvas.toBlob(resolve, FILES.png.type));
  if (!blob) throw new Error(`the browser makes no PNG of ${sheet.canvas.width} by ${sheet.canvas.height} pixels`);
  return blob;
}

/**
 * Makes a film, frame by frame.
 *
 * @param onFrame is called after each frame, with how many there are so far
 * @throws the reason of `signal` where that ends it, or what the browser cannot do
 */
export async function makeFilm(
  format: FilmFormat,
  members: readonly Member[],
  { theme, scale }: Look,
  film: Film,
  onFrame: (frames: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const settings = { theme, scale, speed: speedOf(film.slowdown) };
  if (format === 'gif') {
    const { encodeGif } = await import(/* webpackChunkName: "gif" */ './gif.ts');
    return blobOf(format, await encodeGif(await Sheet.create(members, settings), film, onFrame, signal));
  }
  const { configFor, encodeVideo } = await import(/* webpackChunkName: "video" */ './video.ts');
  const { width, height } = sizeOf(members, scale);
  const config = await configFor(format, width, height, film.rate);
  if (!config) throw new Error(sayExport('export.tooLarge', { format: format.toUpperCase(), width, height }));
  const sheet = await Sheet.create(members, settings);
  return blobOf(format, await encodeVideo(format, config, sheet, film, onFrame, signal));
}

function blobOf(format: PictureFormat, content: BlobPart): Blob {
  return new Blob([content], { type: FILES[format].type });
}
