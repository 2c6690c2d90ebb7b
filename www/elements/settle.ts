import type { FigureOptions } from '../figure/options.ts';
import type { Controls } from '../group/player.ts';
import { readOptions } from '../page/placeholders.ts';
import { controlsOf, update } from '../page/update.ts';
import { invalid } from '../words/invalid.ts';
import { optionsOf } from './attributes.ts';

const FIGURE = 'cvsp-figure';
const GROUP = 'cvsp-group';

interface Call {
  readonly element: HTMLElement;
  readonly act: (controls: Controls) => void;
}

/** Figures that have come, gone, been moved, or been given other attributes. */
const changed = new Set<HTMLElement>();
/** What is to be done once the figures that it is meant for stand. */
const calls = new Set<Call>();
const names = new WeakMap<Element, string>();
let groups = 0;

/** Takes up how a figure has changed, together with all that changes in this task. */
export function settle(figure: HTMLElement): void {
  if (changed.size === 0) queueMicrotask(() => update(changed, readFigure).then(perform));
  changed.add(figure);
}

/** Does something to an element's figures: at once, or as soon as they stand. */
export function call(element: HTMLElement, act: Call['act']): void {
  calls.add({ element, act });
  perform();
}

/** The figures of a group, without those of groups in it. */
export function figuresOf(group: HTMLElement): HTMLElement[] {
  return [...group.querySelectorAll<HTMLElement>(FIGURE)].filter((figure) => figure.closest(GROUP) === group);
}

function perform(): void {
  if (changed.size > 0) return;
  for (const call of [...calls]) {
    const { element, act } = call;
    const figures = element.localName === GROUP ? figuresOf(element) : [element];
    const controls = figures.map(controlsOf).find((controls) => controls !== undefined);
    // What it brings about may have performed the others already.
    if (controls && calls.delete(call)) act(controls);
  }
}

/** What a figure is made from: its own attributes, over its preset, over those of the group that it stands in. */
function readFigure(figure: HTMLElement): FigureOptions {
  const own = optionsOf(figure.attributes);
  const group = figure.closest(GROUP);
  if (!group) return { ...readOptions(figure), ...own };
  if (own.group !== undefined) throw invalid('group', own.group, `left out inside of a ${GROUP}`);
  const shared = optionsOf(group.attributes);
  return { ...shared, ...readOptions(figure), ...own, group: shared.group ?? nameOf(group) };
}

function nameOf(group: Element): string {
  const name = names.get(group) ?? `<${GROUP}> ${++groups}`;
  names.set(group, name);
  return name;
}
