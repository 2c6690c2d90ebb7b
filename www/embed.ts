/** Is the classic script for a post. It needs no call, and may be loaded at any time and more than once. */

import './own-files.ts';
import { LOADED } from './loaded.ts';
import { mountAsTheyCome } from './page/mount.ts';
import { page } from './page/page.ts';
import { setStrings } from './words/strings.ts';

/** Names the attribute of the script's element that holds words to use instead of the English ones, as JSON. */
const STRINGS = 'data-cvsp-strings';

if (!(LOADED in window)) {
  Object.defineProperty(window, LOADED, { value: true });
  // A module has no element of its own.
  const script = document.currentScript ?? document.querySelector(`script[${STRINGS}]`);
  const strings = script?.getAttribute(STRINGS);
  try {
    if (strings) setStrings(JSON.parse(strings));
  } catch (error) {
    console.error(`cvsp: ${STRINGS}: ${(error as Error).message}`);
  }
  const asked = new WeakSet<HTMLElement>();
  mountAsTheyCome(() => {
    const figures = [...document.querySelectorAll<HTMLElement>('cvsp-figure:not(:defined)')];
    // A file that does not load is asked for again where another figure comes, and never by itself.
    const isNew = figures.some((figure) => !asked.has(figure));
    for (const figure of figures) asked.add(figure);
    if (isNew) defineElements().catch((error) => figures.forEach((figure) => page.fail(figure, error)));
  });
}

async function defineElements(): Promise<void> {
  (await import(/* webpackChunkName: "elements" */ './elements/define.ts')).defineElements();
}
