import { State } from '../run/state.ts';
import { addStrings } from './strings.ts';

/** What states and slots are called, by whichever panel speaks of them. */
const sayName = addStrings({
  'state.idle': 'not begun',
  'state.queued': 'queued',
  'state.load': 'loading',
  'state.blocked': 'blocking',
  'state.ready': 'ready',
  'state.switch': 'switching',
  'state.render': 'rendering',
  'state.finished': 'finished',
  'state.start': 'starting',
  'slots.thread.one': '1 thread',
  'slots.thread.many': '{count} threads',
  'slots.process.one': '1 process',
  'slots.process.many': '{count} processes',
  'slots.coroutine.one': '1 coroutine',
  'slots.coroutine.many': '{count} coroutines',
  'slots.core.one': '1 core',
  'slots.core.many': '{count} cores',
});

/** The states that a span can be in, in the order in which a task comes to them. */
export const SPAN_STATES = [
  State.start,
  State.queued,
  State.load,
  State.blocked,
  State.ready,
  State.switch,
  State.render,
] as const;

const NAMES = Object.keys(State) as (keyof typeof State)[];

/** The state's name in code. */
export function stateKey(state: number): keyof typeof State {
  return NAMES[state]!;
}

/** The state's name for people. */
export function stateName(state: number): string {
  return sayName(`state.${stateKey(state)}`);
}

export type Noun = 'thread' | 'process' | 'coroutine' | 'core';

/** What a member's slots are. */
export function slotNoun({ strategy }: Readonly<Record<string, unknown>>): Noun {
  if (strategy === 'processes') return 'process';
  // What is sequential runs in the one thread that every program has.
  return strategy === 'threads' || strategy === 'sequential' ? 'thread' : 'coroutine';
}

/** So many of them, such as “8 threads”. */
export function countedNoun(noun: Noun, count: number): string {
  return sayName(count === 1 ? `slots.${noun}.one` : `slots.${noun}.many`, { count });
}
