/** Makes `<cvsp-lab>` known to the browser, once. On a server it does nothing. */

import { CvspLab } from './lab-element.ts';

export type { CvspLab };

if (typeof customElements !== 'undefined' && !customElements.get('cvsp-lab'))
  customElements.define('cvsp-lab', CvspLab);
