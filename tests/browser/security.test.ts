import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { PLACEHOLDERS } from '../support/site.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { beIdle, FRAME, openWithClock, settle } from './support/clock.ts';
import { engine, lacks } from './support/engines.ts';
import { post } from './support/post.ts';
import { serve } from './support/server.ts';

declare global {
  interface Window {
    /** Lists the violations of the page's policy. */
    cvspForbidden: string[];
  }
}

const openBlank = withBrowser();
const viewport = { width: 1000, height: 1400 };

/** Pages that work with this policy also work with any part of it. */
const POLICY = [
  ...["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'"],
  ...["img-src 'self' data:", "connect-src 'self'", "require-trusted-types-for 'script'", 'trusted-types cvsp'],
].join('; ');

/** Opens blank pages that record the violations of their policy. */
const openPage = async (t: TestContext, options: PageOptions = {}) => {
  const page = await openBlank(t, options);
  await page.addInitScript(() => {
    window.cvspForbidden = [];
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      window.cvspForbidden.push(`${effectiveDirective} ${blockedURI} ${sample}`);
    });
  });
  return page;
};

const forbidden = (page: Page) => page.evaluate(() => window.cvspForbidden);

const ROW = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];
const HTML = `
  <button data-cvsp-pause-all hidden>Pause all figures</button>
  <p><a href="#own" data-cvsp-at="50%">Half of it</a>, and <a href="#own" data-cvsp-state="ready">who waits</a>.</p>
  <div id="sync-ideal"><img src="img/cvsp/sync-ideal.animated.svg" alt="A poster"></div>
  <div id="own" data-cvsp='{ "strategy": "work-stealing", "limit": 70, "cores": 2, "grid": [16, 16], "load": [1500, 7000],
    "render": [800, 1500], "seed": 7, "image": "img/cvsp/sync-ideal.svg", "markers": { "4.2s": "a moment" } }'></div>`;
const BAD = ['{ strategy }', '{ "strategy": "fibers" }', '[]', '{ "strategy": "threads", "grid": [4, 0] }'];

const ELEMENTS = `
  <cvsp-group grid="3x3" load="1500..7000" render="800..1500" seed="3">
    <cvsp-figure strategy="coroutines" blocking="2"></cvsp-figure>
    <cvsp-figure strategy="threads" limit="4" cores="2" quantum="100"></cvsp-figure>
  </cvsp-group>
  <cvsp-figure strategy="processes" grid="2x2" load="900" render="1600" line="1"></cvsp-figure>
  <cvsp-figure strategy="wizards" grid="2x2" load="900" render="1600"></cvsp-figure>`;

/** Lists pages, and the number of figures and errors of each. */
const PAGES: [name: string, open: (policy: string) => Promise<string>, figures: number, errors: number][] = [
  ['a post', (policy) => post({ figures: ROW, html: HTML, above: 0, headers: headers(policy) }), 5, 0],
  [
    'the walkthrough',
    async (policy) => (await serve('dist/site', { headers: headers(policy) })).url,
    PLACEHOLDERS.size,
    0,
  ],
  [
    'a bad figure',
    (policy) =>
      post({ html: BAD.map((text) => `<div data-cvsp='${text}'></div>`).join(''), above: 0, headers: headers(policy) }),
    0,
    BAD.length,
  ],
  ['custom elements', (policy) => post({ html: ELEMENTS, above: 0, headers: headers(policy) }), 3, 1],
  [
    'the file with everything inside',
    async (policy) => {
      const html = `<!doctype html><link rel="icon" href="data:,"><script src="cvsp-all.js" defer></script>${ELEMENTS}`;
      return (await serve('dist/embed/js/cvsp', { files: { 'index.html': html }, headers: headers(policy) })).url;
    },
    3,
    1,
  ],
];

function headers(policy: string): Record<string, string> {
  return policy === '' ? {} : { 'content-security-policy': policy };
}

/** Waits until all figures and errors are there. */
async function standing(page: Page, figures: number, errors: number): Promise<void> {
  // The walkthrough unfolds some rows.
  await page.locator('details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
  if (figures > 0)
    await page
      .locator('.cvsp .cvsp-box > canvas')
      .nth(figures - 1)
      .waitFor();
  if (errors > 0)
    await page
      .locator('[role=alert]')
      .nth(errors - 1)
      .waitFor();
  await settle(page);
  assert.equal(await page.locator('.cvsp-box > canvas:first-child').count(), figures);
  assert.equal(await page.locator('[role=alert]').count(), errors);
}

/** Opens every panel of the page, presses every button, and plays. */
async function useEverything(page: Page): Promise<void> {
  await beIdle(page);
  const docks = await page.locator('.cvsp-dock').count();
  // The walkthrough's predictions are panels without a button, and so is how near one came.
  const predictions = await page.locator('.cvsp-panels > :is(.cvsp-predict, .cvsp-near)').count();
  const panels = await page.evaluate(() => {
    const buttons = document.querySelectorAll<HTMLButtonElement>('.cvsp-toolbar > .cvsp-space ~ button');
    for (const button of buttons) if (button.ariaPressed !== 'true') button.click();
    return buttons.length;
  });
  assert.equal(panels, 4 * docks, 'each dock has a button for each panel');
  if (panels > 0)
    await page
      .locator('.cvsp-panels > *')
      .nth(panels - 1)
      .waitFor();
  await page.clock.runFor(4 * FRAME);

  for (let dock = 0; dock < docks; dock++) {
    await page.locator('.cvsp-slider').nth(dock).focus();
    for (const key of ['Home', '.', 'ArrowRight', 'Shift+ArrowRight', ',', '>', '<', 'End', 'Space']) {
      await page.keyboard.press(key);
    }
  }
  if (docks > 0) {
    await page.locator('.cvsp-slider').first().click();
    await page.locator('.cvsp-box > canvas').first().click();
  }
  await page.clock.runFor(500);
  await page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'main :is(button, select, a, .cvsp-box > canvas, [tabindex], [data-cvsp-state])',
    );
    for (const element of all) {
      if (element.matches('.cvsp-space ~ button')) continue;
      // Links to other pages would end the test.
      const isLink = element instanceof HTMLAnchorElement;
      if (isLink && (!element.hash || element.pathname !== location.pathname)) continue;
      for (const type of ['pointerover', 'pointermove'])
        element.dispatchEvent(new PointerEvent(type, { bubbles: true }));
      element.focus();
      element.click();
      if (element instanceof HTMLSelectElement) {
        for (const { value } of element.options) {
          element.value = value;
          element.dispatchEvent(new Event('change', { bubbles: true }));
        }
      }
      element.dispatchEvent(new PointerEvent('pointerout', { bubbles: true }));
    }
    dispatchEvent(new Event('beforeprint'));
    dispatchEvent(new Event('afterprint'));
  });
  await page.clock.runFor(500);
  await settle(page);
  assert.equal(await page.locator('.cvsp-panels > *').count(), panels + predictions, 'all panels are still open');
}

for (const [name, open, figures, errors] of PAGES) {
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    const motion = reducedMotion === 'reduce' ? ', with less motion' : '';
    test(`everything in ${name} works with a strict content security policy with trusted types${motion}`, async (t) => {
      const page = await openWithClock(openPage, t, await open(POLICY), { viewport, reducedMotion });
      await standing(page, figures, errors);
      await page.clock.runFor(FRAME);
      await useEverything(page);
      assert.deepEqual(await forbidden(page), []);
    });
  }
}

test('violations of such a policy would be noticed', async (t) => {
  const url = await post({
    html: '<p style="color: red">Red</p>',
    above: 0,
    headers: headers(POLICY),
  });
  const page = await openWithClock(openPage, t, url, { viewport, expectedErrors: [/policy|trusted/i] });
  await page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<p>A text</p>');
    } catch {
      // Some engines have no trusted types.
    }
  });
  await settle(page);
  const seen = (await forbidden(page)).map((text) => text.split(' ')[0]);
  const trusted = await page.evaluate(() => 'trustedTypes' in window);
  assert.deepEqual(seen, ['style-src-attr', ...(trusted ? ['require-trusted-types-for'] : [])]);
  assert.equal(trusted || engine !== 'chromium', true, 'Chromium has trusted types');
});

const EVIL = `<img src="x:" onerror="cvspHacked = true"><script>cvspHacked = true</script><i class="evil">`;

test('markup in options, texts, links and addresses stays text', async (t) => {
  const escaped = (value: unknown) => JSON.stringify(value).replaceAll('&', '&amp;').replaceAll("'", '&#39;');
  const work = { strategy: 'coroutines', grid: [4, 4], load: [1500, 7000], render: 900, seed: 3 };
  const options = [
    {
      ...work,
      label: EVIL,
      group: EVIL,
      image: EVIL,
      markers: { '2s': EVIL },
      numbers: true,
      account: true,
      lanes: true,
    },
    { ...work, strategy: 'threads', label: `${EVIL}2`, group: EVIL, code: true },
    { ...work, image: 'javascript:cvspHacked=true' },
    ...[{ strategy: EVIL }, { picture: EVIL }, { code: EVIL }, { markers: { [EVIL]: 'a' } }, { [EVIL]: EVIL }].map(
      (bad) => ({
        ...work,
        ...bad,
      }),
    ),
  ];
  const words = Object.fromEntries(
    ['error', 'slider', 'button.play', 'caption.took', 'panel.error', 'lanes.label', 'numbers.label'].map((key) => [
      key,
      EVIL,
    ]),
  );
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>A post</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="css/cvsp/animations.css">
  </head>
  <body>
    <main>
      <p><a id="at" href="#f0" data-cvsp-at='${EVIL}'>A moment</a> <a id="state" href="#f0" data-cvsp-state='${EVIL}'>A state</a> <a href="#%E0%A4%A" data-cvsp-at="4s">Nowhere</a></p>
      ${options.map((option, i) => `<div id="f${i}" data-cvsp='${escaped(option)}'></div>`).join('\n')}
    </main>
    <script src="js/cvsp/animations.js" data-cvsp-strings='${escaped(words)}'></script>
  </body>
</html>`;
  const { url } = await serve('dist/embed', { files: { 'index.html': html } });
  const hash = encodeURIComponent(EVIL);
  const page = await openWithClock(openPage, t, `${url}?${hash}#${EVIL}`, {
    viewport,
    expectedErrors: [/cvsp: data-cvsp-(at|state) is/, /404|ERR_|scheme/],
  });
  await standing(page, 3, 5);
  await page.clock.runFor(FRAME);
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('#at')!.click();
    document.querySelector('#state')!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  });
  await useEverything(page);
  assert.equal(await page.evaluate(() => 'cvspHacked' in window), false);
  assert.equal(await page.locator('.evil, main img').count(), 0);
  assert.equal(await page.locator('main script').count(), 0);
  for (const place of ['#f0 .cvsp-caption', '#f1 .cvsp-caption', '#f3 [role=alert]', '#f7 [role=alert]']) {
    assert.ok((await page.locator(place).textContent())!.includes(EVIL), `${place} says it`);
  }
});

for (const [name, open, figures, errors] of PAGES) {
  test(`${name} sends no request to another origin`, async (t) => {
    if (lacks(t, 'requests')) return;
    const asked: string[] = [];
    const url = await open('');
    const page = await openWithClock(
      async (t, options) => {
        const page = await openBlank(t, options);
        page.on('request', (request) => asked.push(request.url()));
        page.on('websocket', (socket) => asked.push(socket.url()));
        return page;
      },
      t,
      url,
      { viewport },
    );
    await standing(page, figures, errors);
    await page.clock.runFor(FRAME);
    await useEverything(page);
    const { origin } = new URL(url);
    assert.ok(
      asked.some((address) => new URL(address).pathname.endsWith('.js')),
      'requests are seen',
    );
    assert.deepEqual(
      asked.filter((address) => !address.startsWith('data:') && new URL(address).origin !== origin),
      [],
    );
  });
}
