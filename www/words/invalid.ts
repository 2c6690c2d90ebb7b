/** How much of a value an error shows, in characters. */
const MOST = 60;

/** A value as errors show it: as JSON where it can be, on one line, and cut short. */
export function shown(value: unknown): string {
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
  return new Error(`${field} is ${shown(value)}; it must be ${allowed}`);
}

export function checkMoment(ms: unknown): void {
  if (typeof ms !== 'number' || Number.isNaN(ms)) throw invalid('ms', ms, 'a number of milliseconds');
}

export function checkSeconds(seconds: unknown): void {
  if (typeof seconds !== 'number' || Number.isNaN(seconds))
    throw invalid('currentTime', seconds, 'a number of seconds');
}

export function checkSteps(n: unknown): void {
  if (!Number.isInteger(n) || n === 0) throw invalid('n', n, 'a whole number other than 0');
}

/** @param speeds those that there are */
export function checkSpeed(speed: unknown, speeds: readonly number[]): void {
  if (!speeds.includes(speed as number)) throw invalid('playbackRate', speed, `one of ${speeds.join(', ')}`);
}
