import type { DrawnPicture } from './drawing.ts';
import { harbour } from './harbour.ts';

export type { Picture } from './picture.ts';

/** Gives each built-in picture, by its name. The first is the default, and is there at once; others are loaded. */
export const pictures = {
  harbour: (): DrawnPicture => harbour,
  balloons: async (): Promise<DrawnPicture> =>
    (await import(/* webpackChunkName: "balloons" */ './balloons.ts')).balloons,
} as const;
