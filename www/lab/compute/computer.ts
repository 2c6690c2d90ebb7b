import type { Scenario } from '../../run/scenario.ts';

/** Asks for the makespans of a scenario on so many slots and executors, run by run. */
export interface Request {
  readonly scenario: Scenario;
  readonly slots: readonly number[];
  readonly executors: readonly number[];
}

/** Takes what has come of the last request. */
export interface Answers {
  /** Takes the makespan of a run, in milliseconds, by its number. */
  time(run: number, milliseconds: number): void;
  /** Some more runs are known; `isDone` where all are. */
  progress(isDone: boolean): void;
  fail(error: Error): void;
}

/** Computes makespans. A newer request ends an older one. */
export interface Computer {
  request(request: Request, answers: Answers): void;
  /** Ends what is being computed, for good. */
  end(): void;
}
