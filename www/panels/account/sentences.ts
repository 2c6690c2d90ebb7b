import { countUntil } from '../../run/seekable-timeline.ts';
import { isRunning, State } from '../../run/state.ts';
import { duration, times } from '../../words/format.ts';
import { nameOf, namesOf, SPAN_STATES, slotNoun } from '../../words/names.ts';
import type { Member } from '../panel.ts';
import type { Moment } from './moments.ts';
import { say } from './strings.ts';
import { countAt, type Tally } from './tally.ts';

/** What sentences are about. */
export interface Run extends Pick<Member, 'scenario' | 'timeline'> {
  readonly tally: Tally;
}

type Key = Parameters<typeof say>[0];
/** Words that are there twice: for one, and for any other number. */
type Family<One = Key> = One extends `${infer Name}.one` ? Name : never;
type Values = Parameters<typeof say>[1];

const SENTENCES: Readonly<Record<Moment['kind'], (moment: Moment, run: Run) => string>> = {
  nothing: ({ count }, run) => counted('account.nothing', count, { tiles: tiles(count, run) }),

  start: ({ time, until, count }, { scenario }) => {
    const slots = namesOf(slotNoun(scenario), count);
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
    const core = say(executors === 1 ? 'account.core' : 'account.core.some');
    return counted('account.switch', count, { when: at(time), core, sum: duration(sum) });
  },

  blocked: ({ time, until, count }, { timeline: { executors } }) => {
    const values = { from: from(time), until: duration(until), call: counted('account.call', count) };
    if (executors === 1) return say('account.blocked', values);
    return say('account.blocked.some', { ...values, cores: namesOf('core', executors) });
  },

  preempt: ({ time, count }) => counted('account.preempt', count, { when: at(time) }),

  pause: ({ time, until, count }, { scenario, tally, timeline: { slots, executors } }) => {
    const longest = count > 1 ? say('account.longest', { count }) : '';
    const waiting = namesOf(slotNoun(scenario), slots);
    const values = { when: at(time), from: from(time), until: duration(until), longest, slots: waiting };
    const isFull = slots > 2 && countAt(tally.tasks, time) === slots;
    if (executors > 1 || isLocked(scenario)) return say(isFull ? 'account.pause.all' : 'account.pause', values);
    return say(isFull ? 'account.pause.core.all' : 'account.pause.core', values);
  },

  ready: ({ time, count }, run) => {
    // A blocking call waits before it loads, and where nothing is to be loaded nothing is.
    const isLoaded = run.tally.states[State.blocked]!.ends.length === 0 && run.timeline.load.every((load) => load > 0);
    return say(isLoaded ? 'account.ready.loaded' : 'account.ready', { when: at(time), count, core: coreOf(run) });
  },

  peak: ({ time, count }) => say('account.peak', { when: at(time), count }),
  last: ({ time }, { timeline: { tasks } }) => say('account.last', { when: at(time), tasks }),
  loaded: ({ time, count }, { timeline: { tasks } }) => say('account.loaded', { time: duration(time), count, tasks }),
  half: ({ time, count }, { timeline: { tasks } }) => counted('account.half', count, { when: at(time), tasks }),

  end: ({ time, count }, run) => {
    // Where slots are still being started, the run goes on.
    const comparison = time < run.timeline.makespan ? undefined : comparisonOf(run);
    if (comparison === undefined) return counted('account.end', count, { when: at(time) });
    return say('account.end.compared', { when: at(time), comparison });
  },
};

/** The sentence that tells of a moment. */
export function sentenceOf(moment: Moment, run: Run): string {
  return SENTENCES[moment.kind](moment, run);
}

/** What is going on at a moment, in milliseconds; below 0 nothing has begun. It is no whole sentence. */
export function nowOf(time: number, run: Run): string {
  const { makespan, tasks } = run.timeline;
  if (time < 0) return say('account.now.before');
  if (time >= makespan) {
    const comparison = comparisonOf(run);
    const values = { time: duration(makespan) };
    return comparison === undefined
      ? say('account.now.end', values)
      : say('account.now.compared', { ...values, comparison });
  }
  const parts = doing(time, run);
  if (!SPAN_STATES.some((state) => isRunning(state) && countOf(run, state, time) > 0)) parts.push(idleOf(run));
  if (tasks > 1) parts.push(say('account.finished', { count: countUntil(run.tally.tasks.ends, time), tasks }));
  return parts.join(', ');
}

/** Words for a moment of a run, or of several together that take so long. */
export function momentText(time: number, makespan: number): string {
  if (time < 0) return say('account.at.before');
  return time >= makespan ? say('account.at.end') : at(time);
}

function at(time: number): string {
  return time === 0 ? say('account.at.start') : say('account.at', { time: duration(time) });
}

function from(time: number): string {
  return time === 0 ? say('account.from.start') : say('account.from', { time: duration(time) });
}

/** Of each state how many there are in it, such as “3 loading”. */
function doing(time: number, run: Run): string[] {
  const values = { core: coreOf(run), slots: namesOf(slotNoun(run.scenario), run.timeline.slots) };
  return SPAN_STATES.flatMap((state) => {
    const count = countOf(run, state, time);
    return count > 0 ? say(`account.doing.${nameOf(state) as SpanName}`, { count, ...values }) : [];
  });
}

type SpanName = Key extends infer One ? (One extends `account.doing.${infer Name}` ? Name : never) : never;

function countOf({ tally }: Run, state: number, time: number): number {
  return countAt(tally.states[state]!, time);
}

function tiles(count: number, { timeline: { tasks } }: Run): string {
  if (tasks === 1) return say('account.tiles.only');
  if (count === tasks) return say(count === 2 ? 'account.tiles.both' : 'account.tiles.all', { tasks });
  return say(count === 1 ? 'account.tiles.first' : 'account.tiles.some', { count, tasks });
}

/** How fast a run is beside one that does one tile after another; nothing where it does so itself. */
function comparisonOf({ scenario, timeline: { tasks, measures } }: Run): string | undefined {
  if (tasks === 1 || scenario['strategy'] === 'sequential') return undefined;
  const { speedup } = measures;
  return Math.abs(speedup - 1) < 0.005 ? say('account.same') : say('account.times', { times: times(speedup) });
}

/** Whether all threads share one lock, and it is that what they wait for. */
function isLocked({ strategy, gil }: Run['scenario']): boolean {
  return strategy === 'threads' && gil === true;
}

function coreOf({ scenario, timeline: { executors } }: Run): string {
  if (isLocked(scenario)) return say('account.core.lock');
  return say(executors === 1 ? 'account.core' : 'account.core.some');
}

function idleOf({ scenario, timeline: { executors } }: Run): string {
  if (isLocked(scenario)) return say('account.idle.lock');
  return say(executors === 1 ? 'account.idle' : 'account.idle.some');
}

function counted(family: Family, count: number, values?: Values): string {
  return say(count === 1 ? `${family}.one` : `${family}.many`, { count, ...values });
}
