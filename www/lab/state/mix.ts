import type { Durations, Scenario } from '../../run/scenario.ts';

/** The loads and renders of a grid, whose proportions stay while a reader turns waiting into work. */
export interface Shape {
  readonly load: Durations;
  readonly render: Durations;
}

/** The durations of the article, which stand in where all is waiting or all is work. */
export const ARTICLE: Shape = { load: [1500, 7000], render: [800, 1500, 100] };

/** Returns the middle of a range of durations, in milliseconds. */
export function meanOf(durations: Durations): number {
  return typeof durations === 'number' ? durations : (durations[0] + durations[1]) / 2;
}

/** Returns how much of a tile's time is work, from 0 to 1. */
export function workOf({ load, render }: Shape): number {
  const [waits, works] = [meanOf(load), meanOf(render)];
  return waits + works > 0 ? works / (waits + works) : 0;
}

/** Returns the shape of a scenario's work; the article's durations stand in for those that take no time. */
export function shapeOf({ load = 0, render = 0 }: Scenario): Shape {
  return { load: meanOf(load) > 0 ? load : ARTICLE.load, render: meanOf(render) > 0 ? render : ARTICLE.render };
}

/**
 * Returns the loads and renders of which a part is work, and the rest waiting. Together they take as long as before.
 *
 * @param shape the proportions of each; the part at which nothing is scaled gives it back as it is
 * @param work from 0, all waiting, to 1, all work
 */
export function mix(scenario: Scenario, shape: Shape, work: number): Shape {
  const total = meanOf(scenario.load ?? 0) + meanOf(scenario.render ?? 0);
  return {
    load: scale(shape.load, ((1 - work) * total) / meanOf(shape.load)),
    render: scale(shape.render, (work * total) / meanOf(shape.render)),
  };
}

/** Durations are whole milliseconds, so that a link to them is short; below ten there are decimals. */
function scale(durations: Durations, factor: number): Durations {
  const round = (milliseconds: number) => {
    const scaled = milliseconds * factor;
    return scaled < 10 ? Math.round(scaled * 1000) / 1000 : Math.round(scaled);
  };
  if (factor <= 0) return 0;
  if (typeof durations === 'number') return round(durations);
  const [least, most, step] = durations;
  if (step === undefined) return [round(least), round(most)];
  return [round(least), round(most), Math.max(0.001, round(step))];
}
