// What a test file asks of an engine's browser.

import type { BrowserContextOptions, Page } from 'playwright-core';

export interface OpenedPage {
  page: Page;
  /** Closes the page, and says what errors it had and what it asked of other machines. */
  close(): Promise<string[]>;
}

/** A browser that nothing leaves this machine from. */
export interface Browser {
  /** Opens a blank page that shares nothing with the other ones. */
  open(options: BrowserContextOptions): Promise<OpenedPage>;
  close(): Promise<void>;
}

/** Whether an address is on this machine. */
export function isLocal(address: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\]|)$/.test(new URL(address).hostname);
}
