// Chromium for node:test: one browser a test file, a fresh context a page, and no error goes unnoticed.

import assert from 'node:assert/strict';
import { after, before, type TestContext } from 'node:test';
import { type Browser, type BrowserContextOptions, chromium, type LaunchOptions, type Page } from 'playwright-core';

export interface PageOptions extends BrowserContextOptions {
  /** Errors that the test is about: a page's errors and the console's that match one of these are none. */
  expectedErrors?: RegExp[];
}

export type OpenPage = (test: TestContext, options?: PageOptions) => Promise<Page>;

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\]|)$/;

/** Starts Chromium so that nothing leaves this machine. */
export function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    ...options,
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    // Chromium refuses its sandbox to root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      // Playwright switches most of the browser's own networking off; this is the rest, and a lock on the door.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  });
}

/**
 * Starts a browser before the file's tests and ends it after them. The function returned opens a blank page for a test,
 * in a context of its own, closes it with the test, and fails the test when the page threw an error, wrote one to the
 * console, or asked for anything that is not on this machine.
 */
export function withBrowser(launchOptions: LaunchOptions = {}): OpenPage {
  let browser: Browser;

  before(async () => {
    browser = await launchBrowser(launchOptions);
  });
  after(async () => {
    await browser?.close();
  });

  return async (test, { expectedErrors = [], ...options } = {}) => {
    const context = await browser.newContext(options);
    // tsx wraps functions in calls of this one, also those that a test sends to the page.
    await context.addInitScript('globalThis.__name = (target) => target;');
    const errors: string[] = [];
    const note = (error: string) => {
      if (!expectedErrors.some((expected) => expected.test(error))) errors.push(error);
    };
    context.on('weberror', (error) => note(String(error.error().stack ?? error.error())));
    context.on('console', (message) => {
      if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('request', (request) => {
      if (!LOOPBACK.test(new URL(request.url()).hostname)) errors.push(`request to another host: ${request.url()}`);
    });
    test.after(async () => {
      await context.close();
      assert.deepEqual(errors, [], 'the page had errors');
    });
    return context.newPage();
  };
}
