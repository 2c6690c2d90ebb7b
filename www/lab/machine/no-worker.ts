import type { startWorker as Own } from './start-worker.ts';

/** Stands in for ./start-worker.ts in the package, whose workers a bundler would have to find. */
export const startWorker: typeof Own = () => {
  throw new Error('the package has no workers; js/cvsp/lab.js has');
};
