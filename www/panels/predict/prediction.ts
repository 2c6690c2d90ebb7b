/** Is the scale of time that flags stand on. Times are in milliseconds. */
export interface Scale {
  readonly until: number;
  readonly step: number;
}

/** These are the first digits of where scales end. */
const ENDS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/**
 * Finds a scale that leaves room behind the longest run, so that its end gives nothing away. It has 100 to 400 steps.
 *
 * @param longest in milliseconds
 */
export function scaleFor(longest: number): Scale {
  const least = 1.2 * Math.max(longest, 1e-3);
  const power = 10 ** Math.floor(Math.log10(least));
  const end = ENDS.find((end) => end * power >= least)!;
  return { until: end * power, step: power / (end < 5 ? 100 : 20) };
}

/** Returns how far a prediction is off, in whole per cent of what it took; of a run that takes no time, none or all. */
export function percentOff(said: number, took: number): number {
  if (said === took) return 0;
  return took > 0 ? Math.round((100 * Math.abs(said - took)) / took) : 100;
}
