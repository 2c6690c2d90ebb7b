import { countUntil } from '../../run/seekable-timeline.ts';
import { isRunning, State } from '../../run/state.ts';
import { countOpenAt, type Tally } from '../../run/tally.ts';
import { duration, times } from '../../words/format.ts';
import { countedNoun, isLocked, SPAN_STATES, slotNoun, stateKey } from '../../words/names.ts';
import type { Member } from '../panel.ts';
import type { NotableEvent } from './notable-events.ts';
import { sayAccount } from './strings.ts';

/** A run with its tally, as the sentences need it. */
export interface TalliedRun extends Pick<Member, 'scenario' | 'timeline'> {
  readonly tally: Tally;
}

type Key = Parameters<typeof sayAccount>[0];
/** Lists the keys that exist twice: `.one` for the number 1, and `.many` for all others. */
type Family<One = Key> = One extends `${infer Name}.one` ? Name : never;
type Values = Parameters<typeof sayAccount>[1];

const SENTENCES: Readonly<Record<NotableEvent['kind'], (event: NotableEvent, run: TalliedRun) => string>> = {
  nothing: ({ count }, run) => counted('account.nothing', count, { tiles: tiles(count, run) }),

  start: ({ time, until, count }, { scenario }) => {
    const slots = countedNoun(slotNoun(scenario), count);
    return counted('account.start', count, { when: at(time), slots, time: duration(until - time) });
  },

  begin: ({ time, count }, run) => {
    const is = (state: number) => countOf(run, state, time);
    const values = { when: at(time), tiles: tiles(count, run), doing: doing(time, run).join(', ') };
    if (is(State.load) === count) return counted('account.load', count, values);
    if (is(State.render) === count) return counted('account.render', count, values);
    if (is(State.queued) === 0) return counted('account.begin', count, values);
    return counted('account.served', is(State.queued), { ...values, served: is(State.load) });
  },

  queued: ({ time, count }, run) =>
    counted('account.queued', count, { when: at(time), served: countOf(run, State.load, time) }),

  first: ({ time }, { timeline: { tasks } }) => counted('account.first', tasks, { when: at(time) }),

  switch: ({ time, count }, { tally, timeline: { executors } }) => {
    const { starts, ends } = tally.states[State.switch]!;
    const sum = ends.reduce((sum, end, i) => sum + end - starts[i]!, 0);
    const core = sayAccount(executors === 1 ? 'account.core' : 'account.core.some');
    return counted('account.switch', count, { when: at(time), core, sum: duration(sum) });
  },

  blocked: ({ time, until, count }, { timeline: { executors } }) => {
    const values = { from: from(time), until: duration(until), call: counted('account.call', count) };
    if (executors === 1) return sayAccount('account.blocked', values);
    return sayAccount('account.blocked.some', { ...values, cores: countedNoun('core', executors) });
  },

  preempt: ({ time, count }) => counted('account.preempt', count, { when: at(time) }),

  pause: ({ time, until, count }, { scenario, tally, timeline: { slots, executors } }) => {
    const longest = count > 1 ? sayAccount('account.longest', { count }) : '';
    const waiting = countedNoun(slotNoun(scenario), slots);
    const values = { when: at(time), from: from(time), until: duration(until), longest, slots: waiting };
    const isFull = slots > 2 && countOpenAt(tally.tasks, time) === slots;
    if (executors > 1 || isLocked(scenario)) return sayAccount(isFull ? 'account.pause.all' : 'account.pause', values);
    return sayAccount(isFull ? 'account.pause.core.all' : 'account.pause.core', values);
  },

  ready: ({ time, count }, run) => {
    // A tile may also wait for the turn in which it asks for its load, to make a blocking call, or with nothing to load.
    const { state, start, end, loadedBefore } = run.timeline;
    const isLoaded = state.every(
      (one, span) => one !== State.ready || start[span]! > time || end[span]! <= time || loadedBefore[span]! > 0,
    );
    return sayAccount(isLoaded ? 'account.ready.loaded' : 'account.ready', {
      when: at(time),
      count,
      core: coreOf(run),
    });
  },

  peak: ({ time, count }) => sayAccount('account.peak', { when: at(time), count }),
  last: ({ time }, { timeline: { tasks } }) => sayAccount('account.last', { when: at(time), tasks }),
  loaded: ({ time, count }, { timeline: { tasks } }) =>
    sayAccount('account.loaded', { time: duration(time), count, tasks }),
  half: ({ time, count }, { timeline: { tasks } }) => counted('account.half', count, { when: at(time), tasks }),

  end: ({ time, count }, run) => {
    // The run may last longer than its last tile, since slots may still be starting.
    const comparison = time < run.timeline.makespan ? undefined : comparisonOf(run);
    if (comparison === undefined) return counted('account.end', count, { when: at(time) });
    return sayAccount('account.end.compared', { when: at(time), comparison });
  },
};

/** Returns the sentence that describes an event. */
export function sentenceOf(event: NotableEvent, run: TalliedRun): string {
  return SENTENCES[event.kind](event, run);
}

/**
 * Describes what the tiles are doing at a moment, as a part of a sentence.
 *
 * @param time in milliseconds of simulated time; below 0 before the start
 */
export function activityAt(time: number, run: TalliedRun): string {
  const { makespan, tasks } = run.timeline;
  if (time < 0) return sayAccount('account.now.before');
  if (time >= makespan) {
    const comparison = comparisonOf(run);
    const values = { time: duration(makespan) };
    return comparison === undefined
      ? sayAccount('account.now.end', values)
      : sayAccount('account.now.compared', { ...values, comparison });
  }
  const parts = doing(time, run);
  const mayRun = (state: number) => isRunning(state) || state === State.unknown;
  if (!SPAN_STATES.some((state) => mayRun(state) && countOf(run, state, time) > 0)) parts.push(idleOf(run));
  if (tasks > 1) parts.push(sayAccount('account.finished', { count: countUntil(run.tally.tasks.ends, time), tasks }));
  return parts.join(', ');
}

/** Names a moment, such as “At 4.2 s”, of a run, or of a group of runs whose longest takes `makespan`. */
export function momentText(time: number, makespan: number): string {
  if (time < 0) return sayAccount('account.at.before');
  return time >= makespan ? sayAccount('account.at.end') : at(time);
}

function at(time: number): string {
  return time === 0 ? sayAccount('account.at.start') : sayAccount('account.at', { time: duration(time) });
}

function from(time: number): string {
  return time === 0 ? sayAccount('account.from.start') : sayAccount('account.from', { time: duration(time) });
}

/** Counts the tiles in each state, such as “3 loading”. */
function doing(time: number, run: TalliedRun): string[] {
  const values = { core: coreOf(run), slots: countedNoun(slotNoun(run.scenario), run.timeline.slots) };
  return SPAN_STATES.flatMap((state) => {
    const count = countOf(run, state, time);
    return count > 0 ? sayAccount(`account.doing.${stateKey(state) as SpanName}`, { count, ...values }) : [];
  });
}

type SpanName = Key extends infer One ? (One extends `account.doing.${infer Name}` ? Name : never) : never;

function countOf({ tally }: TalliedRun, state: number, time: number): number {
  return countOpenAt(tally.states[state]!, time);
}

function tiles(count: number, { timeline: { tasks } }: TalliedRun): string {
  if (tasks === 1) return sayAccount('account.tiles.only');
  if (count === tasks) return sayAccount(count === 2 ? 'account.tiles.both' : 'account.tiles.all', { tasks });
  return sayAccount(count === 1 ? 'account.tiles.first' : 'account.tiles.some', { count, tasks });
}

/** Compares the run with one that does one tile after another; a sequential run is not compared. */
function comparisonOf({ scenario, timeline: { tasks, measures } }: TalliedRun): string | undefined {
  if (tasks === 1 || scenario['strategy'] === 'sequential') return undefined;
  const { speedup } = measures;
  return Math.abs(speedup - 1) < 0.005
    ? sayAccount('account.same')
    : sayAccount('account.times', { times: times(speedup) });
}

function coreOf({ scenario, timeline: { executors } }: TalliedRun): string {
  if (isLocked(scenario)) return sayAccount('account.core.lock');
  return sayAccount(executors === 1 ? 'account.core' : 'account.core.some');
}

function idleOf({ scenario, timeline: { executors } }: TalliedRun): string {
  if (isLocked(scenario)) return sayAccount('account.idle.lock');
  return sayAccount(executors === 1 ? 'account.idle' : 'account.idle.some');
}

function counted(family: Family, count: number, values?: Values): string {
  return sayAccount(count === 1 ? `${family}.one` : `${family}.many`, { count, ...values });
}
