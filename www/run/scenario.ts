/** Milliseconds from 0 to 10⁹, to the microsecond: one number, `[least, most]`, or `[least, most, step]`; the step is 1 ms where left out. */
export type Durations =
  | number
  | readonly [least: number, most: number]
  | readonly [least: number, most: number, step: number];

/** A task that is given as it is. */
export interface Task {
  /** How long its I/O wait takes, in milliseconds from 0. */
  readonly load: number;
  /** How long its CPU burst takes, in milliseconds from 0. */
  readonly render: number;
  /** Whether its load is an ordinary call that does not give way to other coroutines; `false` where left out. */
  readonly blocking?: boolean | undefined;
  /** The numbers of the tasks that must finish before it may begin: each is lower than its own, which is its place from 0. */
  readonly after?: readonly number[] | undefined;
}

/**
 * What the simulator runs: a strategy, what it runs on, and the work, which is either a grid of tasks with durations that
 * are drawn, or `tasks` one by one. What a strategy has no use for changes nothing. Any other field is an error.
 */
export interface Scenario {
  /** How tasks share slots (what may be in flight) and executors (what may run at once). */
  readonly strategy: 'sequential' | 'threads' | 'processes' | 'coroutines' | 'work-stealing';
  /** The most tasks in flight at once, from 1; without bound where left out. Sequential code has one. */
  readonly limit?: number | undefined;

  /** How many bursts the hardware runs at once, from 1; without bound where left out. */
  readonly cores?: number | undefined;
  /** How many executors work stealing has, from 1; without bound where left out. */
  readonly workers?: number | undefined;
  /** How long a thread or process runs before it makes way for one that waits, in milliseconds from 0.001; for ever where left out. */
  readonly quantum?: number | undefined;
  /** Whether a global interpreter lock lets one thread run at a time; `false` where left out. */
  readonly gil?: boolean | undefined;
  /** The quantum of threads under that lock, in milliseconds from 0.001; 5, which is CPython's, where left out. */
  readonly gilInterval?: number | undefined;
  /** What an executor spends on turning to another slot than the one it ran last, in milliseconds; 0 where left out. */
  readonly switchCost?: number | undefined;
  /** What it takes to start a thread, in milliseconds; 0 where left out. */
  readonly threadStart?: number | undefined;
  /** What it takes to start a process, in milliseconds; 0 where left out. */
  readonly processStart?: number | undefined;
  /** What it takes to start a coroutine, in milliseconds; 0 where left out. */
  readonly coroutineStart?: number | undefined;
  /** How many loads the far end serves at once, from 1; without bound where left out. */
  readonly serverConnections?: number | undefined;
  /** What one slot takes, in bytes from 0 to 2⁴⁰; 0 where left out. */
  readonly slotMemory?: number | undefined;

  /** How many tiles stand in a row and in a column, each from 1, at most 2²⁰ in all: one task a tile, row by row. */
  readonly grid?: readonly [columns: number, rows: number] | undefined;
  /** What the tasks' loads (I/O waits) are drawn from. */
  readonly load?: Durations | undefined;
  /** What the tasks' renders (CPU bursts) are drawn from. */
  readonly render?: Durations | undefined;
  /** What the draws depend on: a whole number from 0 to 2⁵³ − 1; another one each time where left out. */
  readonly seed?: number | undefined;
  /** The numbers, from 0, of the tasks whose load is an ordinary call that does not give way to other coroutines. */
  readonly blocking?: readonly number[] | undefined;
  /** Whether each task comes after the one before it; `false` where left out. */
  readonly chain?: boolean | undefined;

  /** In the place of a grid and what goes with it: 1 to 2²⁰ tasks as they are. */
  readonly tasks?: readonly Task[] | undefined;
}
