/** Starts a worker, which is sent its role. */
export function startWorker(): Worker {
  return new Worker(new URL(/* webpackChunkName: "machine-worker" */ './worker.ts', import.meta.url));
}
