/** Is the package as a post has it: figures and their styles, with no call. On a server it does nothing. */

import sheet from './cvsp.css';
import { adoptSheets } from './dom/sheets.ts';
import { FOLLOWED, followPage } from './elements/follow-page.ts';

export type * from './index.ts';

if (typeof window !== 'undefined' && !(FOLLOWED in window)) {
  adoptSheets(document.documentElement, [sheet]);
  followPage();
}
