// The walkthrough, as its source says it.

import { readFileSync } from 'node:fs';
import type { FigureOptions } from '../../www/figure/options.ts';

export const read = (name: string) => readFileSync(new URL(`../../www/site/${name}`, import.meta.url), 'utf8');

export const page = read('index.html');

/** Maps the ids of its placeholders to what they have besides the options of their presets. */
export const PLACEHOLDERS: ReadonlyMap<string, FigureOptions> = new Map(
  [...page.matchAll(/<div id="([\w-]+)"[^>]*?(?: data-cvsp='([^']*)')?><\/div>/g)].map(([, id, own]) => [
    id!,
    JSON.parse(own ?? '{}'),
  ]),
);
