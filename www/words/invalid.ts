/** How much of a value an error shows, in characters. */
const MOST = 60;

/** A value as errors show it: as JSON where it can be, on one line, and cut short. */
export function formatValue(value: unknown): string {
  if (value === undefined) return 'missing';
  let text: string | undefined;
  try {
    // JSON has no word for some numbers.
    text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  } catch {
    // It holds itself, say.
  }
  text ??= String(value);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** What is wrong: which field, what it was, and what is allowed there. */
export function invalid(field: string, value: unknown, allowed: string): Error {
  return new Error(`${field} is ${formatValue(value)}; it must be ${allowed}`);
}

export function checkMoment(ms: unknown): void {
  if (typeof ms !== 'number' || Number.isNaN(ms)) throw invalid('ms', ms, 'a number of milliseconds');
}

export function checkSteps(n: unknown): void {
  if (!Number.isInteger(n) || n === 0) throw invalid('n', n, 'a whole number other than 0');
}
