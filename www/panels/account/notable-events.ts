import { countUntil, type SeekableTimeline } from '../../run/seekable-timeline.ts';
import { isLoading, isRunning, State } from '../../run/state.ts';
import { countOpenAt, peakOf, type Tally } from '../../run/tally.ts';

interface Finding {
  /** The event begins at this moment, in milliseconds of simulated time. */
  readonly time: number;
  /** The event ends at this moment; a finding without it is over at once. */
  readonly until?: number;
  /** Counts the tiles or slots that the event is about, or how often it happens in the run. */
  readonly count: number;
}

type Finder = (timeline: SeekableTimeline, tally: Tally) => Finding | undefined;

/** A pause, or the rest of a run after its last load, is notable if it takes at least this part of the run. */
const MIN_SHARE = 0.02;

/** Each function looks for one kind of event. The most notable kinds come first. */
const FINDERS = {
  nothing: ({ tasks }, tally) => (tally.tasks.ends.at(-1) === 0 ? { time: 0, count: tasks } : undefined),

  /** Finds when the first tile with anything to do begins, and counts the tiles that begin then. */
  begin: (_, { tasks }) => {
    const time = tasks.starts[countUntil(tasks.ends, 0)];
    return time === undefined ? undefined : { time, count: countOpenAt(tasks, time) };
  },

  /** Finds when the last tile is finished. */
  end: ({ tasks }, tally) => {
    const time = tally.tasks.ends.at(-1)!;
    return time > 0 ? { time, count: tasks } : undefined;
  },

  /** Finds how long it takes to start all slots. */
  start: ({ slots }, { states }) => {
    const { ends } = states[State.start]!;
    return ends.length > 0 ? { time: 0, until: ends.at(-1)!, count: slots } : undefined;
  },

  /** Finds when most tiles wait for the server. If that is when the first tile begins, `begin` tells it already. */
  queued: (timeline, tally) => later(peakOf(tally.states[State.queued]!), 1, timeline, tally),

  /** Finds the longest blocking call. */
  blocked: ({ state, start, end }, { states }) => {
    const longest = longestOf(state.length, (span) => (state[span] === State.blocked ? end[span]! - start[span]! : 0));
    if (longest === undefined) return undefined;
    return { time: start[longest]!, until: end[longest]!, count: states[State.blocked]!.starts.length };
  },

  /** Finds the first interrupted render: its tile stands in line next. Of a recording, tiles may load again instead. */
  preempt: ({ state, end, task, tasks }) => {
    const next = new Uint8Array(tasks);
    const cut: number[] = [];
    const stands = (state: number) => state === State.ready || state === State.switch || state === State.render;
    for (let span = state.length - 1; span >= 0; span--) {
      const one = task[span]!;
      if (one < 0) continue;
      if (state[span] === State.render && stands(next[one]!)) cut.push(end[span]!);
      next[one] = state[span]!;
    }
    return cut.length > 0 ? { time: cut.reduce((a, b) => Math.min(a, b)), count: cut.length } : undefined;
  },

  switch: (_, { states }) => {
    const { starts } = states[State.switch]!;
    return starts.length > 0 ? { time: starts[0]!, count: starts.length } : undefined;
  },

  /** Finds the longest time between renders in which every executor is idle, where all is known of what tasks did. */
  pause: ({ state, start, end, makespan }) => {
    if (state.includes(State.unknown)) return undefined;
    const pauses: { time: number; until: number }[] = [];
    let busy = Number.POSITIVE_INFINITY;
    for (let span = 0; span < state.length; span++) {
      if (!isRunning(state[span]!)) continue;
      if (start[span]! > busy) pauses.push({ time: busy, until: start[span]! });
      busy = busy === Number.POSITIVE_INFINITY ? end[span]! : Math.max(busy, end[span]!);
    }
    const length = (i: number) => pauses[i]!.until - pauses[i]!.time;
    const longest = longestOf(pauses.length, length);
    if (longest === undefined || length(longest) < MIN_SHARE * makespan) return undefined;
    return { ...pauses[longest]!, count: pauses.length };
  },

  /** Finds when most tiles wait for an executor. */
  ready: (timeline, tally) => later(peakOf(tally.states[State.ready]!), 2, timeline, tally),

  /** Finds the first render, if its tile is also the first that is loaded and it does not wait in between. */
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

  /** Finds when the last load ends, and counts the tiles that are not finished then. */
  loaded: ({ makespan }, { states, tasks }) => {
    const time = Math.max(...[State.load, State.blocked].map((one) => states[one]!.ends.at(-1) ?? 0));
    const count = tasks.ends.length - countUntil(tasks.ends, time);
    return time > 0 && count > 1 && makespan - time >= MIN_SHARE * makespan ? { time, count } : undefined;
  },

  half: ({ tasks }, { tasks: { ends } }) => {
    const time = ends[Math.ceil(tasks / 2) - 1]!;
    return time > 0 && time < ends.at(-1)! ? { time, count: countUntil(ends, time) } : undefined;
  },

  /** Finds when most tiles are rendered at once. */
  peak: (timeline, tally) => later(peakOf(tally.states[State.render]!), 2, timeline, tally),

  /** Finds when the last tile begins. */
  last: (timeline, tally) => later({ time: tally.tasks.starts.at(-1)!, count: 1 }, 1, timeline, tally),
} satisfies Record<string, Finder>;

type Kind = keyof typeof FINDERS;

/** Describes an event that the account of a run may mention. */
export interface NotableEvent extends Required<Finding> {
  readonly kind: Kind;
}

/** Finds the notable events of a run, the most notable first, in n log n time for n spans. */
export function notableEventsOf(timeline: SeekableTimeline, tally: Tally): NotableEvent[] {
  return (Object.entries(FINDERS) as [Kind, Finder][]).flatMap(([kind, find]) => {
    const found = find(timeline, tally);
    return found ? { kind, until: found.time, ...found } : [];
  });
}

/** Drops a finding that is not after the run's beginning, or that counts fewer than `min`. */
function later(found: Finding, min: number, timeline: SeekableTimeline, tally: Tally): Finding | undefined {
  const begin = FINDERS.begin(timeline, tally);
  return found.count >= min && begin && found.time > begin.time ? found : undefined;
}

/** Returns the index of the longest, the first one of several; nothing if all have length 0. */
function longestOf(count: number, length: (i: number) => number): number | undefined {
  let longest: number | undefined;
  let max = 0;
  for (let i = 0; i < count; i++) {
    if (length(i) > max) [longest, max] = [i, length(i)];
  }
  return longest;
}

/** Returns the previous span of the same task, or -1. */
function spanBefore({ task }: SeekableTimeline, span: number): number {
  return span <= 0 ? -1 : task.lastIndexOf(task[span]!, span - 1);
}
