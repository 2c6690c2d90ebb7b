import type { Scenario } from '../../run/scenario.ts';
import type { Point } from '../state/plane.ts';
import { keyOf, pointOf, STRATEGY_KEYS, type StrategyKey, withStrategy } from '../state/strategies.ts';
import { sayLab } from '../strings.ts';

/** The strategies that stand at one point have one label. */
export interface Label {
  readonly point: Point;
  readonly names: readonly string[];
  /** Whether the strategy of the scenario is among them. */
  readonly isChosen: boolean;
}

/** Labels the points where the strategies stand under the bounds of a scenario. The chosen one is named first. */
export function labelsOf(scenario: Scenario): Label[] {
  const chosen = keyOf(scenario);
  const stands: { point: Point; keys: StrategyKey[] }[] = [];
  for (const key of [chosen, ...STRATEGY_KEYS.filter((key) => key !== chosen)]) {
    const point = pointOf(withStrategy(scenario, key));
    const same = stands.find((stand) => stand.point.slots === point.slots && stand.point.executors === point.executors);
    if (same) same.keys.push(key);
    else stands.push({ point, keys: [key] });
  }
  return stands.map(({ point, keys }) => ({
    point,
    names: keys.map((key) => sayLab(`lab.strategy.${key}`)),
    isChosen: keys.includes(chosen),
  }));
}
