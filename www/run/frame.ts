import { countUntil, type SeekableTimeline } from './seekable-timeline.ts';
import { isLoading, State } from './state.ts';

/** A frame at this moment, in milliseconds, shows that no tile has begun. */
export const BEFORE = -1;

/** Only this many ready tiles have a place: no tile has room for the digits of a larger one. */
export const MAX_PLACE = 99;

/** Describes what every tile is doing at one moment. */
export interface Frame {
  /** Gives each tile's `State`. */
  readonly state: Uint8Array;
  /** Gives the part of each tile's load that is done, from 0 to 1. */
  readonly loaded: Float64Array;
  /** Gives the part of each tile's render that is done, from 0 to 1; it stays 0 if the render takes no time. */
  readonly rendered: Float64Array;
  /** Gives each ready tile's place in the line for an executor, from 1 to `MAX_PLACE`; 0 for all others. */
  readonly place: Uint8Array;
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
    place: new Uint8Array(tasks),
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
  const before = frame.started;
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
  // A tile joins or leaves the line only when a span starts.
  if (frame.started !== before) lineUp(timeline, frame);
}

/** Gives the ready tiles their places. Executors take them in this order, so their next spans start in it. */
function lineUp({ state, start, task: taskOf }: SeekableTimeline, { state: now, place, span, started }: Frame): void {
  const ready = now.reduce((count, state) => count + (state === State.ready ? 1 : 0), 0);
  const next: number[] = [];
  place.fill(0);
  for (let i = started; next.length < Math.min(ready, MAX_PLACE) && i < state.length; i++) {
    const task = taskOf[i]!;
    if (task < 0 || now[task] !== State.ready || place[task]! > 0) continue;
    place[task] = 1;
    next.push(i);
  }
  // Of those that are taken at one instant, the first is the one that has waited for longer.
  next.sort((a, b) => start[a]! - start[b]! || span[taskOf[a]!]! - span[taskOf[b]!]!);
  next.forEach((i, before) => {
    place[taskOf[i]!] = before + 1;
  });
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
