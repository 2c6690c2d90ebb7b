// Runs in the page: the fingerprint of what the simulator that pages load simulates there.

import { loadSimulator } from '../../../www/run/simulator.ts';
import { fingerprint } from '../../support/fingerprint.ts';

declare global {
  interface Window {
    fingerprint(scenarios: readonly object[]): Promise<string>;
  }
}
window.fingerprint = async (scenarios) => fingerprint(await loadSimulator(), scenarios);
