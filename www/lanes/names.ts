import type { Member } from '../panel.ts';
import { State } from '../state.ts';
import { say } from '../strings.ts';

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

export type Noun = 'thread' | 'process' | 'coroutine' | 'core';

/** What a member's slots are. */
export function slotNoun({ strategy }: Member['scenario']): Noun {
  if (strategy === 'processes') return 'process';
  // What is sequential runs in the one thread that every program has.
  return strategy === 'threads' || strategy === 'sequential' ? 'thread' : 'coroutine';
}

/** One of the lanes, such as “thread 2”. */
export function laneName(noun: Noun, number: number): string {
  return say(`lanes.${noun}`, { number });
}

/** All of them, such as “8 threads”. */
export function namesOf(noun: Noun, count: number): string {
  return say(count === 1 ? `lanes.${noun}.one` : `lanes.${noun}.many`, { count });
}
