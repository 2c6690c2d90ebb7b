// What one engine's picture may differ in from another one's: how it spreads the edges of shapes over pixels.

/** How far rounding may take a channel from its value, of 255. */
const ROUNDING = 2;

/**
 * How far a channel may be beyond both sides of an edge, of 255: of a gap that is a pixel wide, each engine spreads both edges in its
 * own way. Firefox was seen to be 11 beyond Chromium, and WebKit 25.
 */
const GAP = 32;

/**
 * Of pictures that are so many pixels wide, in four bytes each: the pixels of the first that have a channel outside of what its place and the
 * eight around it have in the second. An edge's pixel lies between both of its sides however it is anti-aliased; anything
 * else that is elsewhere, or of another colour, does not.
 */
export function beyondAntialiasing(seen: Uint8Array, expected: Uint8Array, width: number): number[] {
  const [a, b] = [seen, expected].map(channels) as [Uint8Array, Uint8Array];
  const height = seen.length / 4 / width;
  return Array.from({ length: seen.length / 4 }, (_, pixel) => pixel).filter((pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    for (let channel = 0; channel < 4; channel++) {
      let [least, most] = [255, 0];
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const value = b[4 * (row * width + column) + channel]!;
          [least, most] = [Math.min(least, value), Math.max(most, value)];
        }
      }
      const value = a[4 * pixel + channel]!;
      const tolerance = most - least > ROUNDING ? GAP : ROUNDING;
      if (value < least - tolerance || value > most + tolerance) return true;
    }
    return false;
  });
}

/** Channels as they are mixed: a pixel that lets more through has less of its colour. */
function channels(bytes: Uint8Array): Uint8Array {
  return bytes.map((value, i) => (i % 4 === 3 ? value : Math.round((value * bytes[i - (i % 4) + 3]!) / 255)));
}
