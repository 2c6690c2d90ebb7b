import { State } from '../../run/state.ts';
import type { Member } from '../panel.ts';

/** The numbers that stand in every listing, and that a figure's own take the place of. */
export interface Numbers {
  /** The number of tiles, which listings have as 16. */
  readonly tiles: number;
  /** The most tiles in flight, which listings have as 8; nothing where there is no limit. */
  readonly limit: number | undefined;
  /** The number of executors, which listings have as 4. */
  readonly workers: number;
  /** The tiles whose load is a blocking call, which listings have as 10. */
  readonly blocking: readonly number[];
}

const CONDITION = /^\s*(?:\/\/|#) if: limit$/;

export function numbersOf({ scenario, timeline }: Pick<Member, 'scenario' | 'timeline'>): Numbers {
  const { tasks, executors, state, task } = timeline;
  const blocking = [...new Set(task.filter((_, span) => state[span] === State.blocked))].sort((a, b) => a - b);
  const limit = scenario['limit'];
  return { tiles: tasks, limit: typeof limit === 'number' ? limit : undefined, workers: executors, blocking };
}

/** Returns a listing with a figure's numbers in it, and without a limit where the figure has none. */
export function programFor(listing: string, { tiles, limit, workers, blocking }: Numbers): string {
  const numbers: Readonly<Record<string, string | number>> = {
    ...{ 16: tiles, 8: limit ?? tiles, 4: workers },
    10: blocking.join(', '),
  };
  return withCondition(listing.split('\n'), limit !== undefined)
    .map((line) => line.replace(/\b(?:16|8|4|10)\b/g, (number) => String(numbers[number])))
    .join('\n');
}

/** Takes out marks of a condition, and where it does not hold, the lines below them; what those hold moves to the left. */
function withCondition(lines: readonly string[], holds: boolean): string[] {
  const kept: string[] = [];
  /** What is deeper than this has lost the line that held it. */
  let opened: number | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const depth = line.search(/\S/);
    if (opened !== undefined && depth >= 0 && depth <= opened) opened = undefined;
    if (CONDITION.test(line)) {
      if (holds) continue;
      const dropped = lines[++i]!;
      if (dropped.endsWith(':')) opened = dropped.search(/\S/);
      // What stood between blank lines leaves no more of them than there were before it.
      while (lines[i + 1] === '' && kept.at(-1) === '') kept.pop();
    } else {
      kept.push(opened === undefined || depth < 0 ? line : line.slice(4));
    }
  }
  return kept;
}
