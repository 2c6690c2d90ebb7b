import type { Scenario } from '../run/scenario.ts';
import type { Simulate } from '../run/simulator.ts';
import { type Place, placeForFree } from './arrow.ts';
import { nextTask } from './next-task.ts';
import { Plane, type Point } from './plane.ts';
import {
  forFree,
  hasPrice,
  keyOf,
  pointOf,
  STRATEGY_KEYS,
  type StrategyKey,
  scenarioAt,
  withStrategy,
} from './strategies.ts';
import { Sweeper } from './sweep.ts';

/** What is computed of the program on the map. */
export interface Computed {
  readonly point: Point;
  /** The makespans of its run and of the loop, and the lower bound of the workload, in milliseconds. */
  readonly time: number;
  readonly loop: number;
  readonly bound: number;
  /** Where the run would be as fast if nothing had a price; nothing where nothing has. */
  readonly forFree: Place | undefined;
  /** What the run would take then, in milliseconds. */
  readonly freeTime: number | undefined;
}

/** Owns a scenario whose seed is known, and all that is computed of it: its run's time, its map, other strategies' times. */
export class Model {
  readonly #simulate: Simulate;
  readonly #onMap: () => void;
  readonly #sweeper: Sweeper;
  readonly #free: Sweeper;
  #scenario!: Scenario;
  #computed!: Omit<Computed, 'forFree' | 'freeTime'>;
  #plane = new Plane(1);
  #freePlane = new Plane(1);
  #mapped = '';
  #mapError: Error | undefined;
  #strategies: Partial<Record<StrategyKey, number>> = {};

  /**
   * @param onMap is called when more of the map is known
   * @throws what is wrong with the scenario
   */
  constructor(simulate: Simulate, scenario: Scenario, onMap: () => void) {
    this.#simulate = simulate;
    this.#onMap = onMap;
    this.#sweeper = new Sweeper(simulate, (plane) => {
      this.#mapError = plane instanceof Error ? plane : undefined;
      // A map that grows over an older one would be half of each.
      if (plane instanceof Plane && (plane.isComplete || plane.size !== this.#plane.size)) this.#plane = plane;
      onMap();
    });
    this.#free = new Sweeper(simulate, (plane) => {
      if (plane instanceof Plane) this.#freePlane = plane;
      onMap();
    });
    this.set(scenario);
  }

  get scenario(): Scenario {
    return this.#scenario;
  }

  get plane(): Plane {
    return this.#plane;
  }

  /** Why there is no map of this scenario. */
  get mapError(): Error | undefined {
    return this.#mapError;
  }

  get computed(): Computed {
    const { point, time } = this.#computed;
    const plane = this.#freePlane;
    const isMapped = hasPrice(this.#scenario) && plane.isComplete && plane.size === this.#plane.size;
    if (!isMapped) return { ...this.#computed, forFree: undefined, freeTime: undefined };
    const cell = plane.cellOf(point);
    return { ...this.#computed, forFree: placeForFree(plane, cell, time), freeTime: plane.time(...cell) };
  }

  /** The times of all strategies under the bounds of now, in milliseconds, as far as they are known. */
  get strategies(): Readonly<Partial<Record<StrategyKey, number>>> {
    return this.#strategies;
  }

  /**
   * Takes another scenario. One without a seed gets the one that its tasks were drawn from.
   *
   * @throws what is wrong with it: an error that names the field. The scenario stays as it was
   */
  set(scenario: Scenario): void {
    const run = this.#simulate(scenario);
    const seeded = { ...scenario, seed: scenario.seed ?? run.seed ?? undefined };
    const ideal = forFree(seeded);
    const loop = this.#simulate(withStrategy(ideal, 'loop')).makespan;
    const { lowerBound } = this.#simulate({
      ...ideal,
      strategy: 'threads',
      limit: undefined,
      cores: undefined,
    }).measures;
    this.#scenario = seeded;
    this.#computed = { point: pointOf(seeded), time: run.makespan, loop, bound: lowerBound };
    this.#strategies = { [keyOf(seeded)]: run.makespan };
    this.#map();
  }

  /** Computes what other strategies take, each in a task of its own. */
  async tellStrategies(): Promise<void> {
    const { scenario } = this;
    for (const key of STRATEGY_KEYS) {
      if (key === keyOf(scenario)) continue;
      await nextTask();
      if (scenario !== this.#scenario) return;
      this.#strategies[key] = this.#simulate(withStrategy(scenario, key)).makespan;
    }
    this.#onMap();
  }

  /** Stops computing. */
  end(): void {
    this.#sweeper.end();
    this.#free.end();
  }

  /** Asks for the map, unless it is the one that there is: it does not depend on where on it the program stands. */
  #map(): void {
    const key = JSON.stringify(scenarioAt(this.#scenario, { slots: 1, executors: 2 }));
    if (key === this.#mapped) return;
    this.#mapped = key;
    this.#sweeper.request(this.#scenario);
    if (hasPrice(this.#scenario)) this.#free.request(forFree(this.#scenario));
  }
}
