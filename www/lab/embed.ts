/** Makes `<cvsp-lab>` known in a post, whose script knows where the page for iframes is: `player.html` in dist/embed/. */

import { CvspLab } from './lab-element.ts';

declare const __webpack_public_path__: string;

if (!customElements.get('cvsp-lab')) {
  customElements.define(
    'cvsp-lab',
    class extends CvspLab {
      protected override get ownPlayer(): URL {
        return new URL('../../player.html', __webpack_public_path__);
      }
    },
  );
}
