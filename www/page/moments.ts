import type { Highlight } from '../panels/highlight.ts';
import { createFrame, frameAt } from '../run/frame.ts';
import { instantsOf } from '../run/instants.ts';
import { invalid } from '../run/invalid.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import { State } from '../run/state.ts';
import { type Intervals, peakOf, tallyOf } from '../run/tally.ts';
import { parseMoment } from '../words/moment.ts';

/** A moment of a run, and the tiles that it is about. */
export interface Meant {
  /** The moment is in milliseconds of simulated time. */
  readonly time: number;
  readonly highlight: Highlight | undefined;
}

const EVENT = /^(first|last|most|[1-9]\d*) ([a-z]+)$/;

/**
 * Finds the moment that a text names in a figure's run: a time such as “4.2s”, or an event such as “first ready”.
 *
 * @param timelines the runs of the figure's group
 * @param member the figure's place in its group, from 0
 * @throws an error that names `field`, the text, and what is allowed
 */
export function findMoment(field: string, text: string, timelines: readonly SeekableTimeline[], member: number): Meant {
  const timeline = timelines[member]!;
  const trimmed = text.trim();
  // A figure parts with the one before it in its row; the first one, with the one after it.
  const neighbour = timelines[member === 0 ? 1 : member - 1];
  const found =
    trimmed === 'part' ? neighbour && whereTheyPart(timeline, neighbour) : findEvent(trimmed, timeline, member);
  if (found) return found;
  if (trimmed === 'part' || EVENT.test(trimmed)) throw invalid(field, text, "an event of the figure's run");
  return { time: parseMoment(field, text, timeline.makespan), highlight: undefined };
}

/** Finds the moment at which most of a run's tiles are in a state, if any ever is. */
export function momentOfMost(state: number, timeline: SeekableTimeline): number | undefined {
  const { time, count } = peakOf(intervalsOf(state, timeline));
  return count > 0 ? time : undefined;
}

function findEvent(text: string, timeline: SeekableTimeline, member: number): Meant | undefined {
  const [, which, name] = EVENT.exec(text) ?? [];
  if (which === undefined || !Object.hasOwn(State, name!)) return undefined;
  const state = State[name as keyof typeof State];
  const { starts, ends } = intervalsOf(state, timeline);
  const time =
    which === 'most'
      ? momentOfMost(state, timeline)
      : which === 'last'
        ? starts.at(-1)
        : whenSoMany({ starts, ends }, which === 'first' ? 1 : Number(which));
  return time === undefined ? undefined : { time, highlight: { states: [state], member } };
}

/** Returns when tiles, or slots, are in a state. A tile that is finished stays so. */
function intervalsOf(state: number, timeline: SeekableTimeline): Intervals {
  const { states, tasks } = tallyOf(timeline);
  return state === State.finished ? { starts: tasks.ends, ends: new Float64Array() } : states[state]!;
}

/** Finds the first moment at which `count` intervals are open. */
function whenSoMany({ starts, ends }: Intervals, count: number): number | undefined {
  let ended = 0;
  return starts.find((time, started) => {
    while (ended < ends.length && ends[ended]! <= time) ended++;
    return started + 1 - ended >= count;
  });
}

/** Finds the first moment at which a tile of two runs is in another state, and that tile. */
function whereTheyPart(a: SeekableTimeline, b: SeekableTimeline): Meant | undefined {
  const [one, other] = [createFrame(a.tasks), createFrame(b.tasks)];
  for (const time of instantsOf([a, b])) {
    frameAt(a, time, one);
    frameAt(b, time, other);
    const task = one.state.findIndex((state, task) => state !== other.state[task]);
    if (task >= 0) return { time, highlight: { task } };
  }
  return undefined;
}
