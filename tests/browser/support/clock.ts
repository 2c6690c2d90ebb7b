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
      frames: Set<number>;
      timers: Set<number>;
      /** What the page wants to do when the browser is idle. */
      idle: IdleRequestCallback[];
    };
  }
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
  await page.addInitScript(() => {
    const nativeFrame = requestAnimationFrame.bind(window);
    const nativeTimeout = setTimeout.bind(window);
    window.cvspTest = { nativeFrame, nativeTimeout, frames: new Set(), timers: new Set(), idle: [] };
  });
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(100 * FRAME);
  await page.addInitScript(countCallbacks);
  await page.goto(url);
  return page;
}

/** Lets observers deliver what they have seen: they do so between the browser's own frames. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const { nativeFrame } = window.cvspTest;
        nativeFrame(() => nativeFrame(() => nativeFrame(() => resolve())));
      }),
  );
}

/** Waits until the page's placeholders are figures, sized and watched: they all become so in one task. */
export async function mounted(page: Page): Promise<void> {
  await page.locator('.cvsp canvas').first().waitFor();
  await settle(page);
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
  await page.locator('script[src*="cvsp-lanes"]').waitFor({ state: 'detached' });
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

/** Runs in the page, after the clock has taken the place of the browser's own functions. */
function countCallbacks(): void {
  const { frames, timers, idle } = window.cvspTest;
  const { requestAnimationFrame, cancelAnimationFrame, setTimeout, clearTimeout, setInterval, clearInterval } = window;
  window.requestAnimationFrame = (callback) => {
    const handle = requestAnimationFrame((time) => {
      frames.delete(handle);
      callback(time);
    });
    frames.add(handle);
    return handle;
  };
  window.cancelAnimationFrame = (handle) => {
    frames.delete(handle);
    cancelAnimationFrame(handle);
  };
  window.requestIdleCallback = (callback) => idle.push(callback);
  window.setTimeout = ((callback: () => void, delay?: number) => {
    const handle = Number(
      setTimeout(() => {
        timers.delete(handle);
        callback();
      }, delay),
    );
    timers.add(handle);
    return handle;
  }) as typeof window.setTimeout;
  window.setInterval = ((callback: () => void, delay?: number) => {
    const handle = Number(setInterval(callback, delay));
    timers.add(handle);
    return handle;
  }) as typeof window.setInterval;
  window.clearTimeout = (handle) => {
    timers.delete(Number(handle));
    clearTimeout(handle);
  };
  window.clearInterval = (handle) => {
    timers.delete(Number(handle));
    clearInterval(handle);
  };
}
