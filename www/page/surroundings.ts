export { listen } from '../group/pointing.ts';

import type { Motion } from '../dom/motion.ts';
import { followPauseAll } from './pause-all.ts';
import { followPrint } from './print.ts';
import { type Figures, followTextLinks } from './text-links.ts';

/**
 * Lets what surrounds figures act on them, until the signal: links and words in the text, printing, and the page's own
 * button that pauses all. It is loaded once a figure stands, since none needs it to play.
 */
export function followSurroundings(figures: Figures, motion: Motion, signal: AbortSignal): void {
  followTextLinks(figures, signal);
  followPrint(figures, signal);
  followPauseAll(motion, signal);
}
