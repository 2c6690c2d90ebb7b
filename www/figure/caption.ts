import { type Comparison, duration, progress } from '../words/format.ts';
import { say } from '../words/strings.ts';

/** Shows the lines beneath a picture: the figure's name and bounds, its time, and how that compares with others. */
export class Caption {
  readonly element = document.createElement('div');
  readonly #time = line('cvsp-time');
  readonly #speed = line('cvsp-speed');
  readonly #than = line('cvsp-than');
  #comparison: Comparison | undefined;
  /** Holds what the text depends on; NaN makes the next update write it again. */
  #moment = Number.NaN;
  #isExact = false;
  #lapse = 1;

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
    this.#moment = Number.NaN;
  }

  /**
   * Shows a moment of the run.
   *
   * @param time in milliseconds of simulated time; below 0 before the start, and when the picture is wiped
   * @param isExact whether it shows tenths of seconds, and not only seconds
   * @param lapse how many times as fast as life time goes by; 1 where that need not be told
   * @returns whether the text has changed
   */
  update(time: number, makespan: number, isExact: boolean, lapse: number): boolean {
    const isFinished = time >= makespan;
    const isSlow = lapse < 1;
    const unit = isSlow ? 100 : 1000;
    const moment = isFinished ? Number.POSITIVE_INFINITY : isExact || makespan < 1000 ? time : Math.floor(time / unit);
    // This is called in every frame, but the text changes only once a second.
    if (moment === this.#moment && isExact === this.#isExact && lapse === this.#lapse) return false;
    [this.#moment, this.#isExact, this.#lapse] = [moment, isExact, lapse];
    // Room is kept for one line of time, and for a verdict only where figures are compared.
    const fast = lapse !== 1 ? ` · ${say('caption.lapse', { factor: lapse })}` : '';
    const now = time < 0 ? '' : progress(time, makespan, isExact || isSlow) + fast;
    this.#time.textContent = isFinished ? say('caption.took', { time: duration(makespan) }) : now;
    this.#speed.textContent = (isFinished && this.#comparison?.speed) || '';
    this.#than.textContent = (isFinished && this.#comparison?.than) || '';
    return true;
  }
}

function line(className: string, text = ''): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
