/** How far out of view an element may be and still be near, so that a reader who scrolls finds it ready. */
const NEAR = margin(50);

/**
 * Beyond this, an element is looked at once in a tenth of a second, or when something is scrolled. Browsers look at each
 * element that an observer watches in every frame, which adds up on a page with a hundred figures. Only Chromium can wait.
 */
const BEYOND = { ...margin(1500), delay: 100 };

/** So much of a picture must be in view for it to start, or of the window, where that is smaller. */
const MOST = 0.6;

/** Is told of an element's place in the window, or in the box that it scrolls in. */
export interface Watcher {
  /** The part of the element that is its picture. */
  readonly picture: Element;
  /**
   * How far down the window, from 0 to 1, the element's top must have risen for it to start. Without it, most of the
   * picture must be in view.
   */
  readonly line: number | undefined;
  /** The element came near the view, or into it, or is far from it now. It is taken for near before the first call. */
  onNear(near: boolean): void;
  /** Some part of the element came into view, or none is left in view. */
  onVisible(visible: boolean): void;
  /** The element has come to where it starts. It may be called again. */
  onStart(): void;
}

/** Is what an element scrolls in: a box, the window (`null`), or nothing, where it stands still. */
type Scroller = Element | null | undefined;

interface Watched extends Watcher {
  scroller: Scroller;
  /** How often anything had been scrolled when the element was last out of view; nothing before it is first looked at. */
  outOfViewAt: number | undefined;
  isNear: boolean;
}

/** Observes one line of one scroller. */
interface Line {
  readonly scroller: Scroller;
  readonly line: number;
  readonly observer: IntersectionObserver;
}

/**
 * Watches which elements are in view. They share their observers: one for what is not beyond, of those one for what is
 * near, of those one for what is in view, and one for each line.
 */
export class Visibility {
  readonly #watched = new Map<Element, Watched>();
  /** These four are made when there is something to watch, and so never on a server. */
  #beyond!: IntersectionObserver;
  #near!: IntersectionObserver;
  #visible!: IntersectionObserver;
  #most!: IntersectionObserver;
  /** Maps pictures that start once most of them is in view, to the elements that they are in. */
  readonly #elements = new Map<Element, Element>();
  #lines: Line[] = [];
  #scrolls = 0;

  /**
   * Watches an element until the returned function is called.
   *
   * It starts when most of its picture is in view. Where it has a line, it starts when some of it is above that; it starts, too, when it is wholly in view and was not scrolled there, as
   * the page loads or as the page reveals it; and when half of it is in view but it can never be scrolled to the line.
   */
  watch(element: Element, watcher: Watcher): () => void {
    if (this.#watched.size === 0) {
      this.#beyond ??= new IntersectionObserver((entries) => this.#onBeyond(entries), BEYOND);
      this.#near ??= new IntersectionObserver((entries) => this.#onNear(entries), NEAR);
      this.#visible ??= new IntersectionObserver((entries) => this.#onVisible(entries), { threshold: [0, 0.5, 1] });
      const threshold = Array.from({ length: 11 }, (_, i) => i / 10);
      this.#most ??= new IntersectionObserver((entries) => this.#onMost(entries), { threshold });
      // Scrolling in boxes does not bubble.
      document.addEventListener('scroll', this.#onScroll, { capture: true, passive: true });
    }
    const { picture, line, onNear, onVisible, onStart } = watcher;
    const place = { scroller: undefined, outOfViewAt: undefined, isNear: true };
    this.#watched.set(element, { picture, line, onNear, onVisible, onStart, ...place });
    if (line === undefined) {
      this.#elements.set(picture, element);
      this.#most.observe(picture);
    }
    for (const observer of [this.#beyond, this.#near, this.#visible]) observer.observe(element);
    return () => {
      this.#leaveLine(element, this.#watched.get(element)!);
      this.#watched.delete(element);
      this.#elements.delete(picture);
      this.#most.unobserve(picture);
      for (const observer of [this.#beyond, this.#near, this.#visible]) observer.unobserve(element);
      if (this.#watched.size === 0) document.removeEventListener('scroll', this.#onScroll, { capture: true });
    };
  }

  #onBeyond(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const watched = this.#watched.get(target);
      if (!watched) continue;
      if (isIntersecting) {
        this.#near.observe(target);
      } else {
        // A jump may lead so far that what is near is not told of it any more.
        this.#near.unobserve(target);
        this.#leave(target, watched);
      }
    }
  }

  #onNear(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const watched = this.#watched.get(target);
      if (!watched) continue;
      if (isIntersecting) {
        if (!watched.isNear) watched.onNear(true);
        watched.isNear = true;
        this.#visible.observe(target);
        if (watched.line === undefined) this.#most.observe(watched.picture);
      } else {
        this.#leave(target, watched);
      }
    }
  }

  #leave(element: Element, watched: Watched): void {
    if (!watched.isNear) return;
    watched.isNear = false;
    this.#visible.unobserve(element);
    this.#most.unobserve(watched.picture);
    this.#leaveLine(element, watched);
    watched.scroller = undefined;
    watched.outOfViewAt = this.#scrolls;
    watched.onVisible(false);
    watched.onNear(false);
  }

  #onScroll = (): void => {
    this.#scrolls++;
    for (const element of this.#watched.keys()) {
      this.#beyond.unobserve(element);
      this.#beyond.observe(element);
    }
  };

  #onVisible(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const watched = this.#watched.get(entry.target);
      if (!watched) continue;
      const { isIntersecting, intersectionRatio } = entry;
      // The page may have another layout than when the element was last in view, or was hidden.
      if (isIntersecting || watched.outOfViewAt === undefined) this.#findLine(entry.target, watched);
      watched.onVisible(isIntersecting);
      const wasScrolled = watched.outOfViewAt !== undefined && watched.outOfViewAt !== this.#scrolls;
      if (!isIntersecting || watched.outOfViewAt === undefined) watched.outOfViewAt = this.#scrolls;
      if (watched.line === undefined) continue;
      const isRevealed = intersectionRatio === 1 && !wasScrolled;
      if (isRevealed || (intersectionRatio >= 0.5 && isOutOfReach(entry, watched))) watched.onStart();
    }
  }

  #onMost(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, boundingClientRect: all, intersectionRect: seen } of entries) {
      const watched = this.#watched.get(this.#elements.get(target)!);
      if (!watched || seen.width * seen.height === 0) continue;
      // A picture that is larger than its window or box can fill it, and no more.
      const { clientWidth, clientHeight } = scrollerOf(target) ?? target.ownerDocument.documentElement;
      const most = MOST * Math.min(all.width, clientWidth) * Math.min(all.height, clientHeight);
      if (seen.width * seen.height >= most) watched.onStart();
    }
  }

  /** Observes the line of the box that the element scrolls in now. */
  #findLine(element: Element, watched: Watched): void {
    const { line: wanted } = watched;
    if (wanted === undefined) return;
    const scroller = scrollerOf(element);
    if (scroller === watched.scroller && this.#lineOf(watched)) return;
    this.#leaveLine(element, watched);
    watched.scroller = scroller;
    if (scroller === undefined) return;
    let line = this.#lineOf(watched);
    if (!line) {
      line = { scroller, line: wanted, observer: this.#observe(scroller, wanted) };
      this.#lines.push(line);
    }
    line.observer.observe(element);
  }

  #leaveLine(element: Element, watched: Watched): void {
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

function scrollerOf(element: Element): Scroller {
  const { body, documentElement } = element.ownerDocument;
  for (let box = element.parentElement; box && box !== documentElement; box = box.parentElement) {
    const { overflowY, position } = getComputedStyle(box);
    // What the body says of scrolling holds for the window, unless the root says something, too.
    const isWindow = box === body && getComputedStyle(documentElement).overflowY === 'visible';
    if (!isWindow && /auto|scroll/.test(overflowY) && box.scrollHeight > box.clientHeight) return box;
    if (position === 'fixed') return undefined;
  }
  return null;
}

/** Whether the element's top stays below the line even where its box is scrolled to its end. */
function isOutOfReach(
  { boundingClientRect, target }: IntersectionObserverEntry,
  { scroller, line = 0 }: Watched,
): boolean {
  const window = scroller ? scroller.getBoundingClientRect() : { top: 0, height: innerHeight };
  const { scrollHeight, scrollTop, clientHeight } = scroller ?? target.ownerDocument.scrollingElement!;
  const left = scroller === undefined ? 0 : Math.max(0, scrollHeight - clientHeight - scrollTop);
  return boundingClientRect.top - window.top - left > line * window.height;
}

/** Widens the window, and the boxes that scroll in it, by so many pixels. */
function margin(pixels: number): IntersectionObserverInit & { scrollMargin: string } {
  return { rootMargin: `${pixels}px`, scrollMargin: `${pixels}px` };
}
