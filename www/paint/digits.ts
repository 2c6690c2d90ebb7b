/**
 * Gives each digit as seven strokes, a bit each: from the lowest the top, the middle and the bottom one, then those at
 * the top left, the top right, the bottom left and the bottom right. Fonts differ between machines, so digits are drawn.
 */
const DIGITS = [0x7d, 0x50, 0x37, 0x57, 0x5a, 0x4f, 0x6f, 0x51, 0x7f, 0x5f];

/** Gives each stroke's start and end: how many halves of the digit's width, and of its height, from the top left. */
const STROKES = ['0020', '0121', '0222', '0001', '2021', '0102', '2122'];

/** Paints a whole number around a point, so high, with strokes of whole pixels. */
export function paintDigits(
  context: CanvasRenderingContext2D,
  value: number,
  x: number,
  y: number,
  size: number,
): void {
  const line = Math.max(1, Math.round(size / 6));
  const half = Math.max(2 * line, Math.round((size - line) / 2));
  const across = Math.max(2 * line, Math.round(half * 0.9));
  const digits = [...String(value)].map(Number);
  const widths = digits.map((digit) => (digit === 1 ? 0 : across));
  const step = line + Math.max(1, line >> 1);
  const width = widths.reduce((sum, width) => sum + width + step, line - step);
  // Lines lie on whole pixels, so that they are sharp.
  let left = Math.round(x - width / 2) + line / 2;
  const top = Math.round(y - half - line / 2) + line / 2;
  context.lineWidth = line;
  context.lineCap = 'round';
  context.beginPath();
  digits.forEach((digit, i) => {
    STROKES.forEach((stroke, bit) => {
      if (((DIGITS[digit]! >> bit) & 1) === 0) return;
      const [fromX, fromY, toX, toY] = [...stroke].map(Number) as [number, number, number, number];
      context.moveTo(left + (fromX * widths[i]!) / 2, top + fromY * half);
      context.lineTo(left + (toX * widths[i]!) / 2, top + toY * half);
    });
    left += widths[i]! + step;
  });
  context.stroke();
}
