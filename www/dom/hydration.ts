/** Matches what pages hold whose framework takes over the elements that its server has sent. */
const TAKEN_OVER = [
  '#__next, script[src*="/_next/"], #__docusaurus, #___gatsby, #__nuxt, #app .VPContent, [data-sveltekit-preload-data]',
  '[data-hk], script[src*="/react-router"]',
].join();

/** A page may load for longer than this, in milliseconds, where a file does not come. */
const PATIENCE = 5000;

/**
 * Resolves when the page's framework has taken over what its server has sent: it compares both, so nothing may change
 * before. Frameworks do not tell; they are done when the page has loaded and the browser is idle. Other pages wait for
 * nothing.
 */
export async function whenHydrated(): Promise<void> {
  if (!document.querySelector(TAKEN_OVER)) return;
  if (document.readyState !== 'complete') {
    await new Promise<unknown>((loaded) => {
      addEventListener('load', loaded, { once: true });
      setTimeout(loaded, PATIENCE);
    });
  }
  // Safari has no such callbacks.
  await new Promise<unknown>((idle) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(idle, { timeout: 1000 });
    else setTimeout(idle, 100);
  });
}
