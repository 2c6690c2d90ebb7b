import { countUntil, type SeekableTimeline } from '../../run/seekable-timeline.ts';
import { isLoading, isRunning, State } from '../../run/state.ts';
import { countAt, mostOf, type Tally } from './tally.ts';

interface Found {
  /** In milliseconds of simulated time. */
  readonly time: number;
  /** When what it tells of is over; `time` where it tells of a moment alone. */
  readonly until?: number;
  /** How many tiles it tells of, or slots that start; how often it comes, where it comes again. */
  readonly count: number;
}

type Find = (timeline: SeekableTimeline, tally: Tally) => Found | undefined;

/** The least part of a run that a pause, or what comes after the last load, must take to be worth telling of. */
const LEAST = 0.02;

/** What there may be to tell of; what is most worth telling comes first. */
const FINDS = {
  nothing: ({ tasks }, tally) => (tally.tasks.ends.at(-1) === 0 ? { time: 0, count: tasks } : undefined),

  /** The first tile that there is something to do for begins, and others with it. */
  begin: (_, { tasks }) => {
    const time = tasks.starts[countUntil(tasks.ends, 0)];
    return time === undefined ? undefined : { time, count: countAt(tasks, time) };
  },

  /** The last tile is finished. */
  end: ({ tasks }, tally) => {
    const time = tally.tasks.ends.at(-1)!;
    return time > 0 ? { time, count: tasks } : undefined;
  },

  /** All slots are started. */
  start: ({ slots }, { states }) => {
    const { ends } = states[State.start]!;
    return ends.length > 0 ? { time: 0, until: ends.at(-1)!, count: slots } : undefined;
  },

  /** More tiles than ever wait for the far end; where they do so from the beginning, that tells of them. */
  queued: (timeline, tally) => later(mostOf(tally.states[State.queued]!), 1, timeline, tally),

  /** The longest of the blocking calls. */
  blocked: ({ state, start, end }, { states }) => {
    const longest = longestOf(state.length, (span) => (state[span] === State.blocked ? end[span]! - start[span]! : 0));
    if (longest === undefined) return undefined;
    return { time: start[longest]!, until: end[longest]!, count: states[State.blocked]!.starts.length };
  },

  /** The first render that is interrupted: it is not the last that happens to its tile. */
  preempt: ({ state, end, task }, { last }) => {
    const cut = end.filter((_, span) => state[span] === State.render && last[task[span]!] !== span);
    return cut.length > 0 ? { time: cut.reduce((a, b) => Math.min(a, b)), count: cut.length } : undefined;
  },

  switch: (_, { states }) => {
    const { starts } = states[State.switch]!;
    return starts.length > 0 ? { time: starts[0]!, count: starts.length } : undefined;
  },

  /** Between renders, the longest time in which no executor has anything to do. */
  pause: ({ state, start, end, makespan }) => {
    const pauses: { time: number; until: number }[] = [];
    let busy = Number.POSITIVE_INFINITY;
    for (let span = 0; span < state.length; span++) {
      if (!isRunning(state[span]!)) continue;
      if (start[span]! > busy) pauses.push({ time: busy, until: start[span]! });
      busy = busy === Number.POSITIVE_INFINITY ? end[span]! : Math.max(busy, end[span]!);
    }
    const length = (i: number) => pauses[i]!.until - pauses[i]!.time;
    const longest = longestOf(pauses.length, length);
    if (longest === undefined || length(longest) < LEAST * makespan) return undefined;
    return { ...pauses[longest]!, count: pauses.length };
  },

  /** More tiles than ever wait for an executor. */
  ready: (timeline, tally) => later(mostOf(tally.states[State.ready]!), 2, timeline, tally),

  /** The tile that is loaded first is the first that renders, without a wait. */
  first: (timeline, tally) => {
    const { state, start, end } = timeline;
    const render = state.indexOf(State.render);
    let before = spanBefore(timeline, render);
    if (state[before] === State.switch) before = spanBefore(timeline, before);
    const loaded = Math.min(
      ...[State.load, State.blocked].map((one) => tally.states[one]!.ends[0] ?? Number.POSITIVE_INFINITY),
    );
    if (before < 0 || !isLoading(state[before]!) || end[before]! > loaded) return undefined;
    return later({ time: start[render]!, count: 1 }, 1, timeline, tally);
  },

  /** From then on nothing is loading. */
  loaded: ({ makespan }, { states, tasks }) => {
    const time = Math.max(...[State.load, State.blocked].map((one) => states[one]!.ends.at(-1) ?? 0));
    const count = tasks.ends.length - countUntil(tasks.ends, time);
    return time > 0 && count > 1 && makespan - time >= LEAST * makespan ? { time, count } : undefined;
  },

  half: ({ tasks }, { tasks: { ends } }) => {
    const time = ends[Math.ceil(tasks / 2) - 1]!;
    return time > 0 && time < ends.at(-1)! ? { time, count: countUntil(ends, time) } : undefined;
  },

  /** More tiles than ever are rendered at once. */
  peak: (timeline, tally) => later(mostOf(tally.states[State.render]!), 2, timeline, tally),

  /** The last tile begins. */
  last: (timeline, tally) => later({ time: tally.tasks.starts.at(-1)!, count: 1 }, 1, timeline, tally),
} satisfies Record<string, Find>;

type Kind = keyof typeof FINDS;

/** A moment of a run that is worth telling of. */
export interface Moment extends Required<Found> {
  readonly kind: Kind;
}

/** What there is to tell of a run, that most worth telling first. It takes n log n time for n spans. */
export function momentsOf(timeline: SeekableTimeline, tally: Tally): Moment[] {
  return (Object.entries(FINDS) as [Kind, Find][]).flatMap(([kind, find]) => {
    const found = find(timeline, tally);
    return found ? { kind, until: found.time, ...found } : [];
  });
}

/** What is found after the beginning, and of at least so many tiles. */
function later(found: Found, least: number, timeline: SeekableTimeline, tally: Tally): Found | undefined {
  const begin = FINDS.begin(timeline, tally);
  return found.count >= least && begin && found.time > begin.time ? found : undefined;
}

/** The first of the longest; none where all are of no length. */
function longestOf(count: number, length: (i: number) => number): number | undefined {
  let longest: number | undefined;
  let most = 0;
  for (let i = 0; i < count; i++) {
    if (length(i) > most) [longest, most] = [i, length(i)];
  }
  return longest;
}

/** The span of the same task before this one; -1 where there is none. */
function spanBefore({ task }: SeekableTimeline, span: number): number {
  return span <= 0 ? -1 : task.lastIndexOf(task[span]!, span - 1);
}
