import { State } from './state.ts';
import { isLoading, type Timeline } from './timeline.ts';

/** What every tile is doing at one moment. */
export interface Frame {
  /** Each tile's `State`. */
  readonly state: Uint8Array;
  /** How much of each tile's load is done, from 0 to 1. */
  readonly loaded: Float64Array;
  /** How much of each tile's render is done, from 0 to 1; 0 for a tile that is never rendered. */
  readonly rendered: Float64Array;
}

export function createFrame(tasks: number): Frame {
  return { state: new Uint8Array(tasks), loaded: new Float64Array(tasks), rendered: new Float64Array(tasks) };
}

/**
 * Writes what every tile is doing at time `t`, in milliseconds, into `frame`; below 0 nothing has begun. It depends on
 * the timeline and `t` alone, whatever was shown before.
 */
export function frameAt(timeline: Timeline, t: number, frame: Frame): void {
  const { first, state, start, end, loadedBefore, renderedBefore, load, render } = timeline;
  for (let task = 0; task < timeline.tasks; task++) {
    const [begin, stop] = [first[task]!, first[task + 1]!];
    // The spans of a task leave no gap: the one at t is the last that has started.
    const span = lastStarted(start, begin, stop, t);
    if (t < 0 || (span < begin && begin < stop)) {
      set(frame, task, State.idle, 0, 0);
    } else if (begin === stop || t >= end[span]!) {
      // A task with nothing to do has no span, and is finished as soon as it begins.
      set(frame, task, State.finished, 1, render[task]! > 0 ? 1 : 0);
    } else {
      const now = state[span]!;
      const gone = t - start[span]!;
      const loaded = loadedBefore[span]! + (isLoading(now) ? gone : 0);
      const rendered = renderedBefore[span]! + (now === State.render ? gone : 0);
      set(
        frame,
        task,
        now,
        load[task]! > 0 ? loaded / load[task]! : 1,
        render[task]! > 0 ? rendered / render[task]! : 0,
      );
    }
  }
}

function set(frame: Frame, task: number, state: number, loaded: number, rendered: number): void {
  frame.state[task] = state;
  frame.loaded[task] = loaded;
  frame.rendered[task] = rendered;
}

/** The last index from `begin` up to `stop` whose start is at or before `t`; `begin - 1` where there is none. */
function lastStarted(start: Float64Array, begin: number, stop: number, t: number): number {
  let [low, high] = [begin, stop];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (start[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
