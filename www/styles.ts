/** Adds the style sheets of the file with everything inside to the document's list, which strict policies allow. */

import { adoptSheets } from './dom/sheets.ts';
import { FOLLOWED } from './elements/follow-page.ts';
import figures from './figure/figures.css';
import controls from './group/controls.css';

if (!(FOLLOWED in window)) adoptSheets(document.documentElement, [figures, controls]);
