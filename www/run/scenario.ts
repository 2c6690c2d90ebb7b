/**
 * Durations are in milliseconds, from 0 to 10⁹: one number, `[least, most]`, or `[least, most, step]`. The default step
 * is 1.
 */
export type Durations =
  | number
  | readonly [least: number, most: number]
  | readonly [least: number, most: number, step: number];

/** Describes one task. Its number is its place in the list, from 0. */
export interface Task {
  /** The task's I/O wait takes this long, in milliseconds, from 0 to 10⁹. */
  readonly load: number;
  /** The task's CPU burst takes this long, in milliseconds, from 0 to 10⁹. */
  readonly render: number;
  /** `true` makes the load a blocking call, which lets no other coroutine run meanwhile; the default is `false`. */
  readonly blocking?: boolean | undefined;
  /** The tasks with these numbers must finish before this one begins. Each number is lower than the task's own. */
  readonly after?: readonly number[] | undefined;
}

/**
 * A scenario is the simulator's input: a strategy, the hardware, and the work. The work is either a grid of tasks whose
 * durations are drawn at random, or a list of `tasks`. A field that the strategy does not use has no effect; an unknown
 * field is an error.
 */
export interface Scenario {
  /** The strategy decides how tasks share slots (how many are in flight) and executors (how many run at once). */
  readonly strategy: 'sequential' | 'threads' | 'processes' | 'coroutines' | 'work-stealing';
  /** At most this many tasks are in flight at once, from 1; the default is no bound. Sequential code has one. */
  readonly limit?: number | undefined;

  /** The hardware runs at most this many bursts at once, from 1; the default is no bound. */
  readonly cores?: number | undefined;
  /** Work stealing has this many executors, from 1; the default is no bound. */
  readonly workers?: number | undefined;
  /** `true` makes the event loop of coroutines take turns: it comes to a task, and only then anything happens to it. */
  readonly turns?: boolean | undefined;
  /** A thread or process runs this long while others wait, in milliseconds from 0.001; the default is no bound. */
  readonly quantum?: number | undefined;
  /** `true` adds a global interpreter lock, which lets one thread run at a time; the default is `false`. */
  readonly gil?: boolean | undefined;
  /** A thread holds that lock this long while others wait, in milliseconds from 0.001; the default is CPython's, 5. */
  readonly gilInterval?: number | undefined;
  /** A switch of an executor to another slot than its last takes this long, in milliseconds; the default is 0. */
  readonly switchCost?: number | undefined;
  /** The start of a thread takes this long, in milliseconds; the default is 0. */
  readonly threadStart?: number | undefined;
  /** The start of a process takes this long, in milliseconds; the default is 0. */
  readonly processStart?: number | undefined;
  /** The start of a coroutine takes this long, in milliseconds; the default is 0. */
  readonly coroutineStart?: number | undefined;
  /** The server serves this many loads at once, from 1; the default is no bound. */
  readonly serverConnections?: number | undefined;
  /** One slot takes this much memory, in bytes, from 0 to 2⁴⁰; the default is 0. */
  readonly slotMemory?: number | undefined;

  /** The grid has this many columns and rows, each from 1, and at most 2²⁰ tiles. Each tile is a task, row by row. */
  readonly grid?: readonly [columns: number, rows: number] | undefined;
  /** The tasks' loads (I/O waits) are drawn from these durations. */
  readonly load?: Durations | undefined;
  /** The tasks' renders (CPU bursts) are drawn from these durations. */
  readonly render?: Durations | undefined;
  /** Durations are drawn from this seed, a whole number from 0 to 2⁵³ − 1; by default it is new in each run. */
  readonly seed?: number | undefined;
  /** The loads of these tasks, numbered from 0, are blocking calls, which let no other coroutine run meanwhile. */
  readonly blocking?: readonly number[] | undefined;
  /** `true` makes each task wait until the one before it is finished; the default is `false`. */
  readonly chain?: boolean | undefined;

  /** The list has 1 to 2²⁰ tasks. It replaces `grid`, `load`, `render`, `blocking` and `chain`. */
  readonly tasks?: readonly Task[] | undefined;
}
