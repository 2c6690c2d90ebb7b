// A browser for node:test: one a test file, a fresh page a test, and no error goes unnoticed.

import assert from 'node:assert/strict';
import { after, before, type TestContext } from 'node:test';
import type { BrowserContextOptions, LaunchOptions, Page } from 'playwright-core';
import { engine } from './engines.ts';
import type { Browser } from './opened.ts';
import { startPlaywright } from './playwright.ts';
import { startWebKit } from './webkit.ts';

export interface PageOptions extends BrowserContextOptions {
  /** Errors that the test is about: a page's errors and the console's that match one of these are none. */
  expectedErrors?: RegExp[];
}

export type OpenPage = (test: TestContext, options?: PageOptions) => Promise<Page>;

/**
 * Starts a browser before the file's tests and ends it after them. The function returned opens a blank page for a test,
 * closes it with the test, and fails the test when the page threw an error, wrote one to the console, or asked for
 * anything that is not on this machine.
 */
export function withBrowser(launchOptions: LaunchOptions = {}): OpenPage {
  let browser: Browser;

  before(async () => {
    browser = await (engine === 'webkit' ? startWebKit() : startPlaywright(engine, launchOptions));
  });
  after(async () => {
    await browser?.close();
  });

  return async (test, { expectedErrors = [], ...options } = {}) => {
    const { page, close } = await browser.open(options);
    test.after(async () => {
      const errors = await close();
      const unexpected = errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)));
      assert.deepEqual(unexpected, [], 'the page had errors');
    });
    return page;
  };
}
