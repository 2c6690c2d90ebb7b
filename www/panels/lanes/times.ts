import { sayLanes } from './strings.ts';

/** Returns the times of an axis's ticks: from 0 to `until`, in at most `max` steps of 1, 2 or 5 times a power of ten. */
export function ticks(until: number, max: number): number[] {
  if (until <= 0) return [0];
  const power = 10 ** Math.floor(Math.log10(until / max));
  const step = power * ([1, 2, 5].find((factor) => until / (factor * power) <= max) ?? 10);
  return Array.from({ length: Math.floor(until / step + 1e-9) + 1 }, (_, i) => i * step);
}

/**
 * Writes a time, in milliseconds or seconds. All times of a chart have the same unit.
 *
 * @param until the end of the chart, in milliseconds
 * @param exact the smallest difference that two texts must show, in milliseconds
 */
export function timeText(time: number, until: number, exact: number): string {
  const isShort = until < 1000;
  const unit = isShort ? 1 : 1000;
  // The simulator's times are whole microseconds.
  const digits = Math.min(isShort ? 3 : 6, Math.max(0, Math.ceil(-Math.log10(exact / unit) - 1e-9)));
  return sayLanes(isShort ? 'lanes.milliseconds' : 'lanes.seconds', { time: (time / unit).toFixed(digits) });
}
