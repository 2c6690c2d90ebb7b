import type { FigureOptions } from '../figure/options.ts';
import { page } from '../page/page.ts';
import { readOptions } from '../page/placeholders.ts';
import { withPreset } from '../page/presets.ts';
import { invalid } from '../run/invalid.ts';
import { optionsOf } from './attributes.ts';

const FIGURE = 'cvsp-figure';
const GROUP = 'cvsp-group';

/** Is an element whose calls wait until its figures stand. */
export interface Waiting extends HTMLElement {
  perform(): void;
}

/** Takes up how a figure has changed, together with all that changes in this task. */
export function settle(figure: HTMLElement): void {
  page.change(figure, readFigure, (figure) => {
    for (const element of [figure, figure.closest(GROUP)] as (Waiting | null)[]) element?.perform();
  });
}

/** The figures of a group, without those of groups in it. */
export function figuresOf(group: HTMLElement): HTMLElement[] {
  return [...group.querySelectorAll<HTMLElement>(FIGURE)].filter((figure) => figure.closest(GROUP) === group);
}

/** Reads what a figure is made from: its own attributes, over its preset, over those of the group that it stands in. */
function readFigure(figure: HTMLElement): FigureOptions {
  const own = withPreset(optionsOf(figure.attributes));
  const group = figure.closest(GROUP);
  if (!group) return { ...readOptions(figure), ...own };
  if (own.group !== undefined) throw invalid('group', own.group, `left out inside of a ${GROUP}`);
  const shared = withPreset(optionsOf(group.attributes));
  return { ...shared, ...readOptions(figure), ...own, group: shared.group ?? page.nameOf(group) };
}
