/** Is `cvsp/markdown`: figures in place of fences that are marked `cvsp`, for makers whose own language is not JavaScript. */

import { figuresIn } from './fence/markdown.ts';
import { loadSimulator } from './run/simulator.ts';

/**
 * Gives a Markdown document back with figures, as HTML of one line, in place of the fences that are marked `cvsp`. All other lines
 * stay as they are.
 *
 * @throws an error that names the line, the field, its value and what is allowed
 */
export const withFigures: (markdown: string) => string = figuresIn(await loadSimulator());
