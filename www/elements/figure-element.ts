import { CvspElement } from './element.ts';
import { settle } from './settle.ts';

export class CvspFigure extends CvspElement {
  override connectedCallback(): void {
    super.connectedCallback();
    settle(this);
  }

  disconnectedCallback(): void {
    settle(this);
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) settle(this);
  }
}
