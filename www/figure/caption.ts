import { type Comparison, duration } from '../words/format.ts';
import { say } from '../words/strings.ts';

/** The lines beneath a picture: who this is, how long it took, and how that compares. */
export class Caption {
  readonly element = document.createElement('div');
  readonly #time = line('cvsp-time');
  readonly #speed = line('cvsp-speed');
  readonly #than = line('cvsp-than');
  #comparison: Comparison | undefined;
  /** The second that it tells of. */
  #shown = Number.NaN;

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
    this.#shown = Number.NaN;
  }

  /**
   * @param time the moment that is shown, in milliseconds; below 0 where nothing has begun or all is wiped
   * @returns whether it says another thing than before
   */
  update(time: number, makespan: number): boolean {
    const finished = time >= makespan;
    const second = finished ? Number.POSITIVE_INFINITY : Math.floor(time / 1000);
    // It is called at every frame, and says another thing every second.
    if (second === this.#shown) return false;
    this.#shown = second;
    const now = second < 0 ? '' : say('caption.now', { seconds: second });
    this.#time.textContent = finished ? say('caption.took', { time: duration(makespan) }) : now;
    this.#speed.textContent = (finished && this.#comparison?.speed) || '';
    this.#than.textContent = (finished && this.#comparison?.than) || '';
    return true;
  }
}

function line(className: string, text = ''): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
