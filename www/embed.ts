/** The classic script for a post: it needs no call, whenever it is loaded, and however often. */

import { LOADED } from './loaded.ts';
import { mountAsTheyCome } from './page/mount.ts';
import { setStrings } from './words/strings.ts';

/** On the script's own element: words to use instead of the English ones, as JSON. */
const STRINGS = 'data-cvsp-strings';

if (!(LOADED in window)) {
  Object.defineProperty(window, LOADED, { value: true });
  const strings = document.currentScript?.getAttribute(STRINGS);
  try {
    if (strings) setStrings(JSON.parse(strings));
  } catch (error) {
    console.error(`cvsp: ${STRINGS}: ${(error as Error).message}`);
  }
  mountAsTheyCome(() => {
    if (!document.querySelector('cvsp-figure')) return;
    import(/* webpackChunkName: "elements" */ './elements/define.ts').then(({ defineElements }) => defineElements());
  });
}
