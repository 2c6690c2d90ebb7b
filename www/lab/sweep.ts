import type { Scenario } from '../run/scenario.ts';
import type { Simulate } from '../run/simulator.ts';
import { nextTask } from './next-task.ts';
import { MAX_TASKS, Plane } from './plane.ts';
import { scenarioAt, tasksOf } from './strategies.ts';
import { sayLab } from './strings.ts';

/** The main thread computes cells for at most so many milliseconds at once. */
const SLICE = 6;

/** Takes the map of a scenario: what is known of it so far, or why there is none. */
export type OnPlane = (plane: Plane | Error) => void;

/**
 * Computes maps, in slices of time between which the page can do other things. While it computes one, it keeps the last
 * request that has come meanwhile, and no other: a slider that is dragged asks faster than any map is computed.
 */
export class Sweeper {
  readonly #simulate: Simulate;
  readonly #onPlane: OnPlane;
  #running = false;
  #next: Scenario | undefined;
  #ended = false;

  /** @param onPlane is called with the last map that was asked for: after each slice while it grows, and when it is complete */
  constructor(simulate: Simulate, onPlane: OnPlane) {
    this.#simulate = simulate;
    this.#onPlane = onPlane;
  }

  request(scenario: Scenario): void {
    this.#next = scenario;
    if (!this.#running) this.#run();
  }

  end(): void {
    this.#ended = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Whoever asks has done what it was about to do, before there is a map.
    await undefined;
    while (this.#next && !this.#ended) {
      const scenario = this.#next;
      this.#next = undefined;
      try {
        await this.#sweep(scenario);
      } catch (error) {
        this.#onPlane(error as Error);
      }
    }
    this.#running = false;
  }

  async #sweep(scenario: Scenario): Promise<void> {
    const tasks = tasksOf(scenario);
    if (tasks > MAX_TASKS) throw new Error(sayLab('lab.tooMany', { most: MAX_TASKS }));
    const plane = new Plane(tasks);
    let until = performance.now() + SLICE;
    for (const [column, row] of plane.cells()) {
      plane.setTime(column, row, this.#simulate(scenarioAt(scenario, plane.pointAt(column, row))).makespan);
      if (performance.now() < until) continue;
      await nextTask();
      if (this.#ended) return;
      this.#onPlane(plane);
      until = performance.now() + SLICE;
    }
    this.#onPlane(plane);
  }
}
