import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findingsOf } from './support/axe.ts';
import { withBrowser } from './support/browser.ts';
import { mounted, openWithClock, settle } from './support/clock.ts';
import { engine } from './support/engines.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

type Options = Parameters<typeof openWithClock>[3] & { hash?: string; policy?: string };

/** Opens the lab, and waits until its map is complete and its figure stands. */
async function open(t: TestContext, { hash = '', policy, ...options }: Options = {}): Promise<Page> {
  const { url } = await serve('dist/site', policy ? { headers: { 'content-security-policy': policy } } : {});
  const page = await openWithClock(openPage, t, `${url}lab/${hash}`, {
    viewport: { width: 1200, height: 900 },
    ...options,
  });
  await mounted(page);
  await page.locator('.cvsp-map-cell[aria-label*=": "]').first().waitFor();
  return page;
}

const cell = (slots: number, executors: number) =>
  `.cvsp-map-cell[aria-label^="${slots} in flight, ${executors} at once"]`;

/** Returns the middle of a cell. */
async function middle(page: Page, slots: number, executors: number): Promise<[x: number, y: number]> {
  const { x, y, width, height } = (await page.locator(cell(slots, executors)).boundingBox())!;
  return [x + width / 2, y + height / 2];
}

/** Waits until something is so, between frames of the browser's own: the page's are stopped with its clock. */
async function until(page: Page, isSo: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (await isSo()) return;
    await settle(page);
  }
  assert.fail(`it never came to be that ${isSo}`);
}

/** Returns what the page says of the point in the very next frame. */
function nextFrame(page: Page): Promise<Record<string, string>> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        window.cvspTest.nativeFrame(() => {
          const text = (css: string) => document.querySelector(css)?.textContent ?? '';
          resolve({
            told: text('.lab-told'),
            figure: text('.lab-figure .cvsp-name'),
            lanes: [...document.querySelectorAll('.cvsp-lanes-panel .cvsp-lanes-which')]
              .map((name) => name.textContent)
              .join(),
            map: text('.cvsp-map-time'),
          });
        });
      }),
  );
}

test('a point that is dragged takes sentence, figure and lanes along in the same frame', async (t) => {
  const page = await open(t);
  await page.mouse.move(...(await middle(page, 16, 4)));
  await page.mouse.down();
  for (const [slots, executors, time] of [
    [16, 2, '10.9 s'],
    [16, 1, '19.4 s'],
    [8, 1, '19.4 s'],
    [1, 1, '81.5 s'],
  ] as const) {
    await page.mouse.move(...(await middle(page, slots, executors)));
    const { told, figure, lanes, map } = await nextFrame(page);
    assert.equal(told, `${slots} in flight, ${executors} at once: ${time}.`);
    assert.equal(figure, `${slots} in flight, ${executors} at once`);
    assert.equal(map, time);
    assert.match(lanes!, new RegExp(slots > 1 ? `^${slots} threads,${executors} cores?$` : '^1 thread$'));
  }
  await page.mouse.up();
});

test('the map is a grid of buttons with one stop for the tab key, and the program goes with the arrow keys', async (t) => {
  const page = await open(t);
  const grid = page.locator('[role=grid]');
  assert.equal(await grid.locator('[role=row]').count(), 16);
  assert.equal(await grid.locator('[role=gridcell] > button').count(), 136);
  const stops = () =>
    grid.locator('button[tabindex="0"]').evaluateAll((stops) => stops.map((stop) => (stop as HTMLElement).ariaLabel));
  assert.deepEqual(await stops(), ['16 in flight, 4 at once: 7.7 s']);
  await page.locator(cell(16, 4)).focus();
  for (const [key, slots, executors, time] of [
    ['ArrowRight', 16, 4, '7.7 s'],
    ['ArrowDown', 16, 3, '8.3 s'],
    ['PageDown', 16, 1, '19.4 s'],
    ['Home', 1, 1, '81.5 s'],
    ['ArrowLeft', 1, 1, '81.5 s'],
    ['ArrowUp', 1, 1, '81.5 s'],
    ['End', 16, 1, '19.4 s'],
    ['PageUp', 16, 16, '7.7 s'],
    ['ArrowLeft', 16, 16, '7.7 s'],
  ] as const) {
    await page.keyboard.press(key);
    const label = `${slots} in flight, ${executors} at once: ${time}`;
    assert.deepEqual(await stops(), [label], key);
    assert.equal(await page.evaluate(() => document.activeElement?.ariaLabel), label, key);
    assert.equal(await page.textContent('.lab-told'), `${label}.`, key);
    assert.equal(await grid.locator('[aria-selected="true"]').count(), 1);
  }
});

test('cores are a ceiling and connections a wall that are dragged, by keys as well, and the program gives way', async (t) => {
  const page = await open(t);
  const thumb = (name: string) => page.locator(`[role=slider][aria-label="${name}"]`);
  const drag = async (name: string, to: [x: number, y: number]) => {
    const { x, y, width, height } = (await thumb(name).boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(...to);
    await page.mouse.up();
  };
  const { x, y, width, height } = (await page.locator('[role=grid]').boundingBox())!;
  await drag('Cores', [x + 30, y + height * (1 - 2 / 16)]);
  assert.equal(await thumb('Cores').getAttribute('aria-valuetext'), '2 cores');
  assert.equal(await page.textContent('.lab-told'), '16 in flight, 2 at once: 10.9 s.');
  await drag('Cores', [x + 30, y - 20]);
  assert.equal(await thumb('Cores').getAttribute('aria-valuetext'), 'any number of cores');
  assert.equal(await page.textContent('.lab-told'), '16 in flight, 16 at once: 7.7 s.');
  await drag('Server connections', [x + (width * 4) / 16, y]);
  assert.equal(await thumb('Server connections').getAttribute('aria-valuetext'), 'the server takes 4');
  assert.equal(await page.textContent('.lab-told'), '16 in flight, 16 at once: 20.8 s.');
  await thumb('Server connections').focus();
  await page.keyboard.press('End');
  assert.equal(await thumb('Server connections').getAttribute('aria-valuetext'), 'the server takes all');
  await page.keyboard.press('Home');
  assert.equal(await thumb('Server connections').getAttribute('aria-valuetext'), 'the server takes 1');
});

test('the slider turns the contours, and back gives what there was', async (t) => {
  const page = await open(t);
  const paths = () =>
    page.locator('.cvsp-map-contour').evaluateAll((all) => all.map((path) => path.getAttribute('d')).join(' '));
  const before = await paths();
  assert.match(before, /h.*v|v.*h/);
  const slide = (to: string) =>
    page.locator('.lab-mix input').evaluate((input: HTMLInputElement, to) => {
      input.value = to;
      input.dispatchEvent(new Event('input'));
    }, to);
  await slide('60');
  await slide('100');
  await until(page, async () => !(await paths()).includes('v'));
  await slide('0');
  await until(page, async () => !(await paths()).includes('h'));
  assert.match(await page.evaluate(() => location.href), /#v=1&load=1906\.\.8894&render=0$/);
  // Firefox's driver waits for a page that is loaded.
  await page.evaluate(() => history.back());
  await until(page, async () => (await paths()) === before);
  assert.equal(await page.evaluate(() => location.hash), '', 'all of the sliding is one step back');
});

test('two points race on one clock, and a link leads to the same frame of the race', async (t) => {
  const page = await open(t);
  await page.locator('.lab-strategy', { hasText: 'coroutines' }).click();
  await page.getByRole('button', { name: 'Pin this point' }).click();
  await page.locator('.lab-strategy', { hasText: 'processes' }).click();
  const names = (page: Page) => page.locator('.lab-figure .cvsp-name').allTextContents();
  assert.deepEqual(await names(page), ['coroutines: 16 in flight, 1 at once', 'processes: 16 in flight, 4 at once']);
  assert.equal(await page.locator('.lab-figures .cvsp-toolbar').count(), 1, 'one set of controls');
  await page.locator('.lab-figures .cvsp-do-numbers').click();
  await page.locator('.lab-figures [role=slider]').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.locator('.lab-take > summary').click();
  await page.click('[data-copy=link]');
  const link = await page.inputValue('.lab-take textarea');
  assert.match(link, /#v=1&strategy=processes&pin=coroutines,cores:4&open=lanes,numbers&at=\d+(\.\d+)?ms$/);
  const pixels = async (page: Page) => {
    await page.locator('.lab-figures').scrollIntoViewIfNeeded();
    await settle(page);
    const canvases = page.locator('.lab-figure .cvsp-box > canvas:first-child');
    // Firefox does not always make the same file of the same pixels.
    const drawn = await canvases.evaluateAll((all) =>
      (all as HTMLCanvasElement[]).map((canvas) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return Array.from(new Uint32Array(data.buffer)).join();
      }),
    );
    return drawn.map((pixels) => createHash('sha256').update(pixels).digest('hex'));
  };
  const shown = await pixels(page);
  assert.equal(new Set(shown).size, 2);
  const other = await open(t, { hash: new URL(link).hash });
  assert.deepEqual(await names(other), await names(page));
  assert.deepEqual(await pixels(other), shown);
  assert.equal(await other.locator('.cvsp-do-numbers').getAttribute('aria-pressed'), 'true');
});

test('an error stands beside its control, and nothing else changes', async (t) => {
  const page = await open(t);
  await page.click('.lab-drawer > summary');
  // Firefox tells of a change only where a reader has typed.
  const type = async (text: string) => {
    await page.focus('#lab-load');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  };
  await type('7000..1500');
  const row = page.locator('.lab-field-load');
  assert.match((await row.locator('[role=alert]').textContent())!, /^load is \[7000, 1500\]; it must be /);
  assert.equal(await page.getAttribute('#lab-load', 'aria-invalid'), 'true');
  assert.equal(await page.textContent('.lab-told'), '16 in flight, 4 at once: 7.7 s.');
  await type('0');
  assert.equal(await page.locator('.lab-error').count(), 0);
  await page.selectOption('#lab-preset', 'chain');
  assert.equal(await page.inputValue('#lab-grid'), '3x3');
  assert.equal(await page.isChecked('#lab-chain'), true);
  await until(page, async () => (await page.locator('.cvsp-map-cell').count()) === 45);
});

test('a bad link says what is wrong, and the rest of it holds', async (t) => {
  const page = await open(t, { hash: '#v=1&limit=0&cores=2' });
  assert.match((await page.textContent('.lab-problems'))!, /limit is 0; it must be a whole number/);
  assert.equal(await page.textContent('.lab-told'), '16 in flight, 2 at once: 10.9 s.');
});

test('the task hides all times, and scores the answer', async (t) => {
  const page = await open(t);
  await page.click('.lab-quiz button');
  assert.equal(await page.textContent('.lab-question'), 'Where is the cheapest point under 10.0 s?');
  assert.equal(await page.isVisible('.lab-figures'), false);
  const told = await page.evaluate(() => document.querySelector<HTMLElement>('#lab')!.innerText);
  assert.deepEqual(told.match(/\d[\d.]* (?:m?s|min)\b/g), ['10.0 s'], 'no time but that of the question');
  assert.equal(await page.locator('.cvsp-map-contour').count(), 0);
  assert.equal(await page.locator('.cvsp-map-cell[aria-label*=":"]').count(), 0);
  await page.locator(cell(16, 3)).click();
  await page.locator('.lab-quiz button', { hasText: 'Here' }).click();
  assert.match(
    (await page.textContent('.lab-quiz'))!,
    /no cheaper point is under 10\.0 s\.100 of 100 points; 100 in all, of 100\./,
  );
  assert.equal(await page.isVisible('.lab-figures'), true);
});

for (const width of [320, 390, 900, 1440]) {
  test(`nothing is wider than a window of ${width} px, and the map is a square in sight`, async (t) => {
    const page = await open(t, { viewport: { width, height: 800 }, hash: '#v=1&pin=coroutines' });
    await page.locator('details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    assert.equal(paper, 'rgb(253, 252, 249)', 'the paper reaches the window’s edges');
    await page.evaluate(() => document.querySelector('.lab-figures')!.scrollIntoView({ behavior: 'instant' }));
    const map = (await page.locator('.cvsp-map-plane').boundingBox())!;
    assert.ok(Math.abs(map.width - map.height) < 1, 'a square');
    assert.ok(map.y >= 0 && map.y + map.height <= 800, 'in sight');
  });
}

/** Lists cells with their times. */
const times = (page: Page) =>
  page.locator('.cvsp-map-cell').evaluateAll((cells) => cells.map((cell) => cell.ariaLabel).join('\n'));

const POLICY = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:;
  connect-src 'self'; require-trusted-types-for 'script'; trusted-types cvsp`.replace(/\s+/g, ' ');

test('workers compute the same map as the page, under a strict policy, and the page does where none may start', async (t) => {
  const expectedErrors = [/worker/i];
  const alone = await open(t, { policy: `${POLICY}; worker-src 'none'`, expectedErrors });
  const page = await open(t, { policy: POLICY });
  // WebKit's driver does not tell of workers.
  for (let i = 0; i < 500 && engine !== 'webkit' && page.workers().length === 0; i++) await settle(page);
  if (engine !== 'webkit') assert.ok(page.workers().length > 0, 'there are workers');
  for (const hash of [
    '#v=1&limit=5&strategy=processes&processStart=900&quantum=400&switchCost=5',
    '#v=1&gil=true&gilInterval=100&threadStart=30',
    '#v=1&strategy=coroutines&coroutineStart=40&blocking=2,9&turns=true',
    '#v=1&strategy=sequential&serverConnections=3',
    '#v=1&strategy=work-stealing&chain=true&grid=3x3',
  ]) {
    const maps: string[] = [];
    for (const shown of [alone, page]) {
      const before = await times(shown);
      await shown.evaluate((hash) => {
        location.hash = hash;
      }, hash);
      await until(shown, async () => {
        const now = await times(shown);
        return now !== before && now.split('\n').every((label) => label.includes(': '));
      });
      maps.push(await times(shown));
    }
    assert.equal(maps[1], maps[0], hash);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the lab, ${colorScheme}`, async (t) => {
    if (engine !== 'chromium') return t.skip('axe reads the document, which is the same in every engine');
    const page = await open(t, { colorScheme, hash: '#v=1&pin=coroutines&processStart=900&strategy=processes' });
    await page.locator('details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
    const { violations } = await findingsOf(page);
    assert.deepEqual(violations, []);
  });
}
