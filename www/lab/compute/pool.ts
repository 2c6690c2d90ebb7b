import { invalidError } from '../../run/invalid.ts';
import type { Answers, Computer, Request } from './computer.ts';

/** Is what a worker sends, but for `null`, by which it says that it listens. */
interface Message {
  readonly id?: number;
  readonly first?: number;
  readonly times?: Float64Array;
  readonly error?: { readonly field: string; readonly value: string; readonly allowed: string };
  readonly failed?: string;
}

/** Computes makespans in workers, one request at a time: a newer one ends an older one. */
export class Pool implements Computer {
  readonly #workers: Worker[] = [];
  #id = 0;
  #answers: Answers | undefined;
  #left = 0;
  /** Lists the runs that each worker has, by their numbers in the request. */
  #runs: number[][] = [];

  /**
   * Starts workers, as many as there are cores beside that of the page, but two at most.
   *
   * @returns the pool once all of them listen
   * @throws where one cannot be started: a policy forbids it, or its file does not load
   */
  static async start(): Promise<Pool> {
    const pool = new Pool();
    const count = Math.min(2, Math.max(1, navigator.hardwareConcurrency - 1));
    try {
      await Promise.all(Array.from({ length: count }, () => pool.#add()));
      return pool;
    } catch (error) {
      pool.end();
      throw error;
    }
  }

  /** Computes what is asked for, and nothing of what was asked for before. */
  request(request: Request, answers: Answers): void {
    this.#id++;
    this.#answers = answers;
    this.#left = request.slots.length;
    const { scenario } = request;
    this.#runs = share(request.slots, this.#workers.length);
    this.#workers.forEach((worker, part) => {
      const mine = (list: readonly number[]) => Uint32Array.from(this.#runs[part]!, (run) => list[run]!);
      worker.postMessage({ id: this.#id, scenario, slots: mine(request.slots), executors: mine(request.executors) });
    });
  }

  end(): void {
    for (const worker of this.#workers) worker.terminate();
    this.#workers.length = 0;
  }

  #add(): Promise<void> {
    const worker = new Worker(new URL(/* webpackChunkName: "worker" */ './worker.ts', import.meta.url));
    const part = this.#workers.push(worker) - 1;
    return new Promise((listens, fail) => {
      worker.onerror = ({ message }) => {
        const error = new Error(message || 'the worker did not load');
        fail(error);
        // It may also end later, where memory is short for example.
        this.#answers?.fail(error);
      };
      worker.onmessage = ({ data }: MessageEvent<Message | null>) => {
        if (data === null) listens();
        else if (data.failed !== undefined) fail(new Error(data.failed));
        else this.#take(part, data);
      };
    });
  }

  #take(part: number, { id, first = 0, times, error }: Message): void {
    if (id !== this.#id || !this.#answers) return;
    if (error) {
      this.#answers.fail(invalidError(error));
      return;
    }
    // A worker that has none of the runs says so, too, and may be the last one to.
    if (!times?.length) return;
    times.forEach((time, i) => this.#answers!.time(this.#runs[part]![first + i]!, time));
    this.#left -= times.length;
    this.#answers.progress(this.#left === 0);
  }
}

/**
 * Shares runs out among workers. Those with as many slots are for one worker, which leaves out some of them, and each worker
 * has every other number of slots, since neighbours take about as long.
 */
function share(slots: readonly number[], workers: number): number[][] {
  const shares: number[][] = Array.from({ length: workers }, () => []);
  let part = -1;
  slots.forEach((count, run) => {
    if (count !== slots[run - 1]) part = (part + 1) % workers;
    shares[part]!.push(run);
  });
  return shares;
}
