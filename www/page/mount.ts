import type { FigureOptions } from '../figure/options.ts';
import type { Player } from '../group/player.ts';
import { page } from './page.ts';
import { PLACEHOLDERS, readOptions } from './placeholders.ts';

/**
 * Makes a figure of an element. One that is a figure already stays as it is.
 *
 * @param options what its attributes and its id say where left out
 * @returns what holds the figure and those of its group, once it stands; it starts by itself when it is scrolled into view.
 * Where the element is unmounted before, there is no figure, and what it resolves with does nothing
 * @throws where the options are bad or the simulator does not load: the element then says so, too
 */
export function mount(element: HTMLElement, options?: FigureOptions): Promise<Player> {
  return page.adopt(element, options ? () => options : readOptions);
}

/**
 * Makes a figure of every placeholder in `root`: each element with a known id or a `data-cvsp` attribute. One that is
 * bad says so in its place, and the others run.
 */
export async function mountAll(root: ParentNode = document): Promise<void> {
  const elements = [...root.querySelectorAll<HTMLElement>(PLACEHOLDERS)];
  await Promise.allSettled(elements.filter((element) => !page.has(element)).map((element) => mount(element)));
}

/** Takes a figure out of its element, or what is said in its place. One that does not stand yet will not come to. */
export function unmount(element: Element): void {
  page.release(element);
}

/** Mounts every placeholder that the document has or gets, and unmounts those that leave it. */
export function mountAsTheyCome(changed: () => void): void {
  const update = () => {
    page.releaseLost();
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
