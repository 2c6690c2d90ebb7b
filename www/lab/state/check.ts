import type { Simulate } from '../../run/simulator.ts';
import type { Check } from './hash.ts';

/** Returns what says whether the simulator takes a scenario. */
export function checkBy(simulate: Simulate): Check {
  return (scenario) => {
    try {
      simulate(scenario);
      return undefined;
    } catch (error) {
      return error as Error & { field?: string };
    }
  };
}
