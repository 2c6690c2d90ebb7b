import { invalid } from '../run/invalid.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };

/**
 * Converts a text such as “4.2s”, “800ms”, “1.5min”, “50%”, “start” or “end” to a moment of a run, in milliseconds.
 *
 * @param makespan the length of the run in milliseconds; later moments are moved to its end
 * @throws an error that names `field`, the text, and what is allowed
 */
export function parseMoment(field: string, text: string, makespan: number): number {
  const trimmed = text.trim();
  if (trimmed === 'start') return 0;
  if (trimmed === 'end') return makespan;
  const [, number, unit] = /^(\d+(?:\.\d+)?|\.\d+)\s*(ms|s|min|%)$/.exec(trimmed) ?? [];
  if (number === undefined || unit === undefined) {
    throw invalid(field, text, 'a moment such as "4.2s", "800ms", "1.5min", "50%", "start" or "end"');
  }
  return Math.min(makespan, unit === '%' ? (Number(number) / 100) * makespan : Number(number) * UNITS[unit]!);
}
