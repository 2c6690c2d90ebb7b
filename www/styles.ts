/** The style sheets of the file that has all inside: in the document's own list, where a content security policy lets them be. */

import account from './account/account.css';
import code from './code/code.css';
import controls from './controls.css';
import figures from './figures.css';
import lanes from './lanes/lanes.css';
import { LOADED } from './loaded.ts';
import numbers from './numbers/numbers.css';

const sheets: CSSStyleSheet[] = [figures, controls, lanes, numbers, account, code];
if (!(LOADED in window)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
