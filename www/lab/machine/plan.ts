import type { Scenario } from '../../run/scenario.ts';
import { makeSeekable } from '../../run/seekable-timeline.ts';
import type { Simulate } from '../../run/simulator.ts';
import { PRICES, pointOf } from '../state/strategies.ts';

/** Waits and works for so long, in milliseconds. */
export interface Tile {
  readonly load: number;
  readonly render: number;
}

/** Names the programs that a browser can run: one thread has one tile at a time, or many; or many threads render. */
export type Program = 'loop' | 'promises' | 'workers';

/** Says what runs in the browser. */
export interface Plan {
  readonly program: Program;
  /** The tiles' times are so many times as short as in the lab. */
  readonly factor: number;
  readonly tiles: readonly Tile[];
  readonly slots: number;
  /** How many threads render. */
  readonly renderers: number;
  /** Is the program to the simulator, and what it foretells of these times, in milliseconds. */
  readonly setup: Pick<Scenario, 'strategy' | 'limit' | 'cores'>;
  readonly foretold: number;
  /** Whether the scenario has something that no browser's program does here. */
  readonly isSimpler: boolean;
}

/** What runs is this much faster than what the lab shows, or more where it would take longer than the second number says. */
const FASTER = 100;
const MOST_MILLISECONDS = 3000;

/** Timers that follow each other take 4 ms at least in browsers, so that more tiles would take long in a loop. */
export const MOST_TILES = 256;

const LEFT_OUT = [...PRICES, 'quantum', 'turns', 'gil', 'blocking', 'serverConnections'] as const;

/** Plans the program that is at the point of a scenario, with no more threads than there are cores. */
export function planRun(simulate: Simulate, scenario: Scenario, cores: number): Plan {
  const { load, render } = makeSeekable(simulate(scenario));
  const shown = Array.from(load.subarray(0, MOST_TILES), (load, i) => ({ load, render: render[i]! }));
  const slots = scenario.chain ? 1 : Math.min(pointOf(scenario).slots, shown.length);
  const renderers = Math.min(slots, pointOf(scenario).executors, cores);
  const program = renderers > 1 ? 'workers' : slots > 1 ? 'promises' : 'loop';
  const setup: Plan['setup'] = {
    loop: { strategy: 'sequential' } as const,
    promises: { strategy: 'coroutines', limit: slots } as const,
    workers: { strategy: 'threads', limit: slots, cores: renderers } as const,
  }[program];
  const { makespan } = simulate({ ...setup, tasks: shown });
  const factor = Math.max(FASTER, Math.ceil(makespan / MOST_MILLISECONDS));
  return {
    ...{ program, factor, slots, renderers, setup },
    tiles: shown.map(({ load, render }) => ({ load: load / factor, render: render / factor })),
    foretold: makespan / factor,
    isSimpler: LEFT_OUT.some((field) => scenario[field]) || !!scenario.tasks?.some(({ after }) => after?.length),
  };
}
