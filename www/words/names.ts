import { State } from '../run/state.ts';
import { addStrings } from './strings.ts';

/** The names of states and slots, which several panels use. */
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
  'state.unknown': 'unknown',
  'slots.thread.one': '1 thread',
  'slots.thread.many': '{count} threads',
  'slots.process.one': '1 process',
  'slots.process.many': '{count} processes',
  'slots.coroutine.one': '1 coroutine',
  'slots.coroutine.many': '{count} coroutines',
  'slots.lock.one': 'the lock',
  'slots.lock.many': '{count} locks',
  'slots.core.one': '1 core',
  'slots.core.many': '{count} cores',
});

/** Lists the states that a span can have, in the order in which a task passes through them. */
export const SPAN_STATES = [
  State.start,
  State.queued,
  State.load,
  State.blocked,
  State.ready,
  State.switch,
  State.render,
  State.unknown,
] as const;

const KEYS = Object.keys(State) as (keyof typeof State)[];

/** Returns the state's name in code, such as `load`. */
export function stateKey(state: number): keyof typeof State {
  return KEYS[state]!;
}

/** Returns the state's name for readers, such as “loading”. */
export function stateName(state: number): string {
  return sayName(`state.${stateKey(state)}`);
}

export type Noun = 'thread' | 'process' | 'coroutine' | 'core' | 'lock';

/** Returns what a slot is called in this scenario. */
export function slotNoun({ strategy }: Readonly<Record<string, unknown>>): Noun {
  if (strategy === 'processes') return 'process';
  // Sequential code runs in the one thread that every program has.
  return strategy === 'threads' || strategy === 'sequential' ? 'thread' : 'coroutine';
}

/** Returns whether threads have a global interpreter lock for their only executor, and not a core. */
export function isLocked({ strategy, gil }: Readonly<Record<string, unknown>>): boolean {
  return strategy === 'threads' && gil === true;
}

/** Writes a noun with a number, such as “8 threads”. */
export function countedNoun(noun: Noun, count: number): string {
  return sayName(count === 1 ? `slots.${noun}.one` : `slots.${noun}.many`, { count });
}
