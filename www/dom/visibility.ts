import { later } from './later.ts';
import type { Lines } from './lines.ts';
import { scrollerOf } from './scroller.ts';

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

interface Watched extends Watcher {
  isNear: boolean;
}

/**
 * Watches which elements are in view. They share their observers: one for what is not beyond, of those one for what is
 * near, and of those one for what is in view.
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
  /** Has those start that name a line. */
  #lines: Lines | undefined;
  /** Whether it follows what is concealed, since something has been. */
  #isFollowing = false;

  /**
   * Watches an element until the returned function is called.
   *
   * It starts when most of its picture is in view, or as `Lines` says where it has a line.
   */
  watch(element: Element, watcher: Watcher): () => void {
    if (this.#watched.size === 0) {
      this.#beyond ??= new IntersectionObserver((entries) => this.#onBeyond(entries), BEYOND);
      this.#near ??= new IntersectionObserver((entries) => this.#onNear(entries), NEAR);
      this.#visible ??= new IntersectionObserver((entries) => this.#onVisible(entries));
      const threshold = Array.from({ length: 11 }, (_, i) => i / 10);
      this.#most ??= new IntersectionObserver((entries) => this.#onMost(entries), { threshold });
      // Scrolling in boxes does not bubble.
      document.addEventListener('scroll', this.#onScroll, { capture: true, passive: true });
    }
    const { picture, line } = watcher;
    const watched = { ...watcher, isNear: true };
    this.#watched.set(element, watched);
    if (line === undefined) {
      this.#elements.set(picture, element);
      this.#most.observe(picture);
    } else {
      this.#startAt(line, element, watched);
    }
    for (const observer of [this.#beyond, this.#near, this.#visible]) observer.observe(element);
    return () => {
      this.#lines?.unwatch(element);
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
        this.#lines?.setNear(target, true);
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
    this.#lines?.setNear(element, false);
    watched.onVisible(false);
    watched.onNear(false);
  }

  #onScroll = (): void => {
    for (const element of this.#watched.keys()) observeAgain(this.#beyond, element);
  };

  #onVisible(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      this.#watched.get(target)?.onVisible(isIntersecting && this.#isSeen(target));
    }
  }

  /** Whether an element that is in view is not concealed there, as on a slide that is still to come; that is followed then. */
  #isSeen(element: Element): boolean {
    const isSeen = element.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) ?? true;
    if (!isSeen && !this.#isFollowing) {
      this.#isFollowing = true;
      later(import(/* webpackChunkName: "surroundings" */ './concealed.ts'), ({ followConcealed }) =>
        followConcealed(() => this.#lookAgain()),
      );
    }
    return isSeen;
  }

  /** @returns whether there is anything to look at */
  #lookAgain(): boolean {
    for (const [element, { isNear, line, picture }] of this.#watched) {
      if (!isNear) continue;
      observeAgain(this.#visible, element);
      if (line === undefined) observeAgain(this.#most, picture);
    }
    this.#isFollowing = this.#watched.size > 0;
    return this.#isFollowing;
  }

  #startAt(line: number, element: Element, watched: Watched): void {
    later(import(/* webpackChunkName: "lines" */ './lines.ts'), ({ Lines }) => {
      if (this.#watched.get(element) !== watched) return;
      this.#lines ??= new Lines();
      this.#lines.watch(element, line, watched.onStart);
      this.#lines.setNear(element, watched.isNear);
    });
  }

  #onMost(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, boundingClientRect: all, intersectionRect: seen } of entries) {
      const watched = this.#watched.get(this.#elements.get(target)!);
      if (!watched || seen.width * seen.height === 0 || !this.#isSeen(target)) continue;
      // A picture that is larger than its window or box can fill it, and no more.
      const { clientWidth, clientHeight } = scrollerOf(target) ?? target.ownerDocument.documentElement;
      const most = MOST * Math.min(all.width, clientWidth) * Math.min(all.height, clientHeight);
      if (seen.width * seen.height >= most) watched.onStart();
    }
  }
}

/** Has an observer tell of an element once more. */
function observeAgain(observer: IntersectionObserver, element: Element): void {
  observer.unobserve(element);
  observer.observe(element);
}

/** Widens the window, and the boxes that scroll in it, by so many pixels. */
function margin(pixels: number): IntersectionObserverInit & { scrollMargin: string } {
  return { rootMargin: `${pixels}px`, scrollMargin: `${pixels}px` };
}
