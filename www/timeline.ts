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
  /** How long the task had been rendered when the span started. */
  readonly renderedBefore: Float64Array;
  /** How long each task is rendered in all. */
  readonly render: Float64Array;
}

/** Arranges the simulator's spans, which come sorted by time, by task. */
export function arrangeByTask(columns: Columns): Timeline {
  const { makespan, tasks, task: taskOf } = columns;
  const stateOf = columns.kinds.map((kind) => State[kind]);
  const spans = taskOf.length;

  // A counting sort: it keeps the order of each task's spans.
  const first = new Uint32Array(tasks + 1);
  for (let span = 0; span < spans; span++) first[taskOf[span]! + 1]!++;
  for (let task = 0; task < tasks; task++) first[task + 1]! += first[task]!;

  const next = first.slice();
  const render = new Float64Array(tasks);
  const timeline: Timeline = {
    makespan,
    tasks,
    first,
    state: new Uint8Array(spans),
    start: new Float64Array(spans),
    end: new Float64Array(spans),
    renderedBefore: new Float64Array(spans),
    render,
  };
  for (let span = 0; span < spans; span++) {
    const task = taskOf[span]!;
    const place = next[task]!++;
    const state = stateOf[columns.kind[span]!]!;
    timeline.state[place] = state;
    timeline.start[place] = columns.start[span]!;
    timeline.end[place] = columns.end[span]!;
    timeline.renderedBefore[place] = render[task]!;
    if (state === State.render) render[task]! += columns.end[span]! - columns.start[span]!;
  }
  return timeline;
}
