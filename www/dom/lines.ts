import { type Scroller, scrollerOf } from './scroller.ts';

/** Is an element that starts when its top has risen to a line, and where it was when it was last looked at. */
interface Watched {
  /** How far down the window, from 0 to 1, its top must have risen. */
  readonly line: number;
  readonly onStart: () => void;
  scroller: Scroller;
  /** How often anything had been scrolled when the element was last out of view; nothing before it is first looked at. */
  outOfViewAt: number | undefined;
}

/** Observes one line of one scroller. */
interface Line {
  readonly scroller: Scroller;
  readonly line: number;
  readonly observer: IntersectionObserver;
}

/**
 * Starts elements when some of them is above a line of the window, or of the box that they scroll in. One starts, too, when
 * it is wholly in view and was not scrolled there, as the page loads or as the page reveals it; and when half of it is in
 * view but it can never be scrolled to the line. It is loaded for the pages that name such lines.
 */
export class Lines {
  readonly #watched = new Map<Element, Watched>();
  readonly #visible = new IntersectionObserver((entries) => this.#onVisible(entries), { threshold: [0, 0.5, 1] });
  #lines: Line[] = [];
  #scrolls = 0;

  /** @param onStart is called when the element has come to where it starts, and perhaps again */
  watch(element: Element, line: number, onStart: () => void): void {
    // Scrolling in boxes does not bubble.
    document.addEventListener('scroll', this.#onScroll, { capture: true, passive: true });
    this.#watched.set(element, { line, onStart, scroller: undefined, outOfViewAt: undefined });
  }

  /** Looks at an element only while it is near the view. */
  setNear(element: Element, near: boolean): void {
    const watched = this.#watched.get(element);
    if (!watched) return;
    if (near) {
      this.#visible.observe(element);
      return;
    }
    this.#visible.unobserve(element);
    this.#leave(element, watched);
    watched.scroller = undefined;
    watched.outOfViewAt = this.#scrolls;
  }

  unwatch(element: Element): void {
    this.setNear(element, false);
    this.#watched.delete(element);
    if (this.#watched.size === 0) document.removeEventListener('scroll', this.#onScroll, { capture: true });
  }

  #onScroll = (): void => {
    this.#scrolls++;
  };

  #onVisible(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const watched = this.#watched.get(entry.target);
      if (!watched) continue;
      const { isIntersecting, intersectionRatio } = entry;
      // The page may have another layout than when the element was last in view, or was hidden.
      if (isIntersecting || watched.outOfViewAt === undefined) this.#find(entry.target, watched);
      const wasScrolled = watched.outOfViewAt !== undefined && watched.outOfViewAt !== this.#scrolls;
      if (!isIntersecting || watched.outOfViewAt === undefined) watched.outOfViewAt = this.#scrolls;
      const isRevealed = intersectionRatio === 1 && !wasScrolled;
      if (isRevealed || (intersectionRatio >= 0.5 && isOutOfReach(entry, watched))) watched.onStart();
    }
  }

  /** Observes the line of the box that the element scrolls in now. */
  #find(element: Element, watched: Watched): void {
    const scroller = scrollerOf(element);
    if (scroller === watched.scroller && this.#lineOf(watched)) return;
    this.#leave(element, watched);
    watched.scroller = scroller;
    if (scroller === undefined) return;
    let line = this.#lineOf(watched);
    if (!line) {
      line = { scroller, line: watched.line, observer: this.#observe(scroller, watched.line) };
      this.#lines.push(line);
    }
    line.observer.observe(element);
  }

  #leave(element: Element, watched: Watched): void {
    const line = this.#lineOf(watched);
    if (!line) return;
    line.observer.unobserve(element);
    const isShared = [...this.#watched].some(([other, { line, scroller }]) => {
      return other !== element && line === watched.line && scroller === watched.scroller;
    });
    if (!isShared) this.#lines = this.#lines.filter((other) => other !== line);
  }

  #lineOf({ scroller, line }: Watched): Line | undefined {
    return this.#lines.find((other) => other.scroller === scroller && other.line === line);
  }

  #observe(root: Element | null, line: number): IntersectionObserver {
    const rootMargin = `0px 0px ${Math.round(-100 * (1 - line))}% 0px`;
    return new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) if (isIntersecting) this.#watched.get(target)?.onStart();
      },
      { root, rootMargin },
    );
  }
}

/** Whether the element's top stays below the line even where its box is scrolled to its end. */
function isOutOfReach({ boundingClientRect, target }: IntersectionObserverEntry, { scroller, line }: Watched): boolean {
  const window = scroller ? scroller.getBoundingClientRect() : { top: 0, height: innerHeight };
  const { scrollHeight, scrollTop, clientHeight } = scroller ?? target.ownerDocument.scrollingElement!;
  const left = scroller === undefined ? 0 : Math.max(0, scrollHeight - clientHeight - scrollTop);
  return boundingClientRect.top - window.top - left > line * window.height;
}
