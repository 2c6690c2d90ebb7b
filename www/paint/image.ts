import type { Picture } from './pictures/picture.ts';

/**
 * Loads the image at `url` as a picture. The middle of the image fills the square. Its pixels are never read, so it may
 * come from another origin.
 *
 * @throws an error if the image does not load
 */
export async function loadImage(url: string): Promise<Picture> {
  const image = new Image();
  image.decoding = 'async';
  image.src = url;
  await image.decode();
  return (context, size) => {
    // An SVG that states no size has a natural size of 0; it fills the whole square.
    const width = image.naturalWidth || size;
    const height = image.naturalHeight || size;
    const side = Math.min(width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, (width - side) / 2, (height - side) / 2, side, side, 0, 0, size, size);
  };
}
