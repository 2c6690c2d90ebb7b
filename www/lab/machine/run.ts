import type { Message, Outcome, Role } from './messages.ts';
import type { Plan } from './plan.ts';
import { startWorker } from './start-worker.ts';

/**
 * Runs a program in workers, which are gone when it is over.
 *
 * @param progress is told how many tiles are finished
 * @param signal ends it
 * @throws where a worker cannot be started, since a policy forbids it or its file does not load; where it takes too long
 */
export async function runHere(plan: Plan, progress: (finished: number) => void, signal: AbortSignal): Promise<Outcome> {
  signal.throwIfAborted();
  const workers: Worker[] = [];
  try {
    return await new Promise((end, fail) => {
      signal.addEventListener('abort', () => fail(signal.reason));
      const add = (role: Role, ports: readonly MessagePort[]): Worker => {
        const worker = startWorker();
        workers.push(worker);
        worker.onerror = ({ message }) => fail(new Error(message || 'the worker did not load'));
        worker.postMessage(role, [...ports]);
        return worker;
      };
      const { program, renderers, tiles, slots } = plan;
      const channels = Array.from({ length: program === 'workers' ? renderers : 0 }, () => new MessageChannel());
      for (const { port2 } of channels) add('render', [port2]);
      const runner = add(
        { tiles, slots },
        channels.map(({ port1 }) => port1),
      );
      runner.onmessage = ({ data: { finished, outcome, failed } }: MessageEvent<Message>) => {
        if (finished !== undefined) progress(finished);
        if (outcome) end(outcome);
        if (failed !== undefined) fail(new Error(failed));
      };
    });
  } finally {
    for (const worker of workers) worker.terminate();
  }
}
