import type { Timeline } from '../../../pkg/cvsp.js';
import type { Scenario } from '../../run/scenario.ts';
import { traceOf } from '../../run/trace.ts';
import { FIELD_NAMES } from '../state/fields.ts';
import { tidy } from '../state/state.ts';
import type { DataFormat } from './formats.ts';

/** Writes a run as data. */
export function dataOf(format: DataFormat, scenario: Scenario, timeline: Timeline): string {
  switch (format) {
    case 'csv':
      return csvOf(timeline);
    case 'trace':
      return traceOf(timeline, scenario);
    case 'scenario':
      return `${JSON.stringify(tidy(scenario, FIELD_NAMES), null, 2)}\n`;
  }
}

/** Writes the spans of a run as a table, in milliseconds. What a span does not have is left empty. */
function csvOf({ kinds, kind, start, end, task, slot, executor }: Timeline): string {
  const number = (value: number) => (value < 0 ? '' : value);
  const rows = Array.from(kind, (state, span) => {
    const [who, where] = [number(task[span]!), number(executor[span]!)];
    return [who, kinds[state], slot[span], where, start[span], end[span]].join();
  });
  return `${['task,state,slot,executor,start_ms,end_ms', ...rows].join('\n')}\n`;
}
