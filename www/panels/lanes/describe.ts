import { type Noun, SPAN_STATES, stateName } from '../../words/names.ts';
import type { Highlight } from '../highlight.ts';
import type { Chart } from './chart.ts';
import { countInState, spanAt } from './layout.ts';
import { sayLanes } from './strings.ts';
import { timeText } from './times.ts';

export interface Description {
  readonly text: string;
  readonly highlight?: Highlight;
}

/**
 * Describes what a chart shows at a point: the nearest span, or the counts; it returns nothing where a lane is idle.
 *
 * @param time the point's time, in milliseconds
 * @param y the point's distance from the top of the window, in CSS pixels
 * @param reach the largest distance between the point and a span, in milliseconds
 */
export function describe(
  { options, isCounts, box }: Chart,
  time: number,
  y: number,
  reach: number,
): Description | undefined {
  const { timeline, lanes, noun, names, member, until } = options;
  if (isCounts) {
    const counts = SPAN_STATES.flatMap((state) => {
      const count = countInState(timeline, lanes.spans, state, time);
      return count > 0 ? sayLanes('lanes.count', { count, state: stateName(state) }) : [];
    });
    const now = timeText(time, until, until / 1000);
    return { text: sayLanes('lanes.moment', { time: now, counts: counts.join(', ') || sayLanes('lanes.none') }) };
  }
  const lane = Math.floor(((y - box.top) / box.height) * lanes.count);
  const span = spanAt(lanes, timeline, lane, time, reach);
  if (span < 0) return undefined;
  const [start, end, task, state] = [timeline.start, timeline.end, timeline.task, timeline.state].map(
    (column) => column[span]!,
  ) as [number, number, number, number];
  const exact = Math.min(until / 1000, (end - start) / 10);
  const values = {
    // Readers count tiles from 1.
    tile: task + 1,
    state: stateName(state),
    start: timeText(start, until, exact),
    end: timeText(end, until, exact),
    lane: names?.[lane] ?? laneName(noun, lane),
  };
  if (task < 0) return { text: sayLanes('lanes.start', values) };
  const name = timeline.recording?.tasks[task];
  const text = name ? sayLanes('lanes.task', { ...values, name }) : sayLanes('lanes.span', values);
  return { text, highlight: { task, member } };
}

/** Names one lane, such as “thread 2”. */
function laneName(noun: Noun, number: number): string {
  return sayLanes(`lanes.${noun}`, { number });
}
