import { watch } from '../dom/scroll.ts';
import { Figure } from '../figure/figure.ts';
import { checkOptions, type FigureConfig, type FigureOptions } from '../figure/options.ts';
import { send } from '../group/events.ts';
import { Group } from '../group/group.ts';
import type { Controls } from '../group/player.ts';
import { listen } from '../group/pointing.ts';
import { makeSeekable } from '../run/seekable-timeline.ts';
import { loadSimulator, type Simulate } from '../run/simulator.ts';
import { say } from '../words/strings.ts';
import { followPauseAll, leavePauseAll } from './pause-all.ts';
import { PLACEHOLDERS, readOptions } from './placeholders.ts';
import { followPrint, leavePrint } from './print.ts';
import { followProse, leaveProse } from './text-links.ts';

interface Mounted {
  readonly figure: Figure;
  readonly group: Group;
  readonly config: FigureConfig;
  unmount(): void;
}

/** Figures by their elements. */
export const mounted = new Map<Element, Mounted>();
/** Placeholders whose error is shown in their place, and what stood there. */
const failed = new WeakMap<Element, readonly Node[]>();
const groups = new Map<string, Group>();

/**
 * Makes a figure of an element. One that is a figure already stays as it is.
 *
 * @param options what its attributes and its id say where left out
 * @returns what holds the figure and those of its group, once it stands; it starts by itself when it is scrolled into view
 * @throws where the options are bad or the simulator does not load: the element then says so, too
 */
export async function mount(element: HTMLElement, options?: FigureOptions): Promise<Controls> {
  try {
    const simulate = await loadSimulator();
    // Another call may have been waiting for the simulator as well.
    return mounted.get(element)?.group ?? create(element, checkOptions(options ?? readOptions(element)), simulate);
  } catch (error) {
    showError(element, error as Error);
    throw error;
  }
}

/**
 * Makes a figure of every placeholder in `root`: each element with a known id or a `data-cvsp` attribute. One that is
 * bad says so in its place, and the others run.
 */
export async function mountAll(root: ParentNode = document): Promise<void> {
  const elements = root.querySelectorAll<HTMLElement>(PLACEHOLDERS);
  const waiting = [...elements].filter((element) => !mounted.has(element) && !failed.has(element));
  await Promise.allSettled(waiting.map((element) => mount(element)));
}

/** Takes a figure out of its element, or what is said in its place. */
export function unmount(element: Element): void {
  const content = failed.get(element);
  if (content) {
    failed.delete(element);
    element.classList.remove('cvsp-poster');
    element.replaceChildren(...content);
  }
  mounted.get(element)?.unmount();
  mounted.delete(element);
  if (mounted.size > 0) return;
  leaveProse();
  leavePrint();
  leavePauseAll();
}

/** Mounts every placeholder that the document has or gets, and unmounts those that leave it. */
export function mountAsTheyCome(changed: () => void): void {
  const update = () => {
    for (const element of mounted.keys()) {
      if (!element.isConnected) unmount(element);
    }
    mountAll();
    changed();
  };
  new MutationObserver((mutations) => {
    // Most of a page's changes are no news to figures, those of their own captions least of all.
    if (mutations.some((mutation) => hasElements(mutation.addedNodes) || hasElements(mutation.removedNodes))) update();
  }).observe(document, { childList: true, subtree: true });
  update();
}

function hasElements(nodes: NodeList): boolean {
  return [...nodes].some((node) => node.nodeType === Node.ELEMENT_NODE);
}

/**
 * Makes a figure of an element.
 *
 * @param seed what its workload is drawn from where neither its scenario nor its group says
 */
export function create(element: HTMLElement, config: FigureConfig, simulate: Simulate, seed?: number | null): Group {
  // What stood in the element comes back where an error was said in its place.
  unmount(element);
  const shared = config.group === undefined ? undefined : groups.get(config.group);
  // A group without a seed of its own shares the one that its first figure was given.
  const columns = simulate({ seed: shared?.seed ?? seed, ...config.scenario });
  const figure = new Figure(element, config, makeSeekable(columns));
  const group = shared ?? new Group();
  group.seed ??= columns.seed;
  if (config.group !== undefined) groups.set(config.group, group);
  group.add(figure);
  const unlisten = listen(figure, group);
  const unwatch = watch(figure.box, {
    line: config.line,
    onVisible: (visible) => group.setVisible(figure, visible),
    onStart: () => config.autoplay && group.start(),
  });
  mounted.set(element, {
    figure,
    group,
    config,
    unmount() {
      unwatch();
      unlisten();
      group.remove(figure);
      figure.remove();
      if (config.group !== undefined && group.size === 0) groups.delete(config.group);
    },
  });
  followProse(mounted);
  followPrint(mounted);
  followPauseAll();
  return group;
}

/** Says what is the matter, in the figure's place, or beneath what its author has put there to stand in for it. */
export function showError(element: HTMLElement, error: Error): void {
  unmount(element);
  failed.set(element, [...element.childNodes]);
  const message = document.createElement('p');
  message.className = 'cvsp-error';
  message.setAttribute('role', 'alert');
  message.textContent = say('error', { message: error.message });
  if (element.firstElementChild) {
    element.classList.add('cvsp-poster');
    element.append(message);
  } else {
    const box = document.createElement('div');
    box.className = 'cvsp-box';
    box.append(message);
    element.replaceChildren(box);
  }
  send(element, 'cvsp-error', { message: error.message });
}
