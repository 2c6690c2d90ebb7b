import type { Simulate } from '../../run/simulator.ts';
import type { Computer } from './computer.ts';
import { Pool } from './pool.ts';
import { Slices } from './slices.ts';

/**
 * Computes in workers as soon as they listen, and until then in slices on the main thread. Where no worker can be started,
 * as under a policy that forbids it, it goes on in slices, and the console says why.
 */
export function startComputing(simulate: Simulate): Computer {
  const slices = new Slices(simulate);
  let pool: Pool | undefined;
  let isEnded = false;
  Pool.start().then(
    (started) => {
      if (isEnded) started.end();
      else pool = started;
    },
    ({ message }: Error) => console.info(`cvsp: the lab computes without workers: ${message}`),
  );
  return {
    request(request, answers) {
      if (!pool) return slices.request(request, answers);
      slices.end();
      return pool.request(request, answers);
    },
    end() {
      isEnded = true;
      slices.end();
      pool?.end();
    },
  };
}
