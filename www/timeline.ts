import type { Columns } from './simulator.ts';
import { State } from './state.ts';

/**
 * A run, arranged by task: the spans of task i are those from `first[i]` up to `first[i + 1]`, in the order of their
 * times. Times are milliseconds of simulated time.
 */
export interface Timeline {
  readonly makespan: number;
  readonly tasks: number;
  readonly first: Uint32Array;
  readonly state: Uint8Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** How long the task had been loaded, and rendered, when the span started. */
  readonly loadedBefore: Float64Array;
  readonly renderedBefore: Float64Array;
  /** How long each task is loaded, and rendered, in all. */
  readonly load: Float64Array;
  readonly render: Float64Array;
}

/** Arranges the simulator's spans, which come sorted by time, by task. */
export function arrangeByTask(columns: Columns): Timeline {
  const { makespan, tasks, task: taskOf } = columns;
  // The start of a slot is no task's: there is nothing of it to be seen in a picture.
  const stateOf = columns.kinds.map((kind) => (kind === 'start' ? State.idle : State[kind]));

  // A counting sort: it keeps the order of each task's spans.
  const first = new Uint32Array(tasks + 1);
  for (const task of taskOf) if (task >= 0) first[task + 1]!++;
  for (let task = 0; task < tasks; task++) first[task + 1]! += first[task]!;
  const spans = first[tasks]!;

  const next = first.slice();
  const load = new Float64Array(tasks);
  const render = new Float64Array(tasks);
  const timeline: Timeline = {
    makespan,
    tasks,
    first,
    state: new Uint8Array(spans),
    start: new Float64Array(spans),
    end: new Float64Array(spans),
    loadedBefore: new Float64Array(spans),
    renderedBefore: new Float64Array(spans),
    load,
    render,
  };
  for (let span = 0; span < taskOf.length; span++) {
    const task = taskOf[span]!;
    if (task < 0) continue;
    const place = next[task]!++;
    const state = stateOf[columns.kind[span]!]!;
    timeline.state[place] = state;
    timeline.start[place] = columns.start[span]!;
    timeline.end[place] = columns.end[span]!;
    timeline.loadedBefore[place] = load[task]!;
    timeline.renderedBefore[place] = render[task]!;
    const duration = columns.end[span]! - columns.start[span]!;
    if (isLoading(state)) load[task]! += duration;
    if (state === State.render) render[task]! += duration;
  }
  return timeline;
}

/** Whether a tile in this state is being loaded, by a call that gives way or by one that does not. */
export function isLoading(state: number): boolean {
  return state === State.load || state === State.blocked;
}
