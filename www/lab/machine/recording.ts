import type { Plan } from './plan.ts';

/** Is what a program noted of a tile, by a clock that all its threads share, in milliseconds. */
export interface Note {
  readonly tile: number;
  readonly slot: number;
  readonly begin: number;
  readonly loaded: number;
  /** When it was rendered, and by which of the threads that render. */
  readonly from: number;
  readonly until: number;
  readonly renderer: number;
}

/** Writes what a program did as Chrome trace events, in the format of the recorders in examples/measured. */
export function recordingOf({ program, tiles, setup, renderers }: Plan, notes: readonly Note[]): object {
  const first = Math.min(...notes.map(({ begin }) => begin));
  const thread = (tid: number, name: string) => ({ ph: 'M', name: 'thread_name', pid: 1, tid, args: { name } });
  const events: object[] = [];
  const isPool = program === 'workers';
  if (isPool) events.push(thread(0, 'timers'));
  for (let i = 0; i < renderers; i++) events.push(thread(i + 1, isPool ? `worker ${i + 1}` : 'worker'));
  const free: number[] = [];
  for (const { tile, slot, ...times } of [...notes].sort((a, b) => a.begin - b.begin)) {
    const tid = times.renderer + 1;
    const waits = isPool ? 0 : tid;
    // The clocks of two threads may differ by some microseconds, and nothing ends before it begins.
    const begin = Math.max(times.begin - first, free[slot] ?? 0);
    const loaded = Math.max(times.loaded - first, begin);
    const from = Math.max(times.from - first, loaded);
    const until = Math.max(times.until - first, from);
    free[slot] = until;
    const note = (ph: 'b' | 'e', name: string, at: number, tid: number, args?: object) =>
      events.push({ ph, cat: 'cvsp', id: tile, name, ts: Math.round(at * 1000), pid: 1, tid, args });
    note('b', `tile ${tile}`, begin, waits, { slot });
    if (tiles[tile]!.load > 0) {
      note('b', 'load', begin, waits);
      note('e', 'load', loaded, waits);
    }
    if (tiles[tile]!.render > 0) {
      note('b', 'render', from, tid);
      note('e', 'render', until, tid);
    }
    note('e', `tile ${tile}`, until, waits);
  }
  return { traceEvents: events, otherData: { cvsp: 1, language: 'JavaScript, in a browser', ...setup } };
}
