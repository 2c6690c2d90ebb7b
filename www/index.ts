/** Is the package: functions for pages, and `simulate` for any program. Nothing happens until one of them is called. */

import type { Timeline } from '../pkg/cvsp.js';
import { defineElements } from './elements/define.ts';
import { mountAll as mountPlaceholders } from './page/mount.ts';
import type { Scenario } from './run/scenario.ts';
import { loadSimulator } from './run/simulator.ts';

export type { Measures, SpanKind, Timeline } from '../pkg/cvsp.js';
export type { CvspFigure } from './elements/figure-element.ts';
export type { CvspGroup } from './elements/group-element.ts';
export type { FigureOptions } from './figure/options.ts';
export type { FigureEvents, Moment } from './group/events.ts';
export type { Player } from './group/player.ts';
export { mount, unmount, unmountAll } from './page/mount.ts';
export type { Durations, Scenario, Task } from './run/scenario.ts';
export { setWasm, type WasmSource } from './run/simulator.ts';
export { setStrings } from './words/strings.ts';
export { defineElements };

/**
 * Makes a figure of every placeholder in `root`, by default in the page: each element with a known id or a `data-cvsp`
 * attribute; and defines the custom elements, where there is one. On a server it does nothing.
 *
 * @returns resolves when the figures of placeholders stand; one that is bad says so in its place
 */
export async function mountAll(root: ParentNode | undefined = globalThis.document): Promise<void> {
  if (root?.querySelector('cvsp-figure, cvsp-group')) defineElements();
  await mountPlaceholders(root);
}

/**
 * Runs a scenario, and loads the simulator first where nothing has yet.
 *
 * @returns every span of the run in columns, and its measures
 * @throws an error that names the field, its value and what is allowed
 */
export async function simulate(scenario: Scenario): Promise<Timeline> {
  return (await loadSimulator())(scenario);
}

/**
 * Writes a run as Chrome trace events, which Perfetto's viewer shows.
 *
 * @param timeline what `simulate` gave
 * @param scenario says how it ran, where it is given: a prediction needs that
 * @returns JSON
 */
export async function toTrace(timeline: Timeline, scenario?: Scenario): Promise<string> {
  return (await import('./run/trace.ts')).traceOf(timeline, scenario);
}
