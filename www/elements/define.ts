import { CvspFigure } from './figure-element.ts';
import { CvspGroup } from './group-element.ts';

/**
 * Makes `<cvsp-figure>` and `<cvsp-group>` known to the browser, once. Where a page has them already, of any version, they
 * stay as they are. It does nothing where there are no custom elements, as in Node.
 */
export function defineElements(): void {
  if (typeof customElements === 'undefined') return;
  if (customElements.get('cvsp-figure') || customElements.get('cvsp-group')) return;
  // A figure asks for the group that it stands in.
  customElements.define('cvsp-group', CvspGroup);
  customElements.define('cvsp-figure', CvspFigure);
}
