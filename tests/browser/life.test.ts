// What pages do while figures live on them: they miss files, swap their heads, morph, hide and reveal, and change themes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { withBrowser } from './support/browser.ts';
import { FRAME, holdAll, mounted, openWithClock, pending, settle } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { serve } from './support/server.ts';
import { openWild, SMALL, type WildPage } from './support/wild.ts';

const openPage = withBrowser();
const viewport = { width: 900, height: 800 };

const open = (t: TestContext, content: WildPage) => openWild(openPage, t, content, { viewport });

const count = (page: Page, selector: string) => page.locator(selector).count();
const alerts = (page: Page) =>
  page.locator('[role=alert]').evaluateAll((all) => all.map((alert) => alert.textContent ?? ''));

/** Serves a page whose files are answered with the status that `answer` says, and keeps what is asked for. */
async function serveWith(answer: (name: string) => number | undefined): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const html = `<!doctype html><title>Files</title><link rel="icon" href="data:,">
    <link rel="stylesheet" href="css/cvsp/animations.css"><script src="js/cvsp/animations.js" defer></script>
    <div id="coroutine-ideal"></div><div style="height: 2000px"></div><div id="sync-ideal"></div>
    <cvsp-figure id="element" strategy="threads" grid="2x2" load="1000" render="1000"></cvsp-figure>`;
  const status = (name: string) => {
    asked.push(name);
    return answer(name);
  };
  const { url } = await serve('dist/embed', { files: { 'index.html': html }, status });
  return { url, asked };
}

test('a file that is missing is asked for once, and told of in the figure’s place; another figure asks again', async (t) => {
  if (lacks(t, 'requests')) return;
  const { url, asked } = await serveWith((path) => (path.includes('elements') ? 404 : undefined));
  const expectedErrors = [/status of 404/];
  const page = await openWithClock(openPage, t, url, { viewport, expectedErrors });
  await mounted(page);
  await page.locator('#element [role=alert]').waitFor();
  const tries = () => asked.filter((path) => path.includes('elements')).length;
  for (let time = 0; time < 5; time++) {
    await page.evaluate(() => document.body.append(document.createElement('p')));
    await settle(page);
  }
  assert.equal(tries(), 1);
  assert.match((await alerts(page)).join(), /^This figure cannot be shown: Loading chunk \d+ failed/);
  assert.equal(await count(page, '#coroutine-ideal .cvsp-box > canvas'), 1);
  await page.evaluate(() => {
    const figure = document.createElement('cvsp-figure');
    figure.id = 'another';
    document.body.append(figure);
  });
  await page.locator('#another [role=alert]').waitFor();
  await settle(page);
  assert.equal(tries(), 2);
});

test('a simulator that could not be had is asked for again where a figure is next reached', async (t) => {
  if (lacks(t, 'requests')) return;
  let isThere = false;
  const { url, asked } = await serveWith((path) => (path.endsWith('.wasm') && !isThere ? 503 : undefined));
  const expectedErrors = [/status of 503/];
  const page = await openWithClock(openPage, t, url, { viewport, expectedErrors });
  await page.locator('#coroutine-ideal [role=alert]').waitFor();
  await page.locator('#sync-ideal [role=alert]').waitFor({ state: 'attached' });
  await settle(page);
  const tries = () => asked.filter((path) => path.endsWith('.wasm')).length;
  const before = tries();
  await settle(page);
  assert.equal(tries(), before, 'not by itself');
  isThere = true;
  await page.evaluate(() => document.getElementById('sync-ideal')!.scrollIntoView({ behavior: 'instant' }));
  await page.locator('#sync-ideal .cvsp-box > canvas').waitFor();
  await page.locator('#coroutine-ideal .cvsp-box > canvas').waitFor();
  assert.deepEqual(await alerts(page), []);
  assert.equal(tries(), before + 1);
});

test('only what is meant to be a figure becomes one: an element with a known name and text of its own stays', async (t) => {
  const warnings: string[] = [];
  const page = await open(t, {
    body: `<h2 id="time-slices">Time <em>slices</em></h2>
      <section id="chain"><h3>Chain</h3><p>Text</p></section>
      <div id="sync-ideal"> <noscript>No script</noscript> </div>
      <div id="coroutine-ideal"><svg viewBox="0 0 1 1"><text>A poster</text></svg></div>
      <div id="own" ${SMALL}>Your browser shows no figure.</div>`,
    head: `<script>
      window.warnings = [];
      console.warn = (text, element) => warnings.push(text + ' ' + element.localName);
    </script>`,
  });
  await mounted(page);
  const figures = await page.locator('.cvsp').evaluateAll((all) => all.map(({ id }) => id));
  assert.deepEqual(figures, ['sync-ideal', 'coroutine-ideal', 'own']);
  warnings.push(...(await page.evaluate(() => (window as unknown as { warnings: string[] }).warnings)));
  const said = (id: string) => `cvsp: #${id} has text of its own, so it does not become the figure of that name:`;
  assert.deepEqual(warnings, [`${said('time-slices')} h2`, `${said('chain')} section`]);
  assert.equal(await page.locator('#time-slices').evaluate((heading) => heading.textContent), 'Time slices');
});

test('a name or an attribute that comes later makes a figure, and another one another', async (t) => {
  const page = await open(t, { body: '<div id="later"></div><div id="sync-ideal"></div>' });
  await mounted(page);
  const set = (name: string, value: string) =>
    page.evaluate(([name, value]) => document.querySelector('body > div')!.setAttribute(name!, value!), [
      name,
      value,
    ] as const);
  const label = () => page.locator('body > div').first().locator('.cvsp-who').textContent();
  await set('id', 'coroutine-ideal');
  await page.locator('#coroutine-ideal .cvsp-box > canvas').waitFor();
  assert.equal(await label(), 'Coroutines');
  await set('data-cvsp', '{ "strategy": "threads", "limit": 2 }');
  await settle(page);
  assert.equal(await label(), 'Threads at most 2');
  await page.evaluate(() => {
    const figure = document.querySelector('body > div')!;
    figure.removeAttribute('data-cvsp');
    figure.id = 'nothing';
  });
  await settle(page);
  assert.equal(await count(page, '#nothing .cvsp-box > canvas'), 0);
});

/** Ways to change a page's colours, while its transitions are switched off. */
const THEMES: Readonly<Record<string, () => void>> = {
  class: () => document.documentElement.classList.add('dark'),
  attribute: () => document.body.setAttribute('data-theme', 'dark'),
  'style sheet': () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('body { color: rgb(200, 0, 0) !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  },
};

for (const [way, change] of Object.entries(THEMES)) {
  test(`a change of colours by ${way} is seen by pictures and lanes, with transitions switched off`, async (t) => {
    const page = await open(t, {
      body: `<div ${SMALL.replace('"seed"', '"lanes": true, "seed"')}></div>`,
      css: `body { color: rgb(1, 2, 3); --cvsp-load: currentcolor; --cvsp-render: currentcolor } .dark body, body[data-theme=dark] { color: rgb(200, 0, 0) }
        * { transition: none !important } .dark *, [data-theme=dark] * { transition-duration: 0s !important }`,
    });
    await mounted(page);
    await page.locator('.cvsp-lanes-panel').waitFor();
    await page.clock.runFor(FRAME);
    await page.clock.runFor(200);
    const reds = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLCanvasElement>('.cvsp-box > canvas, .cvsp-lanes-all')].map((canvas) => {
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
          return data.some((value, i) => i % 4 === 0 && value > 150 && data[i + 1]! < 30 && data[i + 3]! > 0);
        }),
      );
    assert.deepEqual(new Set(await reds()), new Set([false]));
    await page.evaluate(change);
    await page.evaluate(async () => {
      const canvas = document.querySelector<HTMLCanvasElement>('.cvsp-box > canvas')!;
      const isRed = () => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value, i) => i % 4 === 0 && value > 150 && data[i + 1]! < 30 && data[i + 3]! > 0);
      };
      while (!isRed()) await new Promise((resolve) => window.cvspTest.nativeFrame(resolve));
    });
    await settle(page);
    assert.equal((await reds()).every(Boolean), true);
  });
}

/** Ways to reveal a figure whose top lies below the line where it would start. */
const REVEALS: Readonly<Record<string, { body: string; reveal: () => void }>> = {
  details: {
    body: `<details><summary>Show</summary><div ${SMALL}></div></details>`,
    reveal: () => document.querySelector('summary')!.click(),
  },
  dialog: {
    body: `<dialog style="position: fixed; inset: auto 0 0 0; margin: 0 auto"><div ${SMALL}></div></dialog>`,
    reveal: () => document.querySelector('dialog')!.showModal(),
  },
  tab: {
    body: `<div style="display: none"><div ${SMALL}></div></div>`,
    reveal: () =>
      document.querySelector('div')!.parentElement!.querySelectorAll('div')[1]!.style.removeProperty('display'),
  },
  'a tab that was shown and hidden before': {
    body: `<div class="gap"></div><div id="tab"><div ${SMALL}></div></div>`,
    reveal: () => {
      const tab = document.getElementById('tab')!;
      tab.style.display = 'none';
      document.querySelector<HTMLElement>('.gap')!.style.display = 'none';
      tab.style.display = '';
    },
  },
  'an accordion': {
    body: `<div id="fold" style="overflow: hidden; height: 0"><div ${SMALL}></div></div>`,
    reveal: () => document.getElementById('fold')!.style.removeProperty('height'),
  },
};

for (const [way, { body, reveal }] of Object.entries(REVEALS)) {
  test(`a figure that is revealed plays: ${way}`, async (t) => {
    const page = await open(t, {
      body: `<div style="height: 450px"></div>${body}<div style="height: 2000px"></div>`,
      css: 'body { margin: 0 } .gap { height: 900px } [data-cvsp] { --cvsp-width: 160px; --cvsp-gap: 0px }',
    });
    await mounted(page);
    assert.deepEqual(await pending(page), { frames: 0, timers: 0 });
    await page.evaluate(reveal);
    // Chromium looks at what was far from the view once in a tenth of a second.
    while ((await pending(page)).frames === 0) await settle(page);
    assert.equal((await pending(page)).frames, 1);
  });
}

test('in a box that scrolls, a figure starts when most of its picture is in view there', async (t) => {
  const page = await open(t, {
    body: `<div id="box"><div class="gap"></div><div id="a" ${SMALL}></div><div class="gap"></div></div>`,
    css: `body { margin: 0 } #box { height: 400px; overflow: auto } .gap { height: 390px } #a { --cvsp-width: 160px; --cvsp-gap: 0px }`,
  });
  await mounted(page);
  const scroll = async (top: number) => {
    await page.evaluate((top) => document.getElementById('box')!.scrollTo({ top, behavior: 'instant' }), top);
    await settle(page);
  };
  await scroll(60);
  await scroll(80);
  assert.equal((await pending(page)).frames, 0, '90 of 160 px are in view');
  await scroll(120);
  assert.equal((await pending(page)).frames, 1);
});

test('a figure that a morph empties stays a figure, with its controls, whatever it is made of', async (t) => {
  const page = await open(t, {
    body: `<div id="coroutine-ideal"></div>
      <cvsp-figure id="element" strategy="threads" grid="2x2" load="1000" render="1000" seed="1"></cvsp-figure>`,
  });
  await mounted(page);
  await page.locator('#element .cvsp-box > canvas').waitFor();
  await page.clock.runFor(1000);
  await page.evaluate(() => {
    for (const figure of document.querySelectorAll('#coroutine-ideal, #element')) {
      figure.replaceChildren();
      figure.removeAttribute('class');
    }
  });
  await settle(page);
  assert.deepEqual(
    [await count(page, '#coroutine-ideal.cvsp .cvsp-dock'), await count(page, '#element.cvsp .cvsp-dock')],
    [1, 1],
  );
  const errors = await page.evaluate(() => {
    document.querySelector<HTMLElement>('#element .cvsp-do-play')!.click();
    return document.querySelectorAll('[role=alert]').length;
  });
  assert.equal(errors, 0);
});

test('a head that is swapped leaves panels their styles', async (t) => {
  const page = await open(t, { body: `<main><div id="coroutine-ideal"></div></main>` });
  await mounted(page);
  const openLanes = async (id: string) => {
    await page.locator(`#${id} .cvsp-box > canvas`).first().hover();
    await page.locator(`#${id} .cvsp-do-lanes`).click();
    await page.locator(`#${id} .cvsp-lanes-panel`).waitFor();
    await settle(page);
    return page
      .locator(`#${id} .cvsp-lanes-stack`)
      .first()
      .evaluate((stack) => getComputedStyle(stack).position);
  };
  const before = await openLanes('coroutine-ideal');
  await page.evaluate(() => {
    for (const link of document.querySelectorAll('head link[href*=cvsp-]')) link.remove();
    document.querySelector('main')!.innerHTML = '<div id="sync-ideal"></div>';
  });
  await page.locator('#sync-ideal .cvsp-box > canvas').waitFor();
  assert.deepEqual([before, await openLanes('sync-ideal')], ['relative', 'relative']);
});

test('a row whose first figure is hidden keeps its controls, and gives them back', async (t) => {
  const ids = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];
  const page = await open(t, {
    body: ids.map((id, i) => `<div id="${id}" ${i === 0 ? 'hidden' : ''}></div>`).join(' '),
  });
  await mounted(page);
  const owner = () => page.locator('.cvsp-dock').evaluate((dock) => dock.closest('.cvsp')!.id);
  assert.equal(await owner(), 'all-ideal-middle');
  await page.evaluate(() => document.getElementById('all-ideal-left')!.removeAttribute('hidden'));
  await settle(page);
  assert.equal(await owner(), 'all-ideal-left');
});

test('a canvas that the browser has emptied is painted again', async (t) => {
  const page = await open(t, { body: `<div ${SMALL}></div>` });
  await mounted(page);
  const inked = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.cvsp canvas')!;
    const context = canvas.getContext('2d')!;
    const count = () => context.getImageData(0, 0, canvas.width, canvas.height).data.filter(Boolean).length;
    const before = count();
    context.clearRect(0, 0, canvas.width, canvas.height);
    const empty = count();
    canvas.dispatchEvent(new Event('contextrestored'));
    return [before > 0, empty, count() === before];
  });
  assert.deepEqual(inked, [true, 0, true]);
});

test('a body that is replaced by its clone says an error once, and has figures that play', async (t) => {
  const page = await open(t, { body: `<div ${SMALL}></div><div id="bad" data-cvsp='{ "strategy": "fibers" }'></div>` });
  await mounted(page);
  for (let time = 0; time < 2; time++) {
    await page.evaluate(() => document.body.replaceWith(document.body.cloneNode(true)));
    await settle(page);
    await settle(page);
  }
  assert.equal((await alerts(page)).length, 1);
  assert.deepEqual(
    [await count(page, '.cvsp'), await count(page, '.cvsp .cvsp-box > canvas'), await count(page, '.cvsp-dock')],
    [1, 1, 1],
  );
  assert.equal((await pending(page)).frames, 1);
});

test('figures that have left the document leave their group, by whatever way they went', async (t) => {
  const page = await open(t, {
    folder: 'dist/lib',
    script: `<script type="module">import * as cvsp from './cvsp.js'; window.cvsp = cvsp;</script>`,
    sheet: 'cvsp.css',
    body: '<main></main>',
  });
  const visit = () =>
    page.evaluate(async () => {
      while (!('cvsp' in window)) await new Promise((resolve) => window.cvspTest.nativeFrame(resolve));
      const { mount } = (window as unknown as { cvsp: typeof import('../../www/index.ts') }).cvsp;
      const main = document.createElement('main');
      const options = { group: 'race', grid: [2, 2], load: 1000, render: 1000, seed: 1 } as const;
      const figures = ['sequential', 'threads'].map((strategy) => {
        const element = main.appendChild(document.createElement('div'));
        return mount(element, { ...options, strategy: strategy as 'threads' });
      });
      document.querySelector('main')!.replaceWith(main);
      const [player] = await Promise.all(figures);
      player!.seek(player!.currentTime * 1000 + 3000);
      return { at: player!.currentTime, controls: document.querySelectorAll('.cvsp-dock').length };
    });
  for (let time = 0; time < 3; time++) {
    assert.deepEqual(await visit(), { at: 3, controls: 1 });
    await settle(page);
  }
});

test('two posts on one page that have the same names are two rows, each with its own clock', async (t) => {
  const row = '<div id="both-bound-left"></div> <div id="both-bound-right"></div>';
  const own = (strategy: string) =>
    `<div data-cvsp='{ "group": "g", "strategy": "${strategy}", "grid": [2, 2], "load": 1000, "render": 1000 }'></div>`;
  const page = await open(t, {
    body: `<article><h2>One</h2>${row}</article><div style="height: 1500px"></div><article><h2>Two</h2>${row}</article>
      <div style="height: 900px"></div>${own('threads')}<p></p>${own('coroutines')}<p>Text</p>${own('sequential')}`,
    css: 'body { margin: 0 }',
  });
  await mounted(page);
  const labels = await page.locator('.cvsp-dock').evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel));
  const names = 'Playback: Coroutines, Threads';
  assert.deepEqual(labels, [names, names, 'Playback: Threads, Coroutines', 'Playback: Sequential']);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(3008);
  const times = await page.locator('[role=slider]').evaluateAll((all) => all.map(({ ariaValueNow }) => ariaValueNow));
  assert.ok(Number(times[0]) >= 3 && Number(times[1]) === 0, String(times));
});

test('a link takes a figure to its moment before scripts of the page that scroll or route, and other pages are led to', async (t) => {
  const page = await open(t, {
    body: `<p><a id="here" href="#coroutine-ideal" data-cvsp-at="4.2s">here</a>
        <a id="there" href="other.html#coroutine-ideal" data-cvsp-at="1s">there</a></p>
      <div style="height: 2000px"></div><div id="coroutine-ideal"></div>
      <script>
        window.seen = [];
        addEventListener('click', (event) => { window.seen.push("router"); event.preventDefault(); });
        for (const link of document.querySelectorAll('a')) {
          link.addEventListener('click', (event) => { window.seen.push("link"); event.preventDefault(); });
        }
      </script>`,
  });
  await mounted(page);
  await holdAll(page);
  await page.evaluate(() => void Object.assign(window, { seen: [] }));
  await page.locator('#here').click();
  await settle(page);
  const value = () => page.locator('[role=slider]').getAttribute('aria-valuenow');
  const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  assert.deepEqual([await value(), await seen()], ['4.2', []]);
  const box = await page.locator('#coroutine-ideal .cvsp-box > canvas').boundingBox();
  assert.ok(box && box.y >= 0 && box.y + box.height <= viewport.height, JSON.stringify(box));
  await page.evaluate(() => document.getElementById('there')!.click());
  assert.deepEqual([await value(), await seen()], ['4.2', ['link', 'router']]);
});

/** Ways for the script to come into a page, each with the words that it is to say. */
const SCRIPTS: Readonly<Record<string, Partial<WildPage>>> = {
  'as a module': {
    script: `<script type="module" src="js/cvsp/animations.js" data-cvsp-strings='{ "strategy.coroutines": "Koroutinen" }'></script>`,
  },
  'by import()': {
    script: `<script data-cvsp-strings='{ "strategy.coroutines": "Koroutinen" }'>import('./js/cvsp/animations.js')</script>`,
  },
  'put into another script by a bundler': {
    script: `<script src="other/vendor.js" data-cvsp-strings='{ "strategy.coroutines": "Koroutinen" }'></script>`,
    files: { 'other/vendor.js': readFileSync('dist/embed/js/cvsp/animations.js', 'utf8') },
  },
  'under a base': {
    head: '<base href="/elsewhere/">',
    script: `<script src="/js/cvsp/animations.js" data-cvsp-strings='{ "strategy.coroutines": "Koroutinen" }'></script>`,
  },
};

for (const [way, content] of Object.entries(SCRIPTS)) {
  test(`the classic script finds its files and its words: ${way}`, async (t) => {
    const page = await open(t, {
      body: '<div id="coroutine-ideal"></div><script src="data:text/javascript,1"></script>',
      ...content,
    });
    await mounted(page);
    assert.equal(await page.locator('.cvsp-name').textContent(), 'Koroutinen');
    await page.locator('#coroutine-ideal .cvsp-box > canvas').first().hover();
    await page.locator('.cvsp-do-numbers').click();
    await page.locator('.cvsp-numbers').waitFor();
  });
}
