/** Whether figures may move by themselves: their reader's system may ask for less motion, and the reader may pause them all. */

/** Where it is kept that all are paused, for the pages of this visit. */
const KEY = 'cvsp-paused';

const listeners = new Set<() => void>();
let end: AbortController | undefined;
/** For pages that have no storage. */
let paused = false;

export function isReduced(): boolean {
  return reduced().matches;
}

export function areAllPaused(): boolean {
  try {
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return paused;
  }
}

export function setAllPaused(now: boolean): void {
  paused = now;
  try {
    if (now) sessionStorage.setItem(KEY, '');
    else sessionStorage.removeItem(KEY);
  } catch {
    // It holds for this page, then.
  }
  tell();
}

/** Calls `changed` whenever one of these may be another than before, until the returned function is called. */
export function followMotion(changed: () => void): () => void {
  if (!end) {
    end = new AbortController();
    const { signal } = end;
    reduced().addEventListener('change', tell, { signal });
    // A page that is gone back to may have missed what was said on another one.
    addEventListener('pageshow', tell, { signal });
  }
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    end?.abort();
    end = undefined;
  };
}

function reduced(): MediaQueryList {
  return matchMedia('(prefers-reduced-motion: reduce)');
}

function tell(): void {
  for (const changed of listeners) changed();
}
