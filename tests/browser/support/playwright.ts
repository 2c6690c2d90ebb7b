// Chromium and Firefox, as Debian has them, through Playwright.

import {
  type BrowserContextOptions,
  chromium,
  firefox,
  type Browser as Launched,
  type LaunchOptions,
} from 'playwright-core';
import { type Browser, isLocal, type OpenedPage } from './opened.ts';

export async function startPlaywright(engine: 'chromium' | 'firefox', options: LaunchOptions): Promise<Browser> {
  if (engine === 'chromium') {
    const browser = await launchChromium(options);
    return { open: (options) => openIn(browser, options), close: () => browser.close() };
  }
  // Firefox has these by its own settings alone: one browser for each.
  const browsers = new Map<string, Promise<Launched>>();
  return {
    async open({ colorScheme, reducedMotion, javaScriptEnabled = true, ...options }) {
      const preferences = {
        'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
        'ui.prefersReducedMotion': reducedMotion === 'reduce' ? 1 : 0,
        'javascript.enabled': javaScriptEnabled,
      };
      const key = JSON.stringify(preferences);
      if (!browsers.has(key)) browsers.set(key, launchFirefox(preferences));
      return openIn(await browsers.get(key)!, options);
    },
    async close() {
      for (const browser of browsers.values()) await (await browser).close();
    },
  };
}

/** Starts Chromium so that nothing leaves this machine. */
export function launchChromium(options: LaunchOptions = {}): Promise<Launched> {
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

function launchFirefox(preferences: Record<string, number | boolean>): Promise<Launched> {
  return firefox.launch({
    // Firefox as it is, by WebDriver BiDi. Playwright 1.65 sends it a command that it does not know.
    channel: 'moz-firefox',
    executablePath: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr',
    firefoxUserPrefs: {
      ...preferences,
      // As in the other engines, a scrollbar takes no room.
      'ui.useOverlayScrollbars': 1,
      // A lock on the door: what is not on this machine is asked of a proxy that is not there.
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': 9,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': 9,
    },
  });
}

async function openIn(browser: Launched, options: BrowserContextOptions): Promise<OpenedPage> {
  const context = await browser.newContext(options);
  // tsx wraps functions in calls of this one, also those that a test sends to the page.
  await context.addInitScript('globalThis.__name = (target) => target;');
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error().stack ?? error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('request', (request) => {
    if (!isLocal(request.url())) errors.push(`request to another host: ${request.url()}`);
  });
  return {
    page: await context.newPage(),
    async close() {
      await context.close();
      return errors;
    },
  };
}
