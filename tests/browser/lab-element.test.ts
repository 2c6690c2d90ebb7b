import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findingsOf } from './support/axe.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { openWithClock, settle } from './support/clock.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

/** A page whose rules are for its own elements, and whose root has a font of another size. */
const page = (script: string, attributes: string) => `<!doctype html><html lang="en"><title>A post</title>
  <link rel="icon" href="data:,"><meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width">
  <link rel="stylesheet" href="post.css"><main><h1>A post</h1><cvsp-lab ${attributes}></cvsp-lab></main>${script}</html>`;
const CSS = `html { font-size: 62.5% } body { margin: 0; font: 1.8rem serif } button { padding: 3em; background: red; float: right }
  p, div { margin: 3em; text-transform: uppercase } input { display: none }`;

async function open(
  t: TestContext,
  attributes: string,
  {
    folder = 'dist/embed',
    script = '<script src="js/cvsp/lab.js"></script>',
    ...options
  }: PageOptions & { folder?: string; script?: string } = {},
): Promise<Page> {
  const { url } = await serve(folder, { files: { 'index.html': page(script, attributes), 'post.css': CSS } });
  const opened = await openWithClock(openPage, t, url, { viewport: { width: 1200, height: 900 }, ...options });
  await opened.locator('.cvsp-map-cell[aria-label*=": "]').first().waitFor();
  await opened.locator('.lab-figure canvas').first().waitFor();
  await settle(opened);
  return opened;
}

const told = (page: Page) => page.locator('.lab-told').textContent();

test('the lab starts from its attributes in a page of any rules, and says what is wrong with them', async (t) => {
  const page = await open(t, 'strategy="coroutines" limit="8" chain gilinterval="0" quantum="never"', {
    colorScheme: 'dark',
  });
  assert.match((await told(page))!, /^8 in flight, 1 at once: /);
  assert.match(
    (await page.locator('.lab-problems').textContent())!,
    /^The attributes are not all right: quantum is "never"; .*gilInterval is 0; .*What they leave out is as usual\.$/,
  );
  assert.equal(await page.locator('#lab-chain').evaluate((input: HTMLInputElement) => input.checked), true);
  const look = await page
    .locator('.lab-strategy')
    .first()
    .evaluate((button) => {
      const { paddingTop, backgroundColor, fontSize } = getComputedStyle(button);
      return [Number.parseFloat(paddingTop) < 10, backgroundColor !== 'rgb(255, 0, 0)', fontSize];
    });
  assert.deepEqual(look, [true, true, '14.4px']);
  // The figure in it has its styles.
  assert.ok((await page.locator('.lab-figure canvas').first().boundingBox())!.width > 200);
  await page.locator('.lab-take > summary').click();
  assert.deepEqual(
    await page
      .locator('[data-copy]')
      .evaluateAll((all) => all.map((button) => (button as HTMLElement).dataset['copy'])),
    ['element', 'div', 'hugo', 'jsx', 'iframe'],
  );
  await page.click('[data-copy=iframe]');
  const copied = await page.inputValue('.lab-take textarea');
  assert.ok(
    copied.startsWith(
      `<iframe src="${new URL('player.html', page.url()).href}#v=1&amp;strategy=coroutines&amp;limit=8`,
    ),
    copied,
  );
  const { violations } = await findingsOf(page);
  assert.deepEqual(
    violations.filter(({ rule }) => rule !== 'landmark-one-main'),
    [],
  );
  // It starts again where an attribute changes, and ends where it goes.
  await page.evaluate(() => {
    const lab = document.querySelector('cvsp-lab')!;
    for (const name of ['chain', 'quantum', 'gilinterval']) lab.removeAttribute(name);
    lab.setAttribute('preset', 'coroutine-ideal');
    lab.setAttribute('limit', '2');
  });
  await page.locator('.lab-told:text("2 in flight, 1 at once")').waitFor();
  assert.equal(await page.locator('.lab-problems').textContent(), '');
  await page.evaluate(() => document.querySelector('cvsp-lab')!.remove());
  await settle(page);
  assert.equal(await page.evaluate(() => window.cvspTest.frames.size), 0);
});

test('on the stage numbers choose a strategy, a clicker steps, and f and Escape lead back', async (t) => {
  const page = await open(t, 'grid="3x3"');
  await page.locator('.cvsp-map-cell[tabindex="0"]').focus();
  await page.keyboard.press('f');
  const staged = (count: number) => page.locator('.lab-staged').waitFor({ state: count ? 'visible' : 'detached' });
  await staged(1);
  const box = (await page.locator('.lab-staged').boundingBox())!;
  assert.deepEqual([box.x, box.y, box.width], [0, 0, 1200]);
  for (const [key, text] of [
    ['1', '1 in flight, 1 at once'],
    ['2', '9 in flight, 1 at once'],
    ['3', '9 in flight, 4 at once'],
  ] as const) {
    await page.keyboard.press(key);
    assert.ok((await told(page))!.startsWith(text), key);
  }
  const slider = page.locator('.cvsp-slider');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageDown');
  const [one] = [Number(await slider.getAttribute('aria-valuenow'))];
  await page.keyboard.press('PageDown');
  assert.ok(Number(await slider.getAttribute('aria-valuenow')) > one);
  // The arrow keys are those of the map where it has the focus.
  await page.keyboard.press('ArrowLeft');
  assert.match((await told(page))!, /^8 in flight/);
  await page.keyboard.press('Escape');
  await staged(0);
});

test('nothing is wider than a page of 320 px, and the package has the lab, too', async (t) => {
  const page = await open(t, 'preset="coroutine-ideal"', {
    folder: 'dist/lib',
    script: '<script type="module" src="lab.js"></script>',
    viewport: { width: 320, height: 800 },
  });
  assert.match((await told(page))!, /^16 in flight, 1 at once: 19\.4 s/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  assert.equal(await page.locator('[data-copy=iframe]').count(), 0, 'nobody has said where there is a player');
});
