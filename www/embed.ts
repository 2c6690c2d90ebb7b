/** Is the classic script for a post. It needs no call, and may be loaded at any time and more than once. */

import './own-files.ts';
import { FOLLOWED, followPage } from './elements/follow-page.ts';
import { setStrings } from './words/strings.ts';

/** Names the attribute of the script's element that holds words to use instead of the English ones, as JSON. */
const STRINGS = 'data-cvsp-strings';

if (!(FOLLOWED in window)) {
  // A module has no element of its own.
  const script = document.currentScript ?? document.querySelector(`script[${STRINGS}]`);
  const strings = script?.getAttribute(STRINGS);
  try {
    if (strings) setStrings(JSON.parse(strings));
  } catch (error) {
    console.error(`cvsp: ${STRINGS}: ${(error as Error).message}`);
  }
  followPage();
}
