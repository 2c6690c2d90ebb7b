import { checkOptions, type FigureConfig, type FigureOptions } from '../figure/options.ts';
import type { Group } from '../group/group.ts';
import type { Controls } from '../group/player.ts';
import { makeSeekable } from '../run/seekable-timeline.ts';
import { loadSimulator, type Simulate } from '../run/simulator.ts';
import { create, mounted, showError, unmount } from './mount.ts';

/** What the workloads of figures were drawn from, also while an error stands in their place. */
const seeds = new WeakMap<Element, number | null>();

/**
 * Makes figures of elements, or gives those that are figures other options, and unmounts those that have left the page.
 * A figure that is given other options keeps the moment, whether it plays, and whatever else a reader has set; and the
 * seed that its workload was drawn from, unless it is given one.
 *
 * Where the options are bad, the element says so, until it is given good ones.
 *
 * @param elements is emptied as it is taken up: what comes while the simulator loads is taken up with it
 * @param options may throw what is wrong with them
 */
export async function update(
  elements: Set<HTMLElement>,
  options: (element: HTMLElement) => FigureOptions,
): Promise<void> {
  const simulate = await loadSimulator().catch((error: Error): Simulate => {
    return () => {
      throw error;
    };
  });
  /** Those of figures that have changed: a group that a figure has come to has taken that up already. */
  const groups = new Set<Group>();
  const taken = [...elements];
  elements.clear();
  for (const element of taken) {
    if (element.isConnected) {
      try {
        const group = change(element, checkOptions(options(element)), simulate);
        if (group) groups.add(group);
      } catch (error) {
        showError(element, error as Error);
      }
    } else {
      unmount(element);
      seeds.delete(element);
    }
  }
  for (const group of groups) if (group.size > 0) group.arrange();
}

/** @returns the group whose figure has another run now; none where the figure was made anew */
function change(element: HTMLElement, config: FigureConfig, simulate: Simulate): Group | undefined {
  const old = mounted.get(element);
  const canStay = (['group', 'line', 'autoplay'] as const).every((name) => config[name] === old?.config[name]);
  if (!old || !canStay) {
    seeds.set(element, create(element, config, simulate, seeds.get(element)).seed);
    return undefined;
  }
  const { figure, group } = old;
  group.change(figure, config, makeSeekable(simulate({ seed: group.seed, ...config.scenario })));
  return group;
}

/** What holds the figure of an element, if it is one. */
export function controlsOf(element: Element): Controls | undefined {
  return mounted.get(element)?.group;
}
