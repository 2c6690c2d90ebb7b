/** What a figure wants to know of its place in the window. */
export interface Watcher {
  /** How far down the window, from 0 to 1, the element's top must have risen for it to start. */
  readonly line: number;
  /** Some part of it came into view, or none is left in view. */
  onVisible(visible: boolean): void;
  /** It is time to start. It may be called again. */
  onStart(): void;
}

const watchers = new Map<Element, Watcher>();
const seen = new WeakSet<Element>();
const observers = new Map<string, IntersectionObserver>();

/**
 * Watches an element until the returned function is called.
 *
 * It starts when some of it is above the line. It starts, too, when it is wholly in view as it is first looked at, and
 * when half of it is in view but the page is too short for it ever to reach the line.
 */
export function watch(element: Element, watcher: Watcher): () => void {
  const visibility = observer('visible', { threshold: [0, 0.5, 1] }, onVisibility);
  const margin = `0px 0px ${Math.round(-100 * (1 - watcher.line))}% 0px`;
  const start = observer(margin, { rootMargin: margin }, (entry, watcher) => {
    if (entry.isIntersecting) watcher.onStart();
  });
  watchers.set(element, watcher);
  visibility.observe(element);
  start.observe(element);
  return () => {
    watchers.delete(element);
    seen.delete(element);
    visibility.unobserve(element);
    start.unobserve(element);
    // A line of which no figure is left needs nobody to look after it.
    if (![...watchers.values()].some(({ line }) => line === watcher.line)) observers.delete(margin);
  };
}

function onVisibility(entry: IntersectionObserverEntry, watcher: Watcher): void {
  watcher.onVisible(entry.isIntersecting);
  const wholeAtFirst = entry.intersectionRatio === 1 && !seen.has(entry.target);
  seen.add(entry.target);
  if (wholeAtFirst || (entry.intersectionRatio >= 0.5 && isOutOfReach(entry, watcher.line))) watcher.onStart();
}

/** Whether the element's top stays below the line even where the page is scrolled to its end. */
function isOutOfReach({ boundingClientRect, target }: IntersectionObserverEntry, line: number): boolean {
  const { scrollHeight } = target.ownerDocument.documentElement;
  const topAtEnd = boundingClientRect.top + scrollY - Math.max(0, scrollHeight - innerHeight);
  return topAtEnd > line * innerHeight;
}

/** Figures share their observers: there is one for what is in view, and one for each line. */
function observer(
  key: string,
  options: IntersectionObserverInit,
  handle: (entry: IntersectionObserverEntry, watcher: Watcher) => void,
): IntersectionObserver {
  let shared = observers.get(key);
  if (!shared) {
    shared = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const watcher = watchers.get(entry.target);
        if (watcher) handle(entry, watcher);
      }
    }, options);
    observers.set(key, shared);
  }
  return shared;
}
