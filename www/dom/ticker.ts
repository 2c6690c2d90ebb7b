/** Is called once a frame with the ticker's time in milliseconds, which stands still while the page is hidden. */
export type Tick = (now: number) => void;

/** Makes the one frame callback of the page. It is requested only while something plays and the page can be seen. */
export class Ticker {
  readonly #ticks = new Set<Tick>();
  #request: number | undefined;
  #now = 0;
  #previous: number | undefined;

  start(tick: Tick): void {
    if (this.#ticks.size === 0) document.addEventListener('visibilitychange', this.#update);
    this.#ticks.add(tick);
    this.#update();
  }

  stop(tick: Tick): void {
    if (!this.#ticks.delete(tick)) return;
    if (this.#ticks.size === 0) document.removeEventListener('visibilitychange', this.#update);
    this.#update();
  }

  #frame = (timestamp: number): void => {
    this.#now += timestamp - (this.#previous ?? timestamp);
    this.#previous = timestamp;
    this.#request = requestAnimationFrame(this.#frame);
    for (const tick of this.#ticks) tick(this.#now);
  };

  #update = (): void => {
    if (this.#ticks.size > 0 && !document.hidden) {
      this.#request ??= requestAnimationFrame(this.#frame);
    } else if (this.#request !== undefined) {
      cancelAnimationFrame(this.#request);
      this.#request = undefined;
      this.#previous = undefined;
    }
  };
}
