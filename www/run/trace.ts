/** Writes runs as recordings: Chrome trace events, which Perfetto's viewer shows. src/trace/write.rs writes the very same. */

import type { Timeline } from '../../pkg/cvsp.js';
import type { Scenario } from './scenario.ts';

/** The fields that say how a scenario ran, each with the value that it has where it is left out. */
const SETUP = {
  strategy: undefined,
  limit: undefined,
  gil: false,
  workers: undefined,
  turns: false,
  cores: undefined,
  quantum: undefined,
  gilInterval: 5,
  switchCost: 0,
  threadStart: 0,
  processStart: 0,
  coroutineStart: 0,
  serverConnections: undefined,
  slotMemory: 0,
} satisfies Partial<Record<keyof Scenario, unknown>>;

/** Writes a run, with what its scenario says of the strategy, where that is given. */
export function traceOf(timeline: Timeline, scenario?: Scenario): string {
  const { kinds, start, end, kind, task, slot, executor, slots, executors, tasks } = timeline;
  const lines: string[] = [];
  const write = (event: object) => lines.push(JSON.stringify(event));
  const micros = (milliseconds: number) => Math.round(milliseconds * 1000);
  const latest = new Map(Array.from(task, (number, span) => [number, span]));
  const begun = new Set<number>();

  write({ ph: 'M', name: 'process_name', pid: 1, args: { name: 'cvsp' } });
  for (let tid = 0; tid < executors; tid++)
    write({ ph: 'M', name: 'thread_name', pid: 1, tid, args: { name: `executor ${tid}` } });
  for (let span = 0; span < task.length; span++) {
    const [ts, until, id] = [micros(start[span]!), micros(end[span]!), task[span]!];
    const [args, dur] = [{ slot: slot[span] }, until - ts];
    if (id < 0) {
      write({ ph: 'X', cat: 'cvsp', name: 'start', ts, dur, pid: 1, tid: 0, args });
      continue;
    }
    const name = `task ${id}`;
    const runs = executor[span]! >= 0;
    const tid = runs ? executor[span]! : 0;
    const state = kinds[kind[span]!]!;
    const blocking = state === 'blocked';
    const what = blocking ? 'load' : state;
    const note = (ph: string, name: string, ts: number, args?: object) =>
      write({ ph, cat: 'cvsp', id, name, ts, pid: 1, tid, args });
    if (!begun.has(id)) note('b', name, ts, args);
    begun.add(id);
    note('b', what, ts, blocking ? { blocking } : undefined);
    note('e', what, until);
    if (latest.get(id) === span) note('e', name, until);
    // For viewers, which show what each executor does.
    if (runs) write({ ph: 'X', cat: 'executor', name: what, ts, dur, pid: 1, tid, args: { task: name } });
  }
  const given = Object.entries(SETUP).map(([field, otherwise]) => {
    const value = scenario?.[field as keyof typeof SETUP] ?? otherwise;
    return [field, value === otherwise ? undefined : value];
  });
  const other = JSON.stringify({ cvsp: 1, slots, executors, tasks, ...Object.fromEntries(given) });
  return `{"traceEvents":[\n${lines.join(',\n')}\n],"otherData":${other}}\n`;
}
