/** Is told of an element's place in the window. */
export interface Watcher {
  /** How far down the window, from 0 to 1, the element's top must have risen for it to start. */
  readonly line: number;
  /** Some part of the element came into view, or none is left in view. */
  onVisible(visible: boolean): void;
  /** The element has come to where it starts. It may be called again. */
  onStart(): void;
}

/** Watches which elements are in view. They share their observers: one for what is in view, and one for each line. */
export class Visibility {
  readonly #watchers = new Map<Element, Watcher>();
  readonly #seen = new WeakSet<Element>();
  readonly #observers = new Map<string, IntersectionObserver>();

  /**
   * Watches an element until the returned function is called.
   *
   * It starts when some of it is above the line. It starts, too, when it is wholly in view as it is first looked at, and
   * when half of it is in view but the page is too short for it ever to reach the line.
   */
  watch(element: Element, watcher: Watcher): () => void {
    const visible = this.#observer('visible', { threshold: [0, 0.5, 1] }, this.#onVisibility);
    const margin = `0px 0px ${Math.round(-100 * (1 - watcher.line))}% 0px`;
    const start = this.#observer(margin, { rootMargin: margin }, (entry, watcher) => {
      if (entry.isIntersecting) watcher.onStart();
    });
    this.#watchers.set(element, watcher);
    visible.observe(element);
    start.observe(element);
    return () => {
      this.#watchers.delete(element);
      this.#seen.delete(element);
      visible.unobserve(element);
      start.unobserve(element);
      // An observer of a line that no figure has any more is let go.
      if (![...this.#watchers.values()].some(({ line }) => line === watcher.line)) this.#observers.delete(margin);
    };
  }

  #onVisibility = (entry: IntersectionObserverEntry, watcher: Watcher): void => {
    watcher.onVisible(entry.isIntersecting);
    const wholeAtFirst = entry.intersectionRatio === 1 && !this.#seen.has(entry.target);
    this.#seen.add(entry.target);
    if (wholeAtFirst || (entry.intersectionRatio >= 0.5 && isOutOfReach(entry, watcher.line))) watcher.onStart();
  };

  #observer(
    key: string,
    options: IntersectionObserverInit,
    handle: (entry: IntersectionObserverEntry, watcher: Watcher) => void,
  ): IntersectionObserver {
    let shared = this.#observers.get(key);
    if (!shared) {
      shared = new IntersectionObserver((entries) => {
        for (const entry of entries) {
          const watcher = this.#watchers.get(entry.target);
          if (watcher) handle(entry, watcher);
        }
      }, options);
      this.#observers.set(key, shared);
    }
    return shared;
  }
}

/** Whether the element's top stays below the line even where the page is scrolled to its end. */
function isOutOfReach({ boundingClientRect, target }: IntersectionObserverEntry, line: number): boolean {
  const { scrollHeight } = target.ownerDocument.documentElement;
  const topAtEnd = boundingClientRect.top + scrollY - Math.max(0, scrollHeight - innerHeight);
  return topAtEnd > line * innerHeight;
}
