/** What a task, or a slot that is being started, is doing: numbers that fit a byte. */
export const State = {
  idle: 0,
  queued: 1,
  load: 2,
  blocked: 3,
  ready: 4,
  switch: 5,
  render: 6,
  finished: 7,
  /** A slot's, not a tile's. */
  start: 8,
} as const;

export type State = (typeof State)[keyof typeof State];

/** Whether a task in this state is being loaded, by a call that gives way or by one that does not. */
export function isLoading(state: number): boolean {
  return state === State.load || state === State.blocked;
}

/** Whether a task in this state keeps an executor busy. */
export function isRunning(state: number): boolean {
  return state === State.blocked || state === State.switch || state === State.render;
}
