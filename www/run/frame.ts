import { countUntil, type SeekableTimeline } from './seekable-timeline.ts';
import { isLoading, State } from './state.ts';

/** A frame at this moment, in milliseconds, shows that no tile has begun. */
export const BEFORE = -1;

/** Describes what every tile is doing at one moment. */
export interface Frame {
  /** Gives each tile's `State`. */
  readonly state: Uint8Array;
  /** Gives the part of each tile's load that is done, from 0 to 1. */
  readonly loaded: Float64Array;
  /** Gives the part of each tile's render that is done, from 0 to 1; it stays 0 if the render takes no time. */
  readonly rendered: Float64Array;
  /** Gives each tile's last span that has started, or -1. */
  readonly span: Int32Array;
  /** Counts the spans of the run that have started. */
  started: number;
}

export function createFrame(tasks: number): Frame {
  return {
    state: new Uint8Array(tasks),
    loaded: new Float64Array(tasks),
    rendered: new Float64Array(tasks),
    span: new Int32Array(tasks).fill(-1),
    started: 0,
  };
}

/**
 * Updates `frame` to show what every tile is doing at time `t`.
 *
 * The result depends on the timeline and on `t` alone. The old content of `frame` only saves time: a short step forward
 * visits just the spans that have started since. Any other step searches the start times, O(log spans), and then visits
 * at most as many spans as there are tiles.
 *
 * @param t in milliseconds of simulated time; below 0 no tile has begun
 */
export function frameAt(timeline: SeekableTimeline, t: number, frame: Frame): void {
  seek(timeline, t, frame);
  const { state, start, end, loadedBefore, renderedBefore, load, render } = timeline;
  for (let task = 0; task < timeline.tasks; task++) {
    const span = frame.span[task]!;
    if (span < 0) {
      // A task that takes no time has no span, and is finished from time 0 on.
      const isNothing = load[task] === 0 && render[task] === 0;
      if (t >= 0 && isNothing) set(frame, task, State.finished, 1, 0);
      else if (frame.state[task] !== State.idle) set(frame, task, State.idle, 0, 0);
    } else if (t >= end[span]!) {
      // The spans of a task leave no gap, so this one was its last.
      if (frame.state[task] !== State.finished) set(frame, task, State.finished, 1, render[task]! > 0 ? 1 : 0);
    } else {
      const now = state[span]!;
      const elapsed = t - start[span]!;
      const loaded = loadedBefore[span]! + (isLoading(now) ? elapsed : 0);
      const rendered = renderedBefore[span]! + (now === State.render ? elapsed : 0);
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

/** Updates each tile's last span that has started at `t`. */
function seek({ start, task: taskOf, tasks, checkpoints }: SeekableTimeline, t: number, frame: Frame): void {
  const started = countUntil(start, t);
  if (started < frame.started || started > frame.started + tasks) {
    const checkpoint = Math.min(Math.floor(started / tasks), checkpoints.length - 1);
    frame.started = Math.max(0, checkpoint * tasks);
    if (checkpoint >= 0) frame.span.set(checkpoints[checkpoint]!);
  }
  for (; frame.started < started; frame.started++) {
    const task = taskOf[frame.started]!;
    if (task >= 0) frame.span[task] = frame.started;
  }
}

function set(frame: Frame, task: number, state: number, loaded: number, rendered: number): void {
  frame.state[task] = state;
  frame.loaded[task] = loaded;
  frame.rendered[task] = rendered;
}
