import { checkOptions, type FigureConfig, type FigureOptions, isObject } from '../figure/options.ts';
import { isRecorded, openRecording } from '../page/open-recording.ts';
import { withPreset } from '../page/presets.ts';
import type { pictures } from '../paint/pictures/pictures.ts';
import { invalid } from '../run/invalid.ts';
import { makeSeekable, type SeekableTimeline } from '../run/seekable-timeline.ts';
import type { Simulate } from '../run/simulate.ts';
import { boundsOf, strategyName } from '../words/format.ts';

/** A figure is this wide, in the poster's units. */
export const WIDTH = 320;

/** A picture is so high at least and at most; beyond that, its tiles are no squares. */
const [MIN_HEIGHT, MAX_HEIGHT] = [40, 1280];

/** One figure: the id of a preset, or the options that `mount` takes. */
export type PosterFigure = string | FigureOptions;

/** Is a figure of a poster: its run, and how it is called and cut into tiles. */
export interface Member {
  readonly name: string;
  readonly bounds: string;
  readonly picture: keyof typeof pictures;
  readonly hasLanes: boolean;
  readonly timeline: SeekableTimeline;
  readonly columns: number;
  readonly rows: number;
  /** The height of its picture, in a poster's units. */
  readonly height: number;
}

export function titleOf({ name, bounds }: Pick<Member, 'name' | 'bounds'>): string {
  return [name, bounds].filter(Boolean).join(', ');
}

/** A figure that has been checked, and has its run unless that is simulated. */
type Checked = FigureConfig & Pick<Member, 'hasLanes'>;

/**
 * Simulates figures.
 *
 * @throws an error that names what is wrong in the figures, its value and what is allowed
 */
export function membersOf(simulate: Simulate, figures: PosterFigure | readonly PosterFigure[]): Member[] {
  return check(figures).map((figure) => memberOf(simulate, figure));
}

/**
 * Simulates figures, and opens the recordings of those that have one.
 *
 * @throws as `membersOf` does, or what is wrong with a recording
 */
export async function openMembers(
  simulate: Simulate,
  figures: PosterFigure | readonly PosterFigure[],
): Promise<Member[]> {
  const opened = check(figures).map(async (figure) =>
    isRecorded(figure) ? { ...(await openRecording(figure)), hasLanes: figure.hasLanes } : figure,
  );
  return (await Promise.all(opened)).map((figure) => memberOf(simulate, figure));
}

function check(figures: PosterFigure | readonly PosterFigure[]): Checked[] {
  const list = Array.isArray(figures) ? (figures as readonly PosterFigure[]) : [figures as PosterFigure];
  if (list.length === 0) throw invalid('figures', figures, 'one figure, or a list of at least one');
  return list.map((figure) => {
    const given = typeof figure === 'string' ? { preset: figure } : figure;
    if (!isObject(given)) throw invalid('figures', figure, 'the id of a preset, or an object of options');
    const options = withPreset(given);
    const config = checkOptions(options);
    if (config.image !== undefined) throw invalid('image', config.image, 'left out: a poster loads nothing');
    return { ...config, hasLanes: options.lanes ?? true };
  });
}

function memberOf(simulate: Simulate, { scenario, label, picture, hasLanes, timeline: recorded }: Checked): Member {
  // The same options give the same poster.
  const timeline = recorded ?? makeSeekable(simulate({ seed: 1, ...scenario }));
  const [columns, rows] = gridOf(scenario, timeline.tasks);
  return {
    name: label ?? strategyName(scenario['strategy']),
    bounds: boundsOf(scenario),
    height: Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, Math.floor((WIDTH * rows) / columns))),
    ...{ picture, hasLanes, timeline, columns, rows },
  };
}

/** Returns the columns and rows of the scenario's grid, or those nearest to a square. */
function gridOf({ grid }: Readonly<Record<string, unknown>>, tasks: number): readonly [number, number] {
  if (grid) return grid as [number, number];
  const columns = Math.ceil(Math.sqrt(tasks));
  return [columns, Math.ceil(tasks / columns)];
}
