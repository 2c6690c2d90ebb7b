import { type Comparison, duration } from '../words/format.ts';
import { say } from '../words/strings.ts';

/** Shows the lines beneath a picture: the figure's name and bounds, its time, and how that compares with others. */
export class Caption {
  readonly element = document.createElement('div');
  readonly #time = line('cvsp-time');
  readonly #speed = line('cvsp-speed');
  readonly #than = line('cvsp-than');
  #comparison: Comparison | undefined;
  /** The caption shows this second; NaN makes the next update write it again. */
  #second = Number.NaN;

  constructor(name: string, bounds: string) {
    this.element.className = 'cvsp-caption';
    const who = line('cvsp-who');
    who.append(line('cvsp-name', name));
    if (bounds) who.append(' ', line('cvsp-bounds', bounds));
    const verdict = line('cvsp-verdict');
    verdict.append(this.#speed, ' ', this.#than);
    this.element.append(who, this.#time, verdict);
  }

  /** @param comparison the text to show when the run is finished, if any */
  setComparison(comparison: Comparison | undefined): void {
    this.#comparison = comparison;
    this.#second = Number.NaN;
  }

  /**
   * Shows a moment of the run.
   *
   * @param time in milliseconds of simulated time; below 0 before the start, and when the picture is wiped
   * @returns whether the text has changed
   */
  update(time: number, makespan: number): boolean {
    const finished = time >= makespan;
    const second = finished ? Number.POSITIVE_INFINITY : Math.floor(time / 1000);
    // This is called in every frame, but the text changes only once a second.
    if (second === this.#second) return false;
    this.#second = second;
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
