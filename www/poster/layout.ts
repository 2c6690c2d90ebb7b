import { ticks, timeText } from '../panels/lanes/times.ts';
import { compare, duration, progress, times } from '../words/format.ts';
import { say } from '../words/strings.ts';
import { type Member, titleOf, WIDTH } from './members.ts';
import { sayPoster } from './strings.ts';

/** Figures stand so far from each other, in the poster's units. */
export const GAP = 16;

/** The colours of paper and ink, by the theme. */
export const THEMES = {
  light: { paper: '#fff', ink: '#1b1d22' },
  dark: { paper: '#15171b', ink: '#e6e7ea' },
} as const;

export type Theme = keyof typeof THEMES;

/** The caption, the lanes and the axis of time below a picture take this much room, and a second line of the caption. */
const ROOM = 88;
const LINE = 16;
export const MARGIN = 8;
const CAPTION = 17;
const LANES = 25;

/** Each label of the axis has this much room. */
const LABEL_WIDTH = 56;

/** The labels of the axis have this size. */
export const LABEL_SIZE = 10;

/** Says where the parts of a poster are, from its top, and how large it is. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The end of the pictures. */
  readonly picture: number;
  /** The base of a caption's first line. */
  readonly caption: number;
  readonly lanes: number;
}

/** Is a line of text at a place of a poster. */
export interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight?: 600;
  readonly anchor?: 'middle' | 'end';
}

export function layoutOf(members: readonly Member[]): Layout {
  const picture = Math.max(...members.map(({ height }) => height));
  const lines = members.length > 1 ? LINE : 0;
  const room = members.some(({ hasLanes }) => hasLanes) ? ROOM : LANES;
  return {
    width: members.length * (WIDTH + GAP) - GAP,
    height: picture + room + lines,
    picture,
    caption: picture + CAPTION,
    lanes: picture + LANES + lines,
  };
}

/**
 * Returns the title of a figure, and how long its run took. A long title is written smaller, and cut if it is still too
 * long.
 *
 * @param time the moment that is shown, in milliseconds
 * @param speed words how fast it is played, where that is to be told
 * @param y the base of the first line
 */
export function captionOf(
  member: Member,
  members: readonly Member[],
  time: number,
  speed: string,
  y: number,
): readonly [title: Line, time: Line] {
  const { makespan } = member.timeline;
  const isRow = members.length > 1;
  const isFinished = time >= makespan;
  const slowest = members.reduce((a, b) => (b.timeline.makespan > a.timeline.makespan ? b : a));
  const { speed: faster } = compare(makespan, slowest.timeline.makespan, slowest.name);
  const took = isFinished ? say('caption.took', { time: duration(makespan) }) : progress(time, makespan, true);
  const comparison = isRow && isFinished && member !== slowest && makespan > 0 ? faster : '';
  const right = [took, comparison, speed].filter(Boolean).join(' · ');
  const small = isRow || !speed ? 12 : 10.5;
  const title = titleOf(member);
  // A letter is a bit more than half as wide as it is high.
  const room = isRow ? WIDTH - 2 * MARGIN : WIDTH - 3 * MARGIN - right.length * small * 0.52;
  const size = Math.min(14, Math.max(11, room / 0.59 / [...title].length));
  const most = Math.floor(Math.max(4, room / 0.59 / size));
  const shown = [...title].length > most ? `${[...title].slice(0, most - 1).join('')}…` : title;
  const line = { text: right, size: small };
  return [
    { text: shown, x: MARGIN, y, size, weight: 600 },
    isRow ? { ...line, x: MARGIN, y: y + LINE } : { ...line, x: WIDTH - MARGIN, y, anchor: 'end' },
  ];
}

/**
 * Words the speed at which a run is played, such as “4× speed” or “1/10 speed”; nothing if it is that of the run.
 *
 * @param slowdown so many seconds are played for each of the run
 */
export function speedOf(slowdown: number): string {
  if (slowdown === 1) return '';
  return slowdown < 1
    ? sayPoster('poster.faster', { times: times(1 / slowdown).replace(/\.0$/, '') })
    : sayPoster('poster.slower', { times: slowdown });
}

/** Returns where the axis of time has its marks, from the left, and its labels. */
export function axisOf(until: number, left: number, top: number, width: number): { marks: number[]; labels: Line[] } {
  const at = ticks(until, Math.floor(width / LABEL_WIDTH));
  const x = (time: number) => left + (until > 0 ? (time / until) * width : 0);
  const label = { y: top + 13, size: LABEL_SIZE };
  const labels: Line[] = at
    // The last label is that of the end, to a tenth of a second or three digits.
    .filter((time) => until === 0 || x(time) + LABEL_WIDTH < left + width)
    .map((time) =>
      time === 0
        ? { ...label, text: '0', x: x(0) }
        : { ...label, text: timeText(time, until, at[1]!), x: x(time), anchor: 'middle' },
    );
  if (until > 0) labels.push({ ...label, text: duration(until), x: x(until), anchor: 'end' });
  return { marks: [...at, ...(until > 0 && at.at(-1) !== until ? [until] : [])].map(x), labels };
}
