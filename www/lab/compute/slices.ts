import { nextTask } from '../../dom/next-task.ts';
import type { Simulate } from '../../run/simulator.ts';
import { moveTo } from '../state/strategies.ts';
import type { Answers, Computer, Request } from './computer.ts';

/** The main thread computes for at most about so many milliseconds at once. */
const SLICE = 6;

/** Computes makespans on the main thread, in slices of time between which the page can do other things. */
export class Slices implements Computer {
  readonly #simulate: Simulate;
  #last: Request | undefined;

  constructor(simulate: Simulate) {
    this.#simulate = simulate;
  }

  async request(request: Request, answers: Answers): Promise<void> {
    this.#last = request;
    try {
      // Whoever asks has done what it was about to do, before there are answers.
      await undefined;
      let until = performance.now() + SLICE;
      for (const [run, slots] of request.slots.entries()) {
        const scenario = moveTo(request.scenario, { slots, executors: request.executors[run]! });
        answers.time(run, this.#simulate(scenario).makespan);
        if (performance.now() < until) continue;
        await nextTask();
        if (this.#last !== request) return;
        answers.progress(false);
        until = performance.now() + SLICE;
      }
      answers.progress(true);
    } catch (error) {
      answers.fail(error as Error);
    }
  }

  end(): void {
    this.#last = undefined;
  }
}
