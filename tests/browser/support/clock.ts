// Pages whose clock is stopped and moved by hand: frame callbacks come every 16 ms of it, and only when it is moved.

import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import type { OpenPage, PageOptions } from './browser.ts';

/** The clock's time between two frames, in milliseconds. */
export const FRAME = 16;

declare global {
  interface Window {
    cvspTest: {
      nativeFrame: typeof requestAnimationFrame;
      nativeTimeout: typeof setTimeout;
      /** The callbacks that the page waits for. */
      frames: Map<number, FrameRequestCallback>;
      timers: Map<number, Timer>;
      /** What the page wants to do when the browser is idle. */
      idle: IdleRequestCallback[];
      /** Moves the clock on, through every frame and timer, or in one leap after which what is due comes once. */
      move(by: number, leap: boolean): Promise<void>;
    };
  }
}

interface Timer {
  callback: () => void;
  due: number;
  /** How long after each time it is due again, if it is. */
  every: number | undefined;
}

/**
 * Opens a page with the clock stopped. What is not made of timers and frames goes on as ever: fetching, compiling,
 * observers, events.
 */
export async function openWithClock(
  openPage: OpenPage,
  test: TestContext,
  url: string,
  options?: PageOptions,
): Promise<Page> {
  const page = await openPage(test, options);
  await page.addInitScript(stopClock, FRAME);
  // Playwright's own clock waits for the browser between two frames; and not every engine's driver has one.
  const move = (by: number, leap: boolean) =>
    page.evaluate(([by, leap]) => window.cvspTest.move(by, leap), [by, leap] as const);
  const clock = { runFor: (by: number) => move(by, false), fastForward: (by: number) => move(by, true) };
  Object.assign(page, { clock });
  await page.goto(url);
  return page;
}

/** Lets observers deliver what they have seen: they do so between the browser's own frames. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const { nativeFrame } = window.cvspTest;
        // What comes into view is seen by one observer after the other, each a frame later.
        let frames = 5;
        nativeFrame(function next() {
          if (--frames > 0) nativeFrame(next);
          else resolve();
        });
      }),
  );
}

/** Waits until the page's placeholders are figures, sized and watched: they all become so in one task. */
export async function mounted(page: Page): Promise<void> {
  await page.locator('.cvsp .cvsp-box > canvas').first().waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    while (document.querySelector('.cvsp [aria-busy]'))
      await new Promise((resolve) => window.cvspTest.nativeFrame(resolve));
  });
  await chunksLoaded(page);
  await settle(page);
  // Figures know now how small their tiles are.
  await chunksLoaded(page);
}

/** Pauses all figures, as a reader does it. A link takes such a figure to its moment at once, and leaves it there. */
export async function holdAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const play of document.querySelectorAll<HTMLElement>('.cvsp-do-play')) {
      do play.click();
      while (play.ariaLabel === 'Pause');
    }
  });
}

/** Shows the buttons that wait behind another one, where there is little room. */
export async function showMore(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const more of document.querySelectorAll<HTMLElement>('.cvsp-do-more[aria-expanded=false]')) more.click();
  });
}

/** Has all figures play as fast as life, and never in time-lapse, as a reader chooses it. */
export async function playEvenly(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const speed of document.querySelectorAll<HTMLSelectElement>('.cvsp-do-speed')) {
      speed.value = '1';
      speed.dispatchEvent(new Event('change'));
    }
  });
}

/** Scrolls so that the element's top is so far down the window, from 0 to 1. */
export async function scrollTo(page: Page, id: string, line: number): Promise<void> {
  await page.evaluate(
    ([id, line]) => {
      const top = document.getElementById(id)!.getBoundingClientRect().top;
      window.scrollTo({ top: Math.round(scrollY + top - line * innerHeight), behavior: 'instant' });
    },
    [id, line] as const,
  );
  await settle(page);
}

/** Lets the browser be idle, which it never is before, until what is loaded then is there. */
export async function beIdle(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const callback of window.cvspTest.idle.splice(0)) callback({ didTimeout: false, timeRemaining: () => 50 });
  });
  await chunksLoaded(page);
}

/** Waits until what a page loads by itself is there: what surrounds figures, and lanes once the browser is idle. */
async function chunksLoaded(page: Page): Promise<void> {
  for (const name of ['surroundings', 'row', 'pixels', 'lines', 'poster', 'lanes']) {
    await page.locator(`script[src*="cvsp-${name}"]`).waitFor({ state: 'detached' });
  }
}

/** Hides the page as another tab would, or shows it again. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

/** How many frame callbacks and timers the page waits for. */
export function pending(page: Page): Promise<{ frames: number; timers: number }> {
  return page.evaluate(() => ({ frames: window.cvspTest.frames.size, timers: window.cvspTest.timers.size }));
}

/** Runs in the page before its own scripts: puts functions of the clock in the place of the browser's own. */
function stopClock(frame: number): void {
  const nativeFrame = requestAnimationFrame.bind(window);
  const nativeTimeout = setTimeout.bind(window);
  const frames = new Map<number, FrameRequestCallback>();
  const timers = new Map<number, Timer>();
  const idle: IdleRequestCallback[] = [];
  let now = 100 * frame;
  let handles = 0;

  performance.now = () => now;
  Date.now = () => now;
  window.requestAnimationFrame = (callback) => {
    frames.set(++handles, callback);
    return handles;
  };
  window.cancelAnimationFrame = (handle) => frames.delete(handle);
  const start = (callback: () => void, delay = 0, every?: number) => {
    // webpack gives a file two minutes to load. Nothing of the figure waits for that.
    if (delay === 120_000) return ++handles;
    timers.set(++handles, { callback, due: now + Math.max(delay, 1), every });
    return handles;
  };
  const stop = (handle?: number) => timers.delete(handle!);
  Object.assign(window, {
    setTimeout: (callback: () => void, delay?: number) => start(callback, delay),
    setInterval: (callback: () => void, delay = 0) => start(callback, delay, Math.max(delay, 1)),
    clearTimeout: stop,
    clearInterval: stop,
  });
  // Not every engine has such callbacks.
  if ('requestIdleCallback' in window) window.requestIdleCallback = (callback) => idle.push(callback);

  const call = (callback: () => void) => {
    try {
      callback();
    } catch (error) {
      reportError(error);
    }
  };
  /** Calls what is due now, in the order of its handles. */
  const fire = (isFrame: boolean) => {
    for (const [handle, { callback, due, every }] of [...timers]) {
      if (due > now || !timers.has(handle)) continue;
      if (every) timers.get(handle)!.due = now + every;
      else timers.delete(handle);
      call(callback);
    }
    if (!isFrame) return;
    for (const [handle, callback] of [...frames]) if (frames.delete(handle)) call(() => callback(now));
  };
  const move = async (by: number, leap: boolean) => {
    const end = now + by;
    for (;;) {
      const nextFrame = frames.size > 0 ? (Math.floor(now / frame) + 1) * frame : Number.POSITIVE_INFINITY;
      const next = Math.min(nextFrame, ...[...timers.values()].map(({ due }) => due));
      if (next > end) break;
      now = leap ? end : next;
      fire(leap || now === nextFrame);
      // What promises have waited for comes before the next frame.
      await null;
      if (leap) break;
    }
    now = end;
  };
  window.cvspTest = { nativeFrame, nativeTimeout, frames, timers, idle, move };
}
