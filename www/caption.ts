import { say } from './strings.ts';
import { type Comparison, duration } from './words.ts';

/** The lines beneath a picture: who this is, how long it took, and how that compares. */
export class Caption {
  readonly element = document.createElement('div');
  readonly #time = line('cvsp-time');
  readonly #speed = line('cvsp-speed');
  readonly #than = line('cvsp-than');
  #comparison: Comparison | undefined;

  constructor(name: string, bounds: string) {
    this.element.className = 'cvsp-caption';
    const who = line('cvsp-who');
    who.append(line('cvsp-name', name));
    if (bounds) who.append(' ', line('cvsp-bounds', bounds));
    const verdict = line('cvsp-verdict');
    verdict.append(this.#speed, ' ', this.#than);
    this.element.append(who, this.#time, verdict);
  }

  /** @param comparison what is said once the run is finished; nothing where left out */
  setComparison(comparison: Comparison | undefined): void {
    this.#comparison = comparison;
  }

  /** @param time the moment that is shown, in milliseconds; below 0 where nothing has begun or all is wiped */
  update(time: number, makespan: number): void {
    const finished = time >= makespan;
    const now = () => say('caption.now', { seconds: Math.floor(time / 1000) });
    setText(this.#time, time < 0 ? '' : finished ? say('caption.took', { time: duration(makespan) }) : now());
    setText(this.#speed, (finished && this.#comparison?.speed) || '');
    setText(this.#than, (finished && this.#comparison?.than) || '');
  }
}

function line(className: string, text = ''): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

/** Touches the page only where the text is another. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
