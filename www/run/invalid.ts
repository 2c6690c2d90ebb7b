/** An error shows at most this many characters of a value. */
const MAX_LENGTH = 60;

/** Writes a value for an error message: on one line, as JSON if possible, and cut to 60 characters. */
export function formatValue(value: unknown): string {
  if (value === undefined) return 'missing';
  let text: string | undefined;
  try {
    // JSON cannot express NaN and Infinity.
    text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  } catch {
    // JSON cannot express some values, such as an object that contains itself.
  }
  text ??= String(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

/** A field that has a value which is not allowed: the value as text, and what it must be. */
export interface Invalid {
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
}

/** Creates an error with these properties. Options of the shell and fields of a scenario are worded here alone. */
export function invalidError(invalid: Invalid): Error & Invalid {
  const { field, value, allowed } = invalid;
  return Object.assign(new Error(`${field} is ${value}; it must be ${allowed}`), { field, value, allowed });
}

/** Creates an error that names the field, its value, and what is allowed. */
export function invalid(field: string, value: unknown, allowed: string): Error & Invalid {
  return invalidError({ field, value: formatValue(value), allowed });
}

/** @throws if `ms` is not a number of milliseconds */
export function checkMoment(ms: unknown): void {
  if (typeof ms !== 'number' || Number.isNaN(ms)) throw invalid('ms', ms, 'a number of milliseconds');
}

/** @throws if `seconds` is not a number */
export function checkSeconds(seconds: unknown): void {
  if (typeof seconds !== 'number' || Number.isNaN(seconds))
    throw invalid('currentTime', seconds, 'a number of seconds');
}

/** @throws if `n` is not a whole number of steps other than 0 */
export function checkSteps(n: unknown): void {
  if (!Number.isInteger(n) || n === 0) throw invalid('n', n, 'a whole number other than 0');
}

/** @throws if the field is not one of `speeds` */
export function checkSpeed(speed: unknown, speeds: readonly number[], field = 'playbackRate'): void {
  if (!speeds.includes(speed as number)) throw invalid(field, speed, `one of ${speeds.join(', ')}`);
}
