import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { withBrowser } from './support/browser.ts';
import { mounted, openWithClock } from './support/clock.ts';
import { serveSite } from './support/hugo.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

/** A race of two with a price, a lock and a list: what is copied has every kind of attribute. */
const HASH = '#v=1&limit=8&gil=true&gilInterval=50&threadStart=20&blocking=1,5&pin=coroutines,limit:3';

/** Copies from the lab, and returns what was copied with what the lab's figures say of themselves. */
async function copied(t: TestContext, copy: string): Promise<{ text: string; said: string[] }> {
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, `${url}lab/${HASH}`, { viewport: { width: 1200, height: 900 } });
  await mounted(page);
  await page.locator('.lab-take > summary').click();
  await page.click(`[data-copy=${copy}]`);
  return { text: await page.inputValue('.lab-take textarea'), said: await figures(page) };
}

/** Returns what figures say of themselves, but for their names: how many tiles they have, and how long all take. */
async function figures(page: Page): Promise<string[]> {
  const labels = await page
    .locator('.cvsp-box > canvas:first-child')
    .evaluateAll((all) => all.map((canvas) => canvas.ariaLabel!));
  return labels.map((label) => label.slice(label.lastIndexOf(': a picture')));
}

async function assertShown(t: TestContext, url: string, said: string[]): Promise<void> {
  assert.equal(said.length, 2);
  const page = await openWithClock(openPage, t, url, { viewport: { width: 800, height: 800 } });
  await mounted(page);
  assert.deepEqual(await figures(page), said);
  assert.equal(await page.locator('.cvsp-toolbar').count(), 1, 'both are of one group');
}

const HEAD = `<!doctype html><title>A post</title><link rel="icon" href="data:,">
  <link rel="stylesheet" href="css/cvsp/animations.css"><script src="js/cvsp/animations.js" defer></script>`;

for (const copy of ['element', 'div']) {
  test(`what is copied as ${copy} is the race in a post`, async (t) => {
    const { text, said } = await copied(t, copy);
    const { url } = await serve('dist/embed', { files: { 'index.html': `${HEAD}<main>${text}</main>` } });
    await assertShown(t, url, said);
  });
}

test('what is copied as JSX is the race in a React app', async (t) => {
  const { text, said } = await copied(t, 'jsx');
  const app = `import { createRoot } from 'react-dom/client';
    import { createElement } from 'react';
    createRoot(document.querySelector('main')).render(${text});`;
  const options = {
    jsx: 'transform',
    jsxFactory: 'createElement',
    bundle: true,
    write: false,
    format: 'iife',
  } as const;
  const stdin = { contents: app, loader: 'jsx', resolveDir: process.cwd() } as const;
  const { outputFiles } = await build({ ...options, stdin, define: { 'process.env.NODE_ENV': '"production"' } });
  const html = `${HEAD}<main></main><script src="app.js"></script>`;
  const { url } = await serve('dist/embed', { files: { 'index.html': html, 'app.js': outputFiles[0]!.text } });
  await assertShown(t, url, said);
});

test('what is copied for Hugo is the race in a post of the example site', async (t) => {
  const { text, said } = await copied(t, 'hugo');
  const post = `---\ntitle: "From the lab"\ndate: "2018-02-01"\nincludeD3: true\ncustomJS: ['js/cvsp/animations.js']\ncustomCSS: ['css/cvsp/animations.css']\n---\n\n${text}\n`;
  const url = await serveSite({ files: { 'content/posts/lab.md': post } });
  await assertShown(t, `${url}posts/lab/`, said);
});

test('the link that is copied is that of the address', async (t) => {
  const { text } = await copied(t, 'link');
  assert.equal(new URL(text).hash, HASH);
});
