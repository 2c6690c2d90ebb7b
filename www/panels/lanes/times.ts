import { sayLanes } from './strings.ts';

/** The times of a chart's labels: from 0, at steps of 1, 2 or 5 times a power of ten, no more than `most` steps. */
export function ticks(until: number, most: number): number[] {
  if (until <= 0) return [0];
  const power = 10 ** Math.floor(Math.log10(until / most));
  const step = power * ([1, 2, 5].find((factor) => until / (factor * power) <= most) ?? 10);
  return Array.from({ length: Math.floor(until / step + 1e-9) + 1 }, (_, i) => i * step);
}

/**
 * A time for people. Its unit is the same all over a chart.
 *
 * @param until the end of the chart, in milliseconds
 * @param exact how small a difference must be seen in it, in milliseconds
 */
export function timeText(time: number, until: number, exact: number): string {
  const isShort = until < 1000;
  const unit = isShort ? 1 : 1000;
  // The simulator's times are whole microseconds.
  const digits = Math.min(isShort ? 3 : 6, Math.max(0, Math.ceil(-Math.log10(exact / unit) - 1e-9)));
  return sayLanes(isShort ? 'lanes.milliseconds' : 'lanes.seconds', { time: (time / unit).toFixed(digits) });
}
