import type { Scenario } from '../../run/scenario.ts';
import type { Point } from './plane.ts';

/** The fields that say where a program stands on the map. */
export type Stand = Pick<Scenario, 'strategy' | 'limit' | 'cores' | 'workers' | 'gil'>;

/** Lists the strategies that readers choose from, in the order of the article, with the fields that make them. */
export const STRATEGIES = {
  loop: { strategy: 'sequential', gil: undefined },
  coroutines: { strategy: 'coroutines', gil: undefined },
  threads: { strategy: 'threads', gil: undefined },
  gil: { strategy: 'threads', gil: true },
  processes: { strategy: 'processes', gil: undefined },
  stealing: { strategy: 'work-stealing', gil: undefined },
} as const satisfies Readonly<Record<string, Stand>>;

export type StrategyKey = keyof typeof STRATEGIES;

export const STRATEGY_KEYS = Object.keys(STRATEGIES) as StrategyKey[];

/** Returns which of the strategies a scenario has. */
export function keyOf({ strategy, gil }: Stand): StrategyKey {
  const isGil = strategy === 'threads' && gil === true;
  return STRATEGY_KEYS.find((key) => STRATEGIES[key].strategy === strategy && (key === 'gil') === isGil)!;
}

/** Returns a scenario with one of the strategies, and otherwise as it is. */
export function withStrategy(scenario: Scenario, key: StrategyKey): Scenario {
  return { ...scenario, ...STRATEGIES[key] };
}

/** Counts the tasks of a scenario. */
export function tasksOf({ tasks, grid }: Scenario): number {
  return tasks?.length ?? (grid ? grid[0] * grid[1] : 0);
}

/** Returns where a program stands on the map, as the simulator has it: src/scenario/setup.rs. */
export function pointOf(scenario: Scenario): Point {
  const { limit, cores, workers } = scenario;
  const tasks = tasksOf(scenario);
  const slots = Math.min(tasks, limit ?? tasks);
  switch (keyOf(scenario)) {
    case 'loop':
      return { slots: Math.min(1, tasks), executors: Math.min(1, tasks) };
    case 'coroutines':
    case 'gil':
      return { slots, executors: Math.min(1, slots) };
    case 'threads':
    case 'processes':
      return { slots, executors: Math.min(slots, cores ?? slots) };
    case 'stealing':
      return { slots, executors: Math.min(slots, workers ?? slots, cores ?? slots) };
  }
}

/**
 * Moves a program to a point, and changes as little of it as that takes. Where its strategy cannot stand there, it gets
 * the nearest one that can: a loop with more in flight becomes coroutines, coroutines with more at once become work
 * stealing, and threads with more at once have no lock. The ceiling of cores goes up with a point that meets it.
 */
export function moveTo(scenario: Scenario, point: Point): Scenario {
  const key = strategyFor(keyOf(scenario), point);
  let moved = withStrategy(scenario, key);
  if (key === 'loop') return moved;
  if (pointOf(moved).slots !== point.slots) moved = { ...moved, limit: point.slots };
  if ((moved.cores ?? point.executors) < point.executors) moved = { ...moved, cores: point.executors };
  if (pointOf(moved).executors !== point.executors) {
    moved = { ...moved, ...(key === 'stealing' ? { workers: point.executors } : { cores: point.executors }) };
  }
  return moved;
}

function strategyFor(key: StrategyKey, { slots, executors }: Point): StrategyKey {
  if (key === 'loop' && slots > 1) return executors > 1 ? 'threads' : 'coroutines';
  if (executors > 1 && key === 'coroutines') return 'stealing';
  if (executors > 1 && key === 'gil') return 'threads';
  return key;
}

/** The fields that are prices. A run without them is for free. */
export const PRICES = ['switchCost', 'threadStart', 'processStart', 'coroutineStart'] as const;

/** Returns a scenario in which nothing costs anything. */
export function forFree(scenario: Scenario): Scenario {
  return { ...scenario, ...Object.fromEntries(PRICES.map((price) => [price, undefined])) };
}

/** Returns whether a strategy pays for something in a scenario. */
export function hasPrice(scenario: Scenario): boolean {
  return PRICES.some((price) => (scenario[price] ?? 0) > 0);
}
