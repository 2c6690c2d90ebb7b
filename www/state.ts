/** What a tile is doing, as numbers that fit a byte. */
export const State = {
  idle: 0,
  queued: 1,
  load: 2,
  blocked: 3,
  ready: 4,
  switch: 5,
  render: 6,
  finished: 7,
} as const;

export type State = (typeof State)[keyof typeof State];
