/** Adds the style sheets of the file with everything inside to the document's list, which strict policies allow. */

import figures from './figure/figures.css';
import controls from './group/controls.css';
import { LOADED } from './loaded.ts';
import account from './panels/account/account.css';
import code from './panels/code/code.css';
import lanes from './panels/lanes/lanes.css';
import numbers from './panels/numbers/numbers.css';

const sheets: CSSStyleSheet[] = [figures, controls, lanes, numbers, account, code];
if (!(LOADED in window)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
