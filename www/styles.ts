/** The style sheets of the file that has all inside: in the document's own list, where a content security policy lets them be. */

import figures from './figure/figures.css';
import controls from './group/controls.css';
import { LOADED } from './loaded.ts';
import account from './panels/account/account.css';
import code from './panels/code/code.css';
import lanes from './panels/lanes/lanes.css';
import numbers from './panels/numbers/numbers.css';

const sheets: CSSStyleSheet[] = [figures, controls, lanes, numbers, account, code];
if (!(LOADED in window)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
