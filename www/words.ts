/** What the captions say: numbers and names as words. */

const NAMES: Readonly<Record<string, string>> = {
  sequential: 'Sequential',
  threads: 'Threads',
  processes: 'Processes',
  coroutines: 'Coroutines',
  'work-stealing': 'Work stealing',
};

export function strategyName(strategy: unknown): string {
  return NAMES[String(strategy)] ?? String(strategy);
}

/** What bounds a strategy, such as “at most 8, on 4 cores”; empty where nothing does. */
export function boundsOf(scenario: Readonly<Record<string, unknown>>): string {
  const { strategy, limit, workers, cores, gil, serverConnections } = scenario;
  if (strategy === 'sequential') return '';
  const bounds: string[] = [];
  const add = (before: string, count: unknown, thing = '') => {
    if (typeof count === 'number') bounds.push(before + count + thing + (thing && count !== 1 ? 's' : ''));
  };
  add('at most ', limit);
  if (strategy === 'work-stealing') add('', workers, ' worker');
  if (strategy === 'threads' && gil === true) bounds.push('one GIL');
  else if (strategy !== 'coroutines') add('on ', cores, ' core');
  add('', serverConnections, ' connection');
  return bounds.join(', ');
}

/** A duration for people, such as “20 ms”, “86.3 s” or “4 min 54 s”. */
export function duration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Number(milliseconds.toPrecision(3))} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 119.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}

/** How fast a run is beside another, in two parts: the first can stand alone where room is scarce. */
export interface Comparison {
  readonly speed: string;
  readonly than: string;
}

/** How a run of `own` milliseconds compares with one that takes `slowest`, which is called `name`. */
export function compare(own: number, slowest: number, name: string): Comparison {
  if (own === slowest) return { speed: 'as fast', than: `as ${name}` };
  const ratio = slowest / own;
  return { speed: `${ratio.toFixed(ratio < 1.1 ? 2 : ratio < 100 ? 1 : 0)}× faster`, than: `than ${name}` };
}
