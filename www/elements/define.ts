import { CvspFigure } from './figure-element.ts';
import { CvspGroup } from './group-element.ts';
import { FIGURE, GROUP } from './settle.ts';

/**
 * Makes `<cvsp-figure>` and `<cvsp-group>` known to the browser, once: where a page has them already, of whatever
 * version, they stay as they are. It does nothing where there are no elements, as in Node.
 */
export function defineElements(): void {
  if (typeof customElements === 'undefined' || customElements.get(FIGURE) || customElements.get(GROUP)) return;
  // A figure asks for the group that it stands in.
  customElements.define(GROUP, CvspGroup);
  customElements.define(FIGURE, CvspFigure);
}
