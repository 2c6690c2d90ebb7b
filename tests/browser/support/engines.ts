// The browsers that the tests run in, one in a run: CVSP_ENGINE names it. What one of them lacks is said here, in one
// table, and printed for each test that needs it.

import type { TestContext } from 'node:test';

export type Engine = 'chromium' | 'firefox' | 'webkit';

/** What a test may need that is not to be had in every engine, or not through its driver. */
export type Need =
  /** Chromium's own protocol: fingers that move, metrics of a screen that change, collecting garbage. */
  | 'cdp'
  | 'touch'
  /** Media that change while a page is open. */
  | 'emulateMedia'
  | 'forcedColors'
  | 'pdf'
  /** A page that is kept when it is left. */
  | 'backForwardCache'
  /** To answer in the place of the server, and to see what is asked of it. */
  | 'requests'
  | 'withoutScripts'
  /** Pages that no server gives. */
  | 'files'
  /** The browser's own score of what has moved. */
  | 'layoutShift'
  | 'accessibilityTree';

const LACKS: Record<Engine, Partial<Record<Need, string>>> = {
  chromium: {},
  firefox: {
    cdp: 'Firefox does not speak Chromium’s protocol',
    touch: 'Playwright’s taps do not reach pages in Firefox',
    emulateMedia: 'Firefox’s driver cannot change media while a page is open',
    forcedColors: 'Firefox’s driver cannot force colours',
    pdf: 'Playwright prints with Chromium only',
    backForwardCache: 'Playwright does not come back to a page that Firefox has kept',
    layoutShift: 'Firefox does not score layout shifts',
  },
  webkit: {
    cdp: 'WebKit does not speak Chromium’s protocol',
    touch: 'WebKit’s driver makes a mouse of every finger',
    emulateMedia: 'WebKit’s driver cannot change media while a page is open',
    forcedColors: 'WebKit has no forced colours',
    pdf: 'WebKit’s driver does not print',
    requests: 'WebKit’s driver does not tell of requests',
    withoutScripts: 'WebKit’s driver is made of scripts',
    files: 'WebKit’s driver puts its scripts into what a server gives',
    layoutShift: 'WebKit does not score layout shifts',
    accessibilityTree: 'WebKit’s driver does not tell of the accessibility tree',
  },
};

export const engine = chosen(process.env['CVSP_ENGINE'] ?? 'chromium');

/** Leaves a test out where the engine lacks something that it needs, and says why. */
export function lacks(test: TestContext, ...needs: Need[]): boolean {
  const reasons = needs.flatMap((need) => LACKS[engine][need] ?? []);
  if (reasons.length > 0) test.skip(reasons.join('; '));
  return reasons.length > 0;
}

function chosen(name: string): Engine {
  if (Object.hasOwn(LACKS, name)) return name as Engine;
  throw new Error(`CVSP_ENGINE is "${name}"; it must be one of ${Object.keys(LACKS).join(', ')}`);
}
