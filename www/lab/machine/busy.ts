/** Takes so many steps, none of which can be left out, since the last one's place is returned. */
function walk(steps: number): number {
  let place = 1;
  for (let step = 0; step < steps; step++) place = (place * 16807) % 2147483647;
  return place;
}

/** Computes for about so many milliseconds, at a pace of steps in a millisecond. */
export function compute(milliseconds: number, pace: number): number {
  return walk(milliseconds * pace);
}

/** Takes at least so long to find the pace, with tries of at least so many milliseconds, since clocks may go by whole ones. */
const CALIBRATION = 50;
const TRY = 5;

/** Finds how many steps this thread takes in a millisecond: the most of several tries, which was disturbed least. */
export function findPace(): number {
  const start = performance.now();
  let steps = 50_000;
  let pace = 0;
  while (pace === 0 || performance.now() - start < CALIBRATION) {
    const from = performance.now();
    const place = walk(steps);
    const took = performance.now() - from;
    if (took < TRY || place === 0) steps *= 2;
    else pace = Math.max(pace, steps / took);
  }
  return pace;
}

/** Says what a browser's timers and clock allow, in milliseconds. */
export interface Limits {
  /** By how much timers are late, in the median. */
  readonly late: number;
  /** How long the shortest of timers that follow each other takes, in the median. */
  readonly shortest: number;
  /** By how much the clock goes on at the least. */
  readonly step: number;
}

export function timer(milliseconds: number): Promise<void> {
  return new Promise((ends) => setTimeout(ends, Math.round(milliseconds)));
}

export async function findLimits(): Promise<Limits> {
  const steps: number[] = [];
  for (let from = performance.now(); steps.length < 5; ) {
    const now = performance.now();
    if (now > from) steps.push(now - from);
    from = now;
  }
  const takes = async (milliseconds: number) => {
    const from = performance.now();
    await timer(milliseconds);
    return performance.now() - from;
  };
  const lates: number[] = [];
  for (let i = 0; i < 7; i++) lates.push((await takes(6)) - 6);
  const shortest: number[] = [];
  for (let i = 0; i < 7; i++) shortest.push(await takes(0));
  return { late: median(lates), shortest: median(shortest), step: Math.min(...steps) };
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1]!;
}
