import { isLocked } from '../../words/names.ts';
import type { Member } from '../panel.ts';
import { numbersOf } from './program.ts';
import { PROGRAMS } from './programs.ts';

/** Is all of a member that its programs depend on. */
export type Run = Pick<Member, 'scenario' | 'timeline'>;

/** Finds the programs that do what a member does. Of these languages, only Python has a lock for its interpreter. */
export function programsOf(run: Run): (typeof PROGRAMS)[string] {
  const { javascript, ...others } = PROGRAMS[nameOf(run)]!;
  if (isLocked(run.scenario)) return { python: others.python! };
  return javascript === undefined || takesTurns(run) ? others : { ...others, javascript };
}

/** Returns whether an event loop comes to each task before it begins, as in asyncio and Tokio, but not in JavaScript. */
export function takesTurns({ scenario: { strategy, turns } }: Run): boolean {
  return strategy === 'coroutines' && turns === true;
}

/** Returns whether tiles come after others, of which the programs know nothing. */
export function hasOrder({ scenario: { chain, tasks } }: Run): boolean {
  return chain === true || (Array.isArray(tasks) && tasks.some((task) => task.after?.length > 0));
}

function nameOf(run: Run): string {
  const { strategy } = run.scenario;
  return numbersOf(run).blocking.length > 0 ? `${strategy}-blocking` : String(strategy);
}
