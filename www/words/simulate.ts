import type { ScenarioError } from '../../pkg/cvsp.js';
import type { Simulate } from '../run/simulator.ts';
import { invalidError } from './invalid.ts';

/** Makes the simulator throw errors that name the field, its value and what is allowed. By itself it throws plain objects. */
export function withErrors(simulate: Simulate): Simulate {
  return (scenario) => {
    try {
      return simulate(scenario);
    } catch (error) {
      // An engine throws errors of its own, for example if memory is short.
      throw error instanceof Error ? error : invalidError(error as ScenarioError);
    }
  };
}
