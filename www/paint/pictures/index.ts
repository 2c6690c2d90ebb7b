import { balloons } from './balloons.ts';
import { harbour } from './harbour.ts';
import type { Picture } from './picture.ts';

export type { Picture } from './picture.ts';

/** The pictures that need no file, by name; the first is shown where none is named. */
export const pictures: Readonly<Record<'harbour' | 'balloons', Picture>> = { harbour, balloons };
