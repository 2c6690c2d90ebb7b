import type { Picture } from './pictures/picture.ts';

/** Holds a picture at the size of a figure, in device pixels: in colour, and in greys. */
export interface Sources {
  readonly colours: HTMLCanvasElement;
  readonly greys: HTMLCanvasElement;
}

/** Holds the pixels of both, row by row. Each number is the four bytes of an `ImageData`'s pixel. */
export interface Pixels {
  readonly colours: Uint32Array;
  readonly greys: Uint32Array;
}

const pixelsOf = new WeakMap<Sources, Pixels | null>();

/** Returns the pixels of a picture, or null if it contains an image of another origin, whose pixels cannot be read. */
export function readPixels(sources: Sources): Pixels | null {
  let pixels = pixelsOf.get(sources);
  if (pixels === undefined) {
    try {
      pixels = { colours: read(sources.colours), greys: read(sources.greys) };
    } catch {
      pixels = null;
    }
    pixelsOf.set(sources, pixels);
  }
  return pixels;
}

function read(canvas: HTMLCanvasElement): Uint32Array {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return new Uint32Array(data.buffer);
}

/** Figures of one size share their sources, which are freed when no figure uses them. */
const cache = new WeakMap<Picture, Map<string, WeakRef<Sources>>>();

/** Returns the picture at a size in device pixels. The middle of the picture, a square, fills figures of any shape. */
export function sourcesOf(picture: Picture, width: number, height: number): Sources {
  const sizes = cache.get(picture) ?? new Map<string, WeakRef<Sources>>();
  cache.set(picture, sizes);
  const key = `${width}x${height}`;
  let sources = sizes.get(key)?.deref();
  if (!sources) {
    for (const [size, other] of sizes) if (!other.deref()) sizes.delete(size);
    sources = drawSources(picture, width, height);
    sizes.set(key, new WeakRef(sources));
  }
  return sources;
}

function drawSources(picture: Picture, width: number, height: number): Sources {
  const colours = createContext(width, height);

  const side = Math.max(width, height);
  colours.translate((width - side) / 2, (height - side) / 2);
  picture(colours, side);

  const greys = createContext(width, height);
  greys.drawImage(colours.canvas, 0, 0);
  // Blending removes the colours, since Safari has no canvas filters and pixels of other origins cannot be read.
  greys.globalCompositeOperation = 'saturation';
  greys.fillStyle = '#888';
  greys.fillRect(0, 0, width, height);
  return { colours: colours.canvas, greys: greys.canvas };
}

/** @throws an error where the browser gives no canvas of that size */
export function createContext(width: number, height: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = width;
  element.height = height;
  const context = element.getContext('2d');
  if (!context) throw new Error(`the browser gives no canvas of ${width} by ${height} pixels`);
  return context;
}
