/** What a tile is doing, as numbers that fit a byte. */
export const State = { idle: 0, load: 1, ready: 2, render: 3, finished: 4 } as const;

export type State = (typeof State)[keyof typeof State];
