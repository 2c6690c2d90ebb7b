import { checkOptions, type FigureOptions } from '../figure/options.ts';
import { writeHash } from '../lab/state/hash.ts';
import { START } from '../lab/state/state.ts';
import type { Stand } from '../lab/state/strategies.ts';
import { PLACEHOLDERS, readOptions } from '../page/placeholders.ts';
import type { Scenario } from '../run/scenario.ts';

function scenarioOf(options: FigureOptions): Scenario {
  return checkOptions(options).scenario as unknown as Scenario;
}

/** Writes a scenario's fields besides those that say where its program stands on the lab's map, and what it weighs. */
function workOf(scenario: Scenario): string {
  const { strategy, limit, cores, workers, gil, slotMemory, ...work } = scenario;
  return JSON.stringify(Object.entries(work).sort());
}

/**
 * Returns the address of the lab with a row's last program, which its first races where both do the same work.
 *
 * @param row the options of the row's figures
 */
export function labLinkOf(row: readonly FigureOptions[]): string {
  const [first, last] = [row[0]!, row.at(-1)!].map(scenarioOf) as [Scenario, Scenario];
  const { strategy, limit, cores, workers, gil } = first;
  const pin: Stand = { strategy, limit, cores, workers, gil };
  const isRace = row.length > 1 && workOf(first) === workOf(last);
  // Whatever the last one leaves out is left out there, too, and not what a reader finds.
  const nothing = Object.fromEntries(Object.keys(START.scenario).map((name) => [name, undefined]));
  const scenario = { ...nothing, ...last };
  return `lab/${writeHash({ ...START, scenario, pin: isRace ? pin : undefined })}`;
}

/** Adds to the caption of each figure a link that has its programs in the lab. */
export function linkToLab(): void {
  for (const here of document.querySelectorAll('figcaption > .here')) {
    const figure = here.closest('figure')!;
    const row = [...figure.querySelectorAll(PLACEHOLDERS)].map(readOptions);
    // The lab has no program of a recording.
    if (row.length === 0 || row.some(({ trace }) => trace !== undefined)) continue;
    const link = document.createElement('a');
    link.className = 'lab';
    link.href = labLinkOf(row);
    link.textContent = 'lab';
    link.ariaLabel = `${figure.querySelector('figcaption > b')!.textContent} In the lab`;
    here.after(' ', link);
  }
}
