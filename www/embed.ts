/** Is the classic script for a post. It needs no call, and may be loaded at any time and more than once. */

import { LOADED } from './loaded.ts';
import { mountAsTheyCome } from './page/mount.ts';
import { setStrings } from './words/strings.ts';

/** Names the attribute of the script's element that holds words to use instead of the English ones, as JSON. */
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
