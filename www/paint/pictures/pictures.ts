import { harbour } from './harbour.ts';
import type { Picture } from './picture.ts';

export type { Picture } from './picture.ts';

/** Gives each built-in picture, by its name. The first is the default, and is there at once; others are loaded. */
export const pictures = {
  harbour: (): Picture => harbour,
  balloons: async (): Promise<Picture> => (await import(/* webpackChunkName: "balloons" */ './balloons.ts')).balloons,
} as const;
