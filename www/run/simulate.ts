import { simulate as run, type ScenarioError } from '../../pkg/cvsp.js';
import { invalidError } from './invalid.ts';

export type Simulate = typeof run;

/**
 * Runs a scenario, once the simulator is loaded.
 *
 * @throws an error that names the field, its value and what is allowed
 */
export const simulate: Simulate = (scenario) => {
  try {
    return run(scenario);
  } catch (error) {
    // What the simulator refuses is a plain object. An engine throws errors, for example if memory is short.
    throw error instanceof Error ? error : invalidError(error as ScenarioError);
  }
};
