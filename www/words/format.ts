import { say } from './strings.ts';

const NAMES = {
  sequential: 'strategy.sequential',
  threads: 'strategy.threads',
  processes: 'strategy.processes',
  coroutines: 'strategy.coroutines',
  'work-stealing': 'strategy.work-stealing',
} as const;

/** Returns the strategy's name for readers, such as “Work stealing”. */
export function strategyName(strategy: unknown): string {
  return strategy !== undefined && Object.hasOwn(NAMES, String(strategy))
    ? say(NAMES[String(strategy) as keyof typeof NAMES])
    : String(strategy);
}

/** Describes the bounds of a scenario, such as “at most 8, on 4 cores”; the text is empty if there are none. */
export function boundsOf(scenario: Readonly<Record<string, unknown>>): string {
  const { strategy, limit, workers, cores, gil, turns, serverConnections } = scenario;
  if (strategy === 'sequential') return '';
  const bounds: string[] = [];
  const add = (one: Parameters<typeof say>[0], many: Parameters<typeof say>[0], count: unknown) => {
    if (typeof count === 'number') bounds.push(say(count === 1 ? one : many, { count }));
  };
  add('bounds.limit', 'bounds.limit', limit);
  if (strategy === 'work-stealing') add('bounds.worker', 'bounds.workers', workers);
  if (strategy === 'coroutines' && turns === true) bounds.push(say('bounds.turns'));
  if (strategy === 'threads' && gil === true) bounds.push(say('bounds.gil'));
  else if (strategy !== 'coroutines') add('bounds.core', 'bounds.cores', cores);
  add('bounds.connection', 'bounds.connections', serverConnections);
  return bounds.join(', ');
}

/** Writes a duration in a unit that suits it, such as “20 ms”, “86.3 s” or “4 min 54 s”. */
export function duration(milliseconds: number): string {
  if (milliseconds < 999.5) return say('duration.ms', { ms: Number(milliseconds.toPrecision(3)) });
  const seconds = milliseconds / 1000;
  if (seconds < 119.95) return say('duration.s', { s: seconds.toFixed(1) });
  const whole = Math.round(seconds);
  const [h, min, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? say('duration.h', { h, min }) : say('duration.min', { min: Math.floor(whole / 60), s });
}

/** Writes a moment of a run, such as “4 of 81.5 s”; or “4.2 of 81.5 s”, where it is exact. */
export function progress(time: number, makespan: number, isExact: boolean): string {
  const seconds = isExact ? (time / 1000).toFixed(1) : Math.floor(time / 1000);
  const total = duration(makespan);
  // The unit stands once where both have the same.
  if (makespan < 999.5) return say('progress', { time: Math.floor(time), total });
  if (makespan < 119_950) return say('progress', { time: seconds, total });
  return say('progress', { time: time < 119_950 ? say('duration.s', { s: seconds }) : duration(time), total });
}

/** Compares the speed of two runs, such as “3.2× as fast” and “as threads”. The first part can stand alone. */
export interface Comparison {
  readonly speed: string;
  readonly than: string;
}

/** Compares a run that takes `own` milliseconds with the slowest one, which is called `name`. */
export function compare(own: number, slowest: number, name: string): Comparison {
  const speed = own === slowest ? say('compare.same') : say('compare.times', { times: times(slowest / own) });
  return { speed, than: say('compare.as', { name }) };
}

/** Writes a ratio with fewer digits the larger it is: 1.05, 3.2, 210. */
export function times(ratio: number): string {
  return ratio.toFixed(ratio < 1.1 ? 2 : ratio < 100 ? 1 : 0);
}
