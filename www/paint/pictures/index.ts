import { balloons } from './balloons.ts';
import { harbour } from './harbour.ts';
import type { Picture } from './picture.ts';

export type { Picture } from './picture.ts';

/** Holds the built-in pictures by name. The first is the default. */
export const pictures: Readonly<Record<'harbour' | 'balloons', Picture>> = { harbour, balloons };
