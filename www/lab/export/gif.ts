import { nextTask } from '../../dom/next-task.ts';
import type { Film } from './film.ts';
import type { Sheet } from './sheet.ts';

/** All frames have one palette, so that what stays the same need not be said again. It is made of so many frames. */
const SAMPLES = 8;

/** Of these frames, one pixel in so many is looked at. */
const SPARSE = 5;

/** One colour of the palette says that a pixel is as in the frame before. */
const COLOURS = 255;
const SAME = 255;

/**
 * Encodes a film as a GIF that plays again and again.
 *
 * @param onFrame is called after each frame, with how many there are so far
 * @throws the reason of `signal` where that ends it
 */
export async function encodeGif(
  sheet: Sheet,
  film: Film,
  onFrame: (frames: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { GIFEncoder, nearestColorIndex, quantize } = await import(/* webpackChunkName: "gif" */ 'gifenc');
  const { width, height } = sheet.canvas;
  // The browser may keep such a canvas where its pixels are read fast.
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error(`the browser gives no canvas of ${width} by ${height} pixels`);
  /** Returns the pixels of a frame, each as a number of blue, green and red. */
  const pixelsAt = (frame: number) => {
    sheet.paint(film.timeOf(frame));
    context.drawImage(sheet.canvas, 0, 0);
    return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  };

  const some = Math.ceil((width * height) / SPARSE);
  const samples = new Uint32Array(SAMPLES * some);
  for (let i = 0; i < SAMPLES; i++) {
    const pixels = pixelsAt(Math.floor((i / (SAMPLES - 1)) * (film.frames - 1)));
    for (let n = 0; n < some; n++) samples[i * some + n] = pixels[n * SPARSE] ?? 0;
    await nextTask();
    signal.throwIfAborted();
  }
  const palette = quantize(new Uint8Array(samples.buffer), COLOURS);

  /** Holds the place in the palette of each colour that was seen, by its number. */
  const places = new Map<number, number>();
  const placeOf = (pixel: number) => {
    let place = places.get(pixel);
    if (place === undefined) {
      place = nearestColorIndex(palette, [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]);
      places.set(pixel, place);
    }
    return place;
  };
  // The colour of what stays the same is never seen.
  const table = [...palette];
  while (table.length <= SAME) table.push([0, 0, 0]);

  const gif = GIFEncoder();
  const delay = 1000 / film.rate;
  const index = new Uint8Array(width * height);
  let before: Uint32Array | undefined;
  for (let frame = 0; frame < film.frames; frame++) {
    const now = pixelsAt(frame);
    for (let i = 0; i < index.length; i++) index[i] = now[i] === before?.[i] ? SAME : placeOf(now[i]!);
    before = now;
    const first = frame === 0 ? { palette: table, repeat: 0 } : {};
    gif.writeFrame(index, width, height, {
      ...first,
      delay,
      transparent: frame > 0,
      transparentIndex: SAME,
      dispose: 1,
    });
    onFrame(frame + 1);
    await nextTask();
    signal.throwIfAborted();
  }
  gif.finish();
  return gif.bytes();
}
