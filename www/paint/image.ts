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
    // An SVG that states no size may have a natural size of 0; it fills the whole square.
    const [width, height] = [image.naturalWidth || size, image.naturalHeight || size];
    const scale = size / Math.min(width, height);
    context.imageSmoothingQuality = 'high';
    // A part of an image would be cut in its own pixels, of which an SVG that states no size has none that are known.
    context.drawImage(image, (size - scale * width) / 2, (size - scale * height) / 2, scale * width, scale * height);
  };
}
