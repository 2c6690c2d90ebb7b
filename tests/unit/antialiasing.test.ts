import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beyondAntialiasing } from '../browser/support/antialiasing.ts';

/** Creates a picture of 8×8 pixels: each row is black up to a place, then has one edge pixel, and then is transparent. */
const edgeAt = (place: number, grey = 0x80) =>
  Array.from({ length: 64 }, (_, i) => (i % 8 < place ? 0xff000000 : i % 8 === place ? grey * 2 ** 24 : 0));

/** Creates a picture of 8×8 pixels, all black but for a column that is so grey. */
const gapOf = (grey: number) => Array.from({ length: 64 }, (_, i) => (i % 8 === 3 ? grey * 2 ** 24 : 0xff000000));

const CASES: [what: string, seen: number[], expected: number[], beyond: number][] = [
  ['the same', edgeAt(3), edgeAt(3), 0],
  ['an edge that is spread otherwise', edgeAt(3, 0x40), edgeAt(3, 0xc0), 0],
  ['a gap that is filled by an eighth less', gapOf(0x10), gapOf(0x30), 0],
  ['a gap that is filled by a quarter less', gapOf(0), gapOf(0x40), 8],
  ['an edge that has moved by two pixels', edgeAt(5), edgeAt(3), 16],
  ['another shade, past rounding', edgeAt(8).map(() => 0xff030303), edgeAt(8), 64],
  ['another shade, within it', edgeAt(8).map(() => 0xff020202), edgeAt(8), 0],
  ['a pixel of its own', edgeAt(3).map((pixel, i) => (i === 47 ? 0xff000000 : pixel)), edgeAt(3), 1],
];

for (const [what, seen, expected, beyond] of CASES) {
  test(`${what}: ${beyond} of 64 pixels are beyond anti-aliasing`, () => {
    const [a, b] = [seen, expected].map((pixels) => new Uint8Array(new Uint32Array(pixels).buffer));
    assert.equal(beyondAntialiasing(a!, b!, 8).length, beyond);
  });
}
