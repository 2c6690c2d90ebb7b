import type { Timeline } from '../../../pkg/cvsp.js';
import { LANGUAGES, type Language } from '../../panels/code/languages.ts';
import { linesOf } from '../../panels/code/lines.ts';
import { numbersOf, programFor } from '../../panels/code/program.ts';
import { programsOf } from '../../panels/code/programs-of.ts';
import type { Scenario } from '../../run/scenario.ts';
import { makeSeekable } from '../../run/seekable-timeline.ts';

/** Lists the languages in which there is a program that does what a run does. */
export function languagesOf(scenario: Scenario, timeline: Timeline): Language[] {
  const programs = programsOf(runOf(scenario, timeline));
  return LANGUAGES.filter((language) => language in programs);
}

/** Writes the program that the code panel shows. */
export function programOf(language: Language, scenario: Scenario, timeline: Timeline): string {
  const run = runOf(scenario, timeline);
  const lines = linesOf(programFor(programsOf(run)[language]!, numbersOf(run)));
  return `${lines.map(({ text }) => text).join('\n')}\n`;
}

function runOf(scenario: Scenario, timeline: Timeline) {
  return { scenario: { ...scenario }, timeline: makeSeekable(timeline) };
}
