// What axe-core finds on a page as it is.

import { readFile } from 'node:fs/promises';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Every rule of WCAG 2.0, 2.1 and 2.2 at A and AA, those that are off by themselves too, and what is good practice. */
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations', 'incomplete', 'passes'],
  // A page's sheets are there already, and its clock is stopped.
  preload: false,
};

const source = await readFile('node_modules/axe-core/axe.min.js', 'utf8');
/** It lets the page breathe now and then, by a clock that is not stopped. */
const script = `(function (setTimeout) { ${source} }).call(window, window.cvspTest.nativeTimeout);`;

/** One element that a rule is about: where it is, and what of it. */
export interface Finding {
  rule: string;
  target: string;
  why: string;
}

export interface Findings {
  violations: Finding[];
  /** What axe cannot tell. */
  incomplete: Finding[];
  /** How many elements each rule has looked at and found right. */
  passes: Map<string, number>;
}

/** @param rules those to look at alone, by their names; all where none is given */
export async function findingsOf(page: Page, ...rules: string[]): Promise<Findings> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ content: script });
  const { violations, incomplete, passes } = await page.evaluate(
    (options) => (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    rules.length > 0 ? { ...OPTIONS, runOnly: rules } : OPTIONS,
  );
  const listOf = (results: AxeResults['violations']): Finding[] =>
    results.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any, all, none }) => ({
        rule: id,
        target: target.join(' '),
        why: [...any, ...all, ...none].map(({ message }) => message).join('; '),
      })),
    );
  return {
    violations: listOf(violations),
    incomplete: listOf(incomplete),
    passes: new Map(passes.map(({ id, nodes }) => [id, nodes.length])),
  };
}
