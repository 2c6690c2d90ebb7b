import type { FigureOptions } from '../figure/options.ts';
import type { Player } from '../group/player.ts';
import { page } from './page.ts';
import { PLACEHOLDER_ATTRIBUTES, PLACEHOLDERS, placeholdersIn, readOptions } from './placeholders.ts';
import { withPreset } from './presets.ts';

/**
 * Makes a figure of an element. One that is a figure already stays as it is.
 *
 * @param options what its attributes and its id say where left out
 * @returns what holds the figure and those of its group, once it stands; it starts by itself when it is scrolled into view.
 * Where the element is unmounted before, there is no figure, and what it resolves with does nothing
 * @throws where the options are bad or the simulator does not load: the element then says so, too
 */
export function mount(element: HTMLElement, options?: FigureOptions): Promise<Player> {
  return page.adopt(element, options ? () => withPreset(options) : readOptions);
}

/**
 * Makes a figure of every placeholder in `root`: each element with a known id or a `data-cvsp` attribute. One that is
 * bad says so in its place, and the others run. An element that has a known id, and text of its own, stays as it is. On a
 * server, where there is no document, it does nothing.
 */
export async function mountAll(root: ParentNode | undefined = globalThis.document): Promise<void> {
  if (!root) return;
  const elements = placeholdersIn(root, (element) => page.refuse(element));
  await Promise.allSettled(elements.filter((element) => !page.has(element)).map((element) => mount(element)));
}

/** Takes a figure out of its element, or what is said in its place. One that does not stand yet will not come to. */
export function unmount(element: Element): void {
  page.release(element);
}

/** Takes every figure out of its element in `root`, by default in the page, or what is said in its place. */
export function unmountAll(root: ParentNode | undefined = globalThis.document): void {
  if (root) page.releaseAll(root);
}

/** Mounts every placeholder that the document has or gets, and gives figures the options that their attributes get. */
export function mountAsTheyCome(changed: () => void): void {
  const update = () => {
    mountAll();
    changed();
  };
  new MutationObserver((mutations) => {
    for (const element of new Set(mutations.flatMap(({ type, target }) => (type === 'attributes' ? target : [])))) {
      if (page.has(element as HTMLElement)) follow(element as HTMLElement);
    }
    // Most of a page's changes are no news to figures, what they add themselves least of all.
    if (mutations.some(({ type, addedNodes }) => type === 'attributes' || bringsElements(addedNodes))) update();
  }).observe(document, { childList: true, subtree: true, attributeFilter: PLACEHOLDER_ATTRIBUTES });
  update();
}

/** Gives a figure what its attributes say now. Custom elements do that by themselves. */
function follow(element: HTMLElement): void {
  if (element.matches(PLACEHOLDERS)) page.change(element, readOptions);
  else if (element.localName !== 'cvsp-figure') page.release(element);
}

function bringsElements(nodes: NodeList): boolean {
  return [...nodes].some((node) => node instanceof Element && !node.closest('.cvsp-box'));
}
