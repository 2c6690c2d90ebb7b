/** Is the package: functions for pages, and `simulate` for any program. Nothing happens until one of them is called. */

import type { Timeline } from '../pkg/cvsp.js';
import type { Scenario } from './run/scenario.ts';
import { loadSimulator } from './run/simulator.ts';

export type { Measures, SpanKind, Timeline } from '../pkg/cvsp.js';
export { defineElements } from './elements/define.ts';
export type { CvspFigure } from './elements/figure-element.ts';
export type { CvspGroup } from './elements/group-element.ts';
export type { FigureOptions } from './figure/options.ts';
export type { FigureEvents, Moment } from './group/events.ts';
export type { Player } from './group/player.ts';
export { mount, mountAll, unmount } from './page/mount.ts';
export type { Durations, Scenario, Task } from './run/scenario.ts';
export { setWasm, type WasmSource } from './run/simulator.ts';
export { setStrings } from './words/strings.ts';

/**
 * Runs a scenario, and loads the simulator first where nothing has yet.
 *
 * @returns every span of the run in columns, and its measures
 * @throws an error that names the field, its value and what is allowed
 */
export async function simulate(scenario: Scenario): Promise<Timeline> {
  return (await loadSimulator())(scenario);
}
