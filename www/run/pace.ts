import type { SeekableTimeline } from './seekable-timeline.ts';

/** A run is watched for at most so long, in milliseconds, where its pace is chosen for it. */
const LONGEST = 25_000;
/** A recording that takes less than this, in milliseconds, is played in slow motion, for some as long as the second. */
const [BRIEF, SLOW] = [5000, 8000];
/** Time-lapse has at least this part of that. */
const LEAST_LAPSE = 0.2;

/** How many milliseconds of simulated time may go by in one that is watched, where that is chosen. */
export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16];

type Run = Pick<SeekableTimeline, 'makespan' | 'task' | 'end' | 'recording'>;

/** Says how fast a run is played: as fast as life until a moment, and then so many times as fast. */
export interface Pace {
  /** The moment is in milliseconds of simulated time. */
  readonly until: number;
  readonly factor: number;
}

/** Returns the pace that is the same from the start to the end. */
export function evenPace(factor: number): Pace {
  return { until: 0, factor };
}

/**
 * Finds the pace of figures that play together: nobody waits for long where no more is to be learnt.
 *
 * They play as fast as life until what can be seen has been seen: only the slowest of several is not finished, or the
 * third tile of a single one is. From then on they play in time-lapse, so that all lasts 25 s at the most. Where that
 * would be too late, all is in time-lapse. What programs did is over soon: it is in slow motion.
 */
export function paceOf(timelines: readonly Run[]): Pace {
  const ends = timelines.map(({ makespan }) => makespan).sort((a, b) => b - a);
  const makespan = ends[0] ?? 0;
  if (timelines[0]?.recording && makespan > 0 && makespan < BRIEF) return evenPace(+(makespan / SLOW).toPrecision(1));
  if (makespan <= LONGEST) return evenPace(1);
  const until = ends[1] ?? thirdEnd(timelines[0]!);
  if (until > (1 - LEAST_LAPSE) * LONGEST) return evenPace(Math.ceil(makespan / LONGEST));
  return { until, factor: Math.ceil((makespan - until) / (LONGEST - until)) };
}

/** Returns what moment has come when a run was played so long from its start, both in milliseconds. */
export function simulatedAfter(played: number, { until, factor }: Pace): number {
  return played < until ? played : until + (played - until) * factor;
}

/** Returns how long a run is played until a moment comes, both in milliseconds. */
export function playedUntil(simulated: number, { until, factor }: Pace): number {
  return simulated < until ? simulated : until + (simulated - until) / factor;
}

/** Returns when the third tile of a run is finished, or the last one where there are fewer. */
function thirdEnd({ task, end, makespan }: Run): number {
  const ends = new Map<number, number>();
  for (let span = 0; span < task.length; span++) if (task[span]! >= 0) ends.set(task[span]!, end[span]!);
  return [...ends.values()].sort((a, b) => a - b)[2] ?? makespan;
}
