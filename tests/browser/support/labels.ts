// What pictures are to those who do not see them.

import type { Page } from 'playwright-core';
import { duration } from '../../../www/words/format.ts';

/** What each picture of the page says of itself. */
export function labelsOf(page: Page): Promise<(string | null)[]> {
  return page
    .locator('.cvsp-box > canvas')
    .evaluateAll((all) => all.map((canvas) => canvas.getAttribute('aria-label')));
}

/** What one of sixteen tiles says before it starts. */
export function labelOf(name: string, { makespan }: { readonly makespan: number }): string {
  return `${name}: a picture of 16 tiles, 0 finished; all take ${duration(makespan)}`;
}
