// What every listing does with a tile.

const WAIT = 5; // milliseconds, for an answer from far away
const LEFT = [-2.2, -1.4, -0.6, 0.2];
const TOP = [-1.6, -0.8, 0.0, 0.8];

/** Waits for a tile's data, and gives way. */
export async function load(tile) {
  await new Promise((resolve) => setTimeout(resolve, WAIT));
  return [LEFT[tile % 4], TOP[Math.floor(tile / 4) % 4]];
}

/** The colour of a part of the Mandelbrot set: the redder, the longer its points stay. */
export function render([left, top]) {
  let steps = 0;
  for (let row = 0; row < 16; row++) {
    for (let column = 0; column < 16; column++) {
      steps += stay(left + 0.05 * column, top + 0.05 * row);
    }
  }
  const red = Math.floor((255 * steps) / (16 * 16 * 50));
  const hex = (part) => part.toString(16).padStart(2, '0');
  return `#${hex(red)}${hex(Math.floor(red / 2))}${hex(255 - red)}`;
}

/** After how many steps, 50 at most, a point leaves. */
function stay(x, y) {
  let [a, b] = [0, 0];
  for (let step = 0; step < 50; step++) {
    [a, b] = [a * a - b * b + x, 2 * a * b + y];
    if (a * a + b * b > 4) return step;
  }
  return 50;
}
