import type { Scenario } from '../run/scenario.ts';
import type { Simulate } from '../run/simulator.ts';
import type { Computer } from './compute/computer.ts';
import { startComputing } from './compute/computing.ts';
import { type Part, Sweeper } from './compute/sweep.ts';
import { type Place, placeForFree } from './map/arrow.ts';
import { MAX_TASKS, Plane, type Point } from './state/plane.ts';
import {
  forFree,
  hasPrice,
  keyOf,
  pointOf,
  STRATEGY_KEYS,
  type StrategyKey,
  tasksOf,
  withStrategy,
} from './state/strategies.ts';
import { sayLab } from './strings.ts';

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

/** A map of one workload: it does not depend on where on it the program stands. */
interface Map {
  /** Tells maps apart. */
  readonly key: string;
  readonly loop: number;
  readonly bound: number;
  readonly plane: Plane;
  /** The map as it would be without prices, where there are prices. */
  readonly free: Plane | undefined;
  error: Error | undefined;
}

/** Owns a scenario whose seed is known, and all that is computed of it: its run's time, its map, other strategies' times. */
export class Model {
  readonly #simulate: Simulate;
  readonly #onMap: () => void;
  readonly #computer: Computer;
  readonly #sweeper: Sweeper;
  #scenario!: Scenario;
  #time = Number.NaN;
  #map!: Map;
  /** The last map that was complete is shown until the next one is, or until one of another size begins. */
  #shown = new Plane(1);
  #strategies: Partial<Record<StrategyKey, number>> = {};

  /**
   * @param onMap is called when more is known of the map, or of other strategies
   * @throws what is wrong with the scenario
   */
  constructor(simulate: Simulate, scenario: Scenario, onMap: () => void) {
    this.#simulate = simulate;
    this.#onMap = onMap;
    this.#computer = startComputing(simulate);
    this.#sweeper = new Sweeper(this.#computer, () => this.#missing());
    this.set(scenario);
  }

  get scenario(): Scenario {
    return this.#scenario;
  }

  get plane(): Plane {
    return this.#shown;
  }

  /** Why there is no map of this scenario. */
  get mapError(): Error | undefined {
    return this.#map.error;
  }

  get computed(): Computed {
    const { loop, bound, free } = this.#map;
    const computed = { point: pointOf(this.#scenario), time: this.#time, loop, bound };
    if (!free?.isComplete) return { ...computed, forFree: undefined, freeTime: undefined };
    const cell = free.cellOf(computed.point);
    return { ...computed, forFree: placeForFree(free, cell, this.#time), freeTime: free.time(...cell) };
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
    const { limit: _limit, cores: _cores, workers: _workers, ...work } = seeded;
    const key = JSON.stringify(work);
    if (key !== this.#map?.key) this.#map = this.#begin(key, seeded);
    this.#scenario = seeded;
    this.#time = run.makespan;
    this.#strategies = { [keyOf(seeded)]: run.makespan };
    this.#sweeper.request();
  }

  /** Stops computing. */
  end(): void {
    this.#computer.end();
  }

  /** Returns a map of which nothing is known yet but its scale. */
  #begin(key: string, scenario: Scenario): Map {
    const ideal = forFree(scenario);
    const loop = this.#simulate(withStrategy(ideal, 'loop')).makespan;
    const unbound = { ...ideal, strategy: 'threads', gil: undefined, limit: undefined, cores: undefined } as const;
    const { lowerBound } = this.#simulate({ ...unbound, quantum: undefined }).measures;
    const tasks = tasksOf(scenario);
    const error = tasks > MAX_TASKS ? new Error(sayLab('lab.tooMany', { most: MAX_TASKS })) : undefined;
    const free = hasPrice(scenario) ? new Plane(tasks) : undefined;
    return { key, loop, bound: lowerBound, plane: new Plane(tasks), free, error };
  }

  /** Lists what is not known yet: the map, the map without prices, and what other strategies take. */
  #missing(): Part[] {
    const scenario = this.#scenario;
    const { plane, free, error } = this.#map;
    const maps = error ? [] : [this.#mapPart(plane, scenario), free ? this.#mapPart(free, forFree(scenario)) : []];
    const strategies = STRATEGY_KEYS.filter((key) => this.#strategies[key] === undefined);
    return [...maps.flat(), ...strategies.map((key) => this.#strategyPart(withStrategy(scenario, key), key))];
  }

  #mapPart(plane: Plane, scenario: Scenario): Part[] {
    if (plane.isComplete) return [];
    // From the fewest executors on, so that a worker leaves out runs of which the one before tells: src/run/sweep.rs.
    const cells = plane.cells().sort(([a, below], [b, above]) => a - b || below - above);
    const points = cells.map(([column, row]) => plane.pointAt(column, row));
    const map = this.#map;
    return [
      {
        ...requestOf(scenario, points),
        time: (run, milliseconds) => plane.setTime(...cells[run]!, milliseconds),
        progress: () => {
          if (map !== this.#map) return;
          // A map that grows over an older one would be half of each.
          if (map.plane.isComplete || map.plane.size !== this.#shown.size) this.#shown = map.plane;
          this.#onMap();
        },
        fail: (error) => {
          map.error = error;
          if (map === this.#map) this.#onMap();
        },
      },
    ];
  }

  #strategyPart(scenario: Scenario, key: StrategyKey): Part {
    const times = this.#strategies;
    return {
      ...requestOf(scenario, [pointOf(scenario)]),
      time(_, milliseconds) {
        times[key] = milliseconds;
      },
      progress: () => this.#onMap(),
      // What a strategy would take is left empty where that is too much to compute.
      fail() {},
    };
  }
}

function requestOf(scenario: Scenario, points: readonly Point[]) {
  return {
    scenario,
    slots: points.map(({ slots }) => slots),
    executors: points.map(({ executors }) => executors),
  };
}
