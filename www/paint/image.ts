import type { Picture } from './pictures/picture.ts';

/**
 * The image at `url` as a picture: its middle fills the square. Its pixels are never read, so that it may come from
 * another origin.
 *
 * @throws where it does not load
 */
export async function loadImage(url: string): Promise<Picture> {
  const image = new Image();
  image.decoding = 'async';
  image.src = url;
  await image.decode();
  return (context, size) => {
    // An SVG without a size of its own has none here, and is drawn over the whole square.
    const width = image.naturalWidth || size;
    const height = image.naturalHeight || size;
    const side = Math.min(width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, (width - side) / 2, (height - side) / 2, side, side, 0, 0, size, size);
  };
}
