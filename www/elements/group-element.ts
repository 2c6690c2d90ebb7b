import { CvspElement } from './element.ts';
import { figuresOf, settle } from './settle.ts';

export class CvspGroup extends CvspElement {
  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) for (const figure of figuresOf(this)) settle(figure);
  }
}
