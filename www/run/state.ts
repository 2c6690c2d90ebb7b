/** Numbers what a task is doing, or a slot that is being started. The numbers fit into a byte. */
export const State = {
  idle: 0,
  queued: 1,
  load: 2,
  blocked: 3,
  ready: 4,
  switch: 5,
  render: 6,
  finished: 7,
  /** Only slots have this state, not tasks. */
  start: 8,
  /** A recording does not tell whether the task waits, stands in line, or runs. */
  unknown: 9,
} as const;

export type State = (typeof State)[keyof typeof State];

/** Returns whether a task in this state is being loaded, by a blocking call or another one. */
export function isLoading(state: number): boolean {
  return state === State.load || state === State.blocked;
}

/** Returns whether a task in this state keeps an executor busy. */
export function isRunning(state: number): boolean {
  return state === State.blocked || state === State.switch || state === State.render;
}
