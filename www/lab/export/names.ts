import type { Scenario } from '../../run/scenario.ts';
import { keyOf, pointOf, type StrategyKey } from '../state/strategies.ts';
import { FILES, type Format } from './formats.ts';

const STRATEGIES: Readonly<Record<StrategyKey, string>> = {
  loop: 'loop',
  coroutines: 'coroutines',
  threads: 'threads',
  gil: 'threads-with-gil',
  processes: 'processes',
  stealing: 'work-stealing',
};

/**
 * Names the file of these runs, such as `cvsp-coroutines-8-in-flight.webm`.
 *
 * @param at the moment that a picture shows, in milliseconds, where that is not the end
 */
export function fileName(scenarios: readonly Scenario[], format: Format, at?: number): string {
  const moment = at === undefined ? '' : `-at-${Math.round(at)}ms`;
  return `cvsp-${scenarios.map(nameOf).join('-and-')}${moment}${FILES[format].end}`;
}

function nameOf(scenario: Scenario): string {
  const key = keyOf(scenario);
  const { slots, executors } = pointOf(scenario);
  if (key === 'loop') return STRATEGIES[key];
  return `${STRATEGIES[key]}-${slots}-in-flight${executors > 1 ? `-${executors}-at-once` : ''}`;
}
