/**
 * Says what may move by itself: everything, nothing because the reader has paused all figures, or nothing because the
 * reader's system asks for less motion.
 */
export type MotionWish = 'free' | 'paused' | 'reduced';

/** Names the place in the session's storage that says that all figures are paused, for the pages of this visit. */
const KEY = 'cvsp-paused';

/** Knows whether figures may move by themselves, and tells its followers when that changes. */
export class Motion {
  readonly #followers = new Set<() => void>();
  #listening: AbortController | undefined;
  /** Keeps the reader's wish for pages that have no storage. */
  #paused = false;

  get wish(): MotionWish {
    if (reduced().matches) return 'reduced';
    return this.areAllPaused ? 'paused' : 'free';
  }

  get areAllPaused(): boolean {
    try {
      return sessionStorage.getItem(KEY) !== null;
    } catch {
      return this.#paused;
    }
  }

  setAllPaused(paused: boolean): void {
    this.#paused = paused;
    try {
      if (paused) sessionStorage.setItem(KEY, '');
      else sessionStorage.removeItem(KEY);
    } catch {
      // The wish holds for this page, then.
    }
    this.#tell();
  }

  /** Calls `changed` whenever the wish may have changed, until the returned function is called. */
  follow(changed: () => void): () => void {
    this.#listening ??= this.#listen();
    this.#followers.add(changed);
    return () => {
      this.#followers.delete(changed);
      if (this.#followers.size > 0) return;
      this.#listening?.abort();
      this.#listening = undefined;
    };
  }

  #listen(): AbortController {
    const listening = new AbortController();
    const { signal } = listening;
    reduced().addEventListener('change', this.#tell, { signal });
    // A page that comes back from the browser's cache has missed what was said on another page.
    addEventListener('pageshow', this.#tell, { signal });
    return listening;
  }

  #tell = (): void => {
    for (const changed of this.#followers) changed();
  };
}

function reduced(): MediaQueryList {
  return matchMedia('(prefers-reduced-motion: reduce)');
}
