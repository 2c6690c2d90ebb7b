import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLACEHOLDERS } from '../support/site.ts';
import { withBrowser } from './support/browser.ts';
import { beIdle, FRAME, mounted, openWithClock, scrollTo, settle } from './support/clock.ts';
import { engine, lacks } from './support/engines.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

test('the walkthrough runs from any sub-path', async (t) => {
  const { url } = await serve('dist/site', { prefix: '/some/sub path/' });
  const page = await openWithClock(openPage, t, url, { viewport: { width: 1200, height: 900 } });
  await mounted(page);
  assert.equal(await page.locator('.cvsp-box > canvas').count(), PLACEHOLDERS.size);
  await scrollTo(page, 'coroutine-ideal', 0.3);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(4000);
  assert.match((await page.textContent('#coroutine-ideal .cvsp-time'))!, /^4\b/);
});

/** A phone's window; WebKit's driver has no fingers. */
const PHONE = { viewport: { width: 390, height: 844 }, ...(engine === 'webkit' ? {} : { hasTouch: true }) } as const;

test('on a phone the race plays in the first screen, whole, before anything is scrolled', async (t) => {
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, url, PHONE);
  await mounted(page);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(3200);
  for (const id of ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right']) {
    const { y, height } = (await page.locator(`#${id} .cvsp-box > canvas`).boundingBox())!;
    assert.ok(y >= 0 && y + height < PHONE.viewport.height, id);
    // It goes on where its poster has come to.
    assert.match((await page.textContent(`#${id} .cvsp-time`))!, /^(took )?([3-9]|1\d)\b/, id);
  }
  assert.equal(await page.evaluate(() => scrollY), 0);
});

test('the walkthrough is at most 16 screens of a phone long', async (t) => {
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, url, PHONE);
  await mounted(page);
  const screens = (await page.evaluate(() => document.documentElement.scrollHeight)) / PHONE.viewport.height;
  assert.ok(screens <= 16, `${screens} screens`);
});

test('the two pictures of 256 tiles are in view together on a phone', async (t) => {
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, url, PHONE);
  await mounted(page);
  const [left, right] = await Promise.all(
    ['large-left', 'large-right'].map((id) => page.locator(`#${id} .cvsp-box > canvas`).boundingBox()),
  );
  assert.ok(Math.max(left!.y, right!.y) + right!.height - Math.min(left!.y, right!.y) < PHONE.viewport.height);
});

test('the walkthrough is at most twelve sheets of paper', async (t) => {
  if (lacks(t, 'pdf')) return;
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, url);
  await mounted(page);
  // Paper has lanes, once they are loaded.
  await beIdle(page);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const sheets = pdf.match(/\/Type\s*\/Page\b/g)!.length;
  assert.ok(sheets <= 12, `${sheets} sheets`);
});

test('a cell of the map is chosen by a tap or the arrow keys; a sentence tells of it, and the lab has it', async (t) => {
  const { url } = await serve('dist/site');
  const page = await openWithClock(openPage, t, url, PHONE);
  await mounted(page);
  const map = page.locator('#map');
  const told = map.locator('output');
  assert.equal(await told.textContent(), '16 under way, 4 at once: 7.7 s. Twice as many at once save nothing.');
  await map.getByRole('button', { name: '4 under way, 2 at once: 24.5 s' }).click();
  assert.equal(
    await told.textContent(),
    '4 under way, 2 at once: 24.5 s. Twice as many under way save 10.1 s, at once nothing.',
  );
  const place = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset['at']);
  const places: [key: string, at: string][] = [
    ['ArrowRight', '8 2'],
    ['ArrowUp', '8 4'],
    ['ArrowLeft', '4 4'],
    // To the left of the diagonal there is nothing.
    ['ArrowLeft', '4 4'],
    ['ArrowDown', '4 2'],
    ['ArrowDown', '4 1'],
  ];
  for (const [key, at] of places) {
    await page.keyboard.press(key);
    assert.equal(await place(), at, key);
  }
  assert.match((await told.textContent())!, /^4 under way, 1 at once: 26\.9 s\. /);
  assert.deepEqual(
    await map.locator('button').evaluateAll((all) => all.filter(({ tabIndex }) => tabIndex === 0).length),
    1,
  );
  const { width, height } = (await map.locator('button').first().boundingBox())!;
  assert.ok(width >= 42 && height >= 44, `${width} × ${height}`);
  await map.getByRole('link', { name: 'The map in the lab' }).click();
  await page.locator('.lab-figure .cvsp-name').first().waitFor();
  assert.match((await page.textContent('.lab-figure .cvsp-name'))!, /^4 in flight, 1 at once/);
});

test('what shows links finds a picture of the page beside it', async () => {
  const { url } = await serve('dist/site');
  const html = await (await fetch(url)).text();
  const [, image] = /<meta property="og:image" content="([^"]*)"/.exec(html)!;
  const answer = await fetch(new URL(image!, url));
  assert.equal(answer.headers.get('content-type'), 'image/png');
});

for (const width of [320, 360, 768, 1200, 1600]) {
  test(`nothing is wider than a window of ${width} px, and figures of a row stand side by side`, async (t) => {
    const { url } = await serve('dist/site');
    const page = await openWithClock(openPage, t, url, { viewport: { width, height: 800 } });
    await mounted(page);
    const tooWide = await page.evaluate(() =>
      [...document.body.querySelectorAll<HTMLElement>('*')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
        // Content of a scroller may be wider.
        .filter((element) => !element.closest('pre, .table'))
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(tooWide, []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    for (const row of [
      ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'],
      ['io-bound-left', 'io-bound-right'],
    ]) {
      const tops = await page.evaluate(
        (ids) => ids.map((id) => document.getElementById(id)!.getBoundingClientRect().top),
        row,
      );
      assert.equal(new Set(tops).size, 1, row.join());
    }
    const cut = await page.locator('.cvsp-caption').evaluateAll((captions) =>
      captions
        .filter((caption) => {
          const room = Number.parseFloat(getComputedStyle(caption).minHeight);
          return caption.clientHeight > Math.ceil(room) || caption.scrollWidth > caption.clientWidth;
        })
        .map((caption) => caption.textContent),
    );
    assert.deepEqual(cut, [], 'captions have the room that is kept for them');
  });
}

test('the legend shows every state, in the state’s own colour or the page’s text colour', async (t) => {
  const { url } = await serve('dist/site');
  for (const [colorScheme, ink] of [
    ['light', [36, 33, 29]],
    ['dark', [220, 216, 208]],
  ] as const) {
    const page = await openWithClock(openPage, t, url, { viewport: { width: 1200, height: 900 }, colorScheme });
    await mounted(page);
    const samples = page.locator('canvas.cvsp-legend');
    const seen: Record<string, number[]> = {};
    const own: Record<string, number[]> = {};
    for (const sample of await samples.all()) {
      await sample.scrollIntoViewIfNeeded();
      await settle(page);
      const { state, pixel, property } = await sample.evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const state = canvas.dataset['state']!;
        const { width, height } = canvas;
        // From the top, in the middle, the tile's border comes first.
        const { data } = canvas.getContext('2d')!.getImageData(width >> 1, 0, 1, height);
        const pixels = Array.from({ length: height }, (_, y) => [...data.slice(4 * y, 4 * y + 4)]);
        const probe = document.createElement('canvas').getContext('2d')!;
        const value = getComputedStyle(canvas).getPropertyValue(`--cvsp-of-${state}`);
        if (value) probe.fillStyle = value;
        probe.fillRect(0, 0, 1, 1);
        const property = value ? [...probe.getImageData(0, 0, 1, 1).data] : null;
        return { state, pixel: pixels.find((pixel) => pixel[3]! > 0) ?? [], property };
      });
      seen[state] = pixel;
      if (property) own[state] = property;
    }
    assert.deepEqual(Object.keys(seen), ['idle', 'load', 'ready', 'render', 'finished', 'queued', 'blocked']);
    const colours = ['load', 'ready', 'render', 'blocked'].map((state) => own[state]!);
    assert.equal(new Set([...colours, [...ink, 255]].map(String)).size, 5, `${colorScheme}: ${colours.join(' ')}`);
    for (const state of ['load', 'ready', 'render', 'blocked'])
      assert.deepEqual(seen[state]!, own[state], `${state}, ${colorScheme}`);
    assert.deepEqual(seen['queued']!, [...ink, 255], `queued, ${colorScheme}`);
    // Half of its opacity, in which colours are rounded.
    const idle = seen['idle']!;
    assert.ok(Math.abs(idle[3]! - 128) <= 1, `idle, ${colorScheme}: ${idle}`);
    for (const [i, part] of ink.entries()) assert.ok(Math.abs(idle[i]! - part) <= 2, `idle, ${colorScheme}: ${idle}`);
    // It has the picture up to its edge, and no border.
    const finished = seen['finished']!;
    assert.equal(finished[3], 255, `finished, ${colorScheme}`);
    for (const colour of [...colours, [...ink, 255]]) assert.notDeepEqual(finished, colour, `finished, ${colorScheme}`);
  }
});
