import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { build } from 'esbuild';
import type { Frame, Page } from 'playwright-core';
import { findingsOf } from './support/axe.ts';
import { withBrowser } from './support/browser.ts';
import { mounted, openWithClock, settle } from './support/clock.ts';
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
async function figures(page: Page | Frame): Promise<string[]> {
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

/** A page that gives frames the height that they ask for, as docs/embedding.md has it. */
async function pageAround(frames: string): Promise<string> {
  const docs = await readFile('docs/embedding.md', 'utf8');
  const listener = /<script>\n {2}addEventListener\('message'[\s\S]*?<\/script>/.exec(docs)![0];
  return `<!doctype html><title>A post elsewhere</title><link rel="icon" href="data:,">${listener}<main>${frames}</main>`;
}

test('what is copied as an iframe is the race in a page of another origin, also in a sandbox, as high as it needs', async (t) => {
  const { text, said } = await copied(t, 'iframe');
  const frames = [text, text.replace('<iframe', '<iframe sandbox="allow-scripts"')];
  const wrong = text.replace('#v=1&amp;limit=8', '#v=1&amp;limit=0&amp;fast=1');
  const { url } = await serve([], { files: { 'index.html': await pageAround([...frames, wrong].join('')) } });
  const page = await openWithClock(openPage, t, url, { viewport: { width: 800, height: 4000 } });
  assert.notEqual(new URL(url).origin, new URL(/src="([^"]*)/.exec(text)![1]!).origin);
  const shown = page.frames().slice(1);
  assert.equal(shown.length, 3);
  for (const [at, frame] of shown.entries()) {
    await frame.locator('.cvsp .cvsp-box > canvas').nth(1).waitFor();
    await frame.locator('.cvsp-lanes-panel').waitFor();
    if (at < 2) assert.deepEqual(await figures(frame), said);
    assert.equal(await frame.locator('.cvsp-toolbar').count(), 1);
    await settle(page);
    // The frame is as high as what is in it, and nothing scrolls.
    const element = (await frame.frameElement())!;
    const [height, needed] = [
      Number(await element.getAttribute('height')),
      await frame.evaluate(() => document.documentElement.scrollHeight),
    ];
    assert.equal(height, needed);
    assert.ok(height > 400 && height < 1200, `it is ${height} pixels high`);
  }
  assert.equal(await shown[0]!.locator('[role=alert]').count(), 0);
  assert.equal(
    await shown[2]!.locator('[role=alert]').textContent(),
    'The link is not all right: "fast" is unknown to the lab; limit is 0; it must be a whole number from 1 to 4294967295, or left out for no bound. What it leaves out is as usual.',
  );
  const { violations } = await findingsOf(page, 'frame-title', 'frame-focusable-content');
  assert.deepEqual(violations, []);
});

test('the player works under a strict policy, in light and dark, and follows its hash', async (t) => {
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'";
  const { url } = await serve('dist/embed', { headers: { 'content-security-policy': policy } });
  const options = { viewport: { width: 320, height: 900 }, colorScheme: 'dark' } as const;
  const page = await openWithClock(openPage, t, `${url}player.html#v=1&grid=2x2&open=&at=3000ms`, options);
  await mounted(page);
  const canvas = page.locator('.cvsp-box > canvas:first-child');
  assert.match((await canvas.getAttribute('aria-label'))!, /a picture of 4 tiles/);
  assert.match((await page.locator('.cvsp-time').textContent())!, /^3\.0 of 4\.7 s/);
  assert.deepEqual(
    await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor, document.documentElement.scrollWidth];
    }),
    ['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)', 320],
  );
  await page.evaluate(() => {
    location.hash = '#v=1&grid=3x3&open=';
  });
  await settle(page);
  assert.match((await canvas.getAttribute('aria-label'))!, /a picture of 9 tiles/);
  assert.equal(await page.locator('[role=alert]').count(), 0);
});

test('axe finds nothing in the player but that its heading is that of the page around', async (t) => {
  const { url } = await serve('dist/embed');
  const page = await openWithClock(openPage, t, `${url}player.html#v=1&nothing=1`, {
    colorScheme: 'dark',
    expectedErrors: [/favicon/],
  });
  await mounted(page);
  const { violations } = await findingsOf(page);
  assert.deepEqual(
    violations.filter(({ rule }) => rule !== 'page-has-heading-one'),
    [],
  );
});

test('the link that is copied is that of the address', async (t) => {
  const { text } = await copied(t, 'link');
  assert.equal(new URL(text).hash, HASH);
});
