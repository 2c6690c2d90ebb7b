import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { withBrowser } from './support/browser.ts';
import { openWithClock, settle } from './support/clock.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

const figure = (id: string) =>
  `<cvsp-figure id="${id}" strategy="coroutines" grid="2x2" load="1000" render="500" style="--cvsp-width: 300px"></cvsp-figure>`;

/** A deck as docs/recipes.md has it: the figure is on the second slide, and one comes as a fragment of the third. */
const deck = async (transition: string) => {
  const recipe = /```html\n(<link rel="stylesheet" href="reveal[\s\S]*?)```/.exec(
    await readFile('docs/recipes.md', 'utf8'),
  )![1]!;
  const script = recipe.replace('Reveal.initialize({', `Reveal.initialize({ transition: '${transition}', `);
  return `<!doctype html><html lang="en"><title>A talk</title><link rel="icon" href="data:,">
  <div class="reveal"><div class="slides"><section><h2>One</h2></section><section>${figure('second')}</section>
  <section><h2>Three</h2><div class="fragment">${figure('third')}</div></section></div></div>${script}</html>`;
};

const playing = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('cvsp-figure')].filter((figure) => !figure.paused).map(({ id }) => id),
  );

for (const transition of ['slide', 'fade', 'none']) {
  test(`a figure in reveal.js plays when its slide comes, by the transition ${transition}`, async (t) => {
    const { url } = await serve(['dist/embed/js/cvsp', 'node_modules/reveal.js/dist'], {
      files: { 'index.html': await deck(transition) },
    });
    const page = await openWithClock(openPage, t, url, { viewport: { width: 1280, height: 720 } });
    await page.locator('.cvsp .cvsp-box > canvas').first().waitFor({ state: 'attached' });
    await settle(page);
    const go = async (key: string) => {
      await page.keyboard.press(key);
      await page.clock.runFor(1000);
      await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
      await settle(page);
    };
    assert.deepEqual(await playing(page), []);
    await go('PageDown');
    assert.deepEqual(await playing(page), ['second']);
    await go('PageDown');
    const before = await playing(page);
    assert.ok(!before.includes('third'), 'a fragment that is not there yet does not play');
    await go('PageDown');
    assert.ok((await playing(page)).includes('third'));
  });
}
