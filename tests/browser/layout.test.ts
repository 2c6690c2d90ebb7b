// Figures, rows and groups in every box, under the style sheets of other people, at the pixel ratios and widths of screens.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { mounted, openWithClock, settle } from './support/clock.ts';
import { engine, lacks } from './support/engines.ts';
import { FRAMEWORKS } from './support/frameworks.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

const WIDTHS = [320, 390, 1200];
/** How wide a figure is where there is room. */
const WIDTH = 352;

const OPTIONS = '"strategy": "threads", "grid": [2, 2], "load": 100, "render": 100, "seed": 1, "autoplay": "never"';
const FIGURE = `<div class="one" data-cvsp='{ ${OPTIONS} }'></div>`;
const ELEMENT = (strategy: string) => `<cvsp-figure strategy="${strategy}"></cvsp-figure>`;
const GROUP = (...content: string[]) =>
  `<cvsp-group grid="2x2" load="100" render="100" seed="1">${content.join('')}</cvsp-group>`;

/** Boxes that a figure is alone in: it is as wide as it wants to be, or as the box can be. */
const ALONE: Record<string, string> = {
  'a block': FIGURE,
  'a flex item': `<div style="display: flex"><div>${FIGURE}</div></div>`,
  'flex itself': `<div style="display: flex">${FIGURE}</div>`,
  'a centred flex column': `<div style="display: flex; flex-direction: column; align-items: center"><div>${FIGURE}</div></div>`,
  'a centred flex column itself': `<div style="display: flex; flex-direction: column; align-items: center">${FIGURE}</div>`,
  'a centred flex line': `<div style="display: flex; justify-content: center"><div>${FIGURE}</div></div>`,
  'a grid of automatic columns': `<div style="display: grid; grid: auto / auto; justify-content: start">${FIGURE}</div>`,
  'the middle of a grid': `<div style="display: grid; place-items: center"><div>${FIGURE}</div></div>`,
  'a float': `<div style="float: inline-start">${FIGURE}</div>`,
  'an inline-block': `<div style="display: inline-block">${FIGURE}</div>`,
  'an inline-flex': `<div style="display: inline-flex">${FIGURE}</div>`,
  'an inline-grid': `<div style="display: inline-grid">${FIGURE}</div>`,
  'a table by style': `<div style="display: table">${FIGURE}</div>`,
  'a table cell by style': `<div style="display: table-cell">${FIGURE}</div>`,
  'a table cell': `<table style="width: auto; border-spacing: 0; border: 0"><tr><td style="padding: 0; border: 0">${FIGURE}</td></tr></table>`,
  'an absolute box': `<div style="position: relative; height: 600px"><div style="position: absolute; top: 0">${FIGURE}</div></div>`,
  'fit-content': `<div style="width: fit-content">${FIGURE}</div>`,
  'max-content': `<div style="width: max-content; max-width: 100%">${FIGURE}</div>`,
  'a figure of a page': `<figure style="display: inline-block; margin: 0">${FIGURE}</figure>`,
  'words that do not wrap': `<div style="display: table; white-space: nowrap">${FIGURE}</div>`,
};

/** Boxes that a figure shares, which leave it less where there is not enough for both. */
const SHARED: Record<string, string> = {
  'a flex item beside words': `<div style="display: flex"><div>${FIGURE}</div><p>Text</p></div>`,
  'a table cell beside another': `<table style="width: auto"><tr><td>${FIGURE}</td><td>cell</td></tr></table>`,
  'a column of a grid': `<div style="display: grid; grid: auto / auto auto">${FIGURE}<p>Text</p></div>`,
};

const row = (between: string) =>
  ['left', 'middle', 'right'].map((at) => `<div id="all-ideal-${at}"></div>`).join(between);

/** Boxes that a row of three stands in, from one side to the other. */
const ROWS: Record<string, string> = {
  'a block, with white space': `<p>Before.</p>\n${row('\n')}\n<p>After.</p>`,
  'a block, without white space': `<p>Before.</p>${row('')}<p>After.</p>`,
  'a block that ends with it': `<div>${row('')}</div>`,
  'words before and after': `Before. ${row(' ')} After.`,
  'words before and after, without white space': `Before.${row('')}I wrote this after it, without a paragraph.`,
  'line breaks in between': `<p>Before.</p>${row('<br>')}<p>After.</p>`,
  'empty paragraphs in between': `<p>Before.</p>${row('<p></p>')}<p>After.</p>`,
  'a paragraph of its own': `<p>${row('').replaceAll('div', 'span')}</p>`,
  'words from the right to the left': `<div dir="rtl">${row('')}<p>After.</p></div>`,
  'centred words': `<div style="text-align: center">${row(' ')}After.</div>`,
  'justified words with wide spaces': `<div style="text-align: justify; word-spacing: 9px">${row(' ')}After.</div>`,
  'a column of a grid': `<div style="display: grid; row-gap: 20px"><p>Before.</p>${row('')}<p>After.</p></div>`,
  'the middle of three columns': `<style>.g > * { grid-column: 2; min-width: 0 }</style>
    <div class="g" style="display: grid; grid: auto / 0 1fr 0"><p>Before.</p>${row(' ')}<p>After.</p></div>`,
  'a flex column': `<div style="display: flex; flex-direction: column; gap: 20px"><p>Before.</p>${row('')}<p>After.</p></div>`,
  'a centred flex column': `<div style="display: flex; flex-direction: column; align-items: center"><p>Before.</p>${row('')}<p>After.</p></div>`,
  'a flex line': `<div style="display: flex">${row('')}</div>`,
  'a flex line that wraps': `<div style="display: flex; flex-wrap: wrap; gap: 10px">${row('')}</div>`,
  'cells of a grid': `<div style="display: grid; grid: auto / 1fr 1fr 1fr; gap: 10px">${row('')}</div>`,
};

/** Groups that stand as two figures side by side, whatever Markdown has made of blank lines. */
const GROUPS: Record<string, string> = {
  'as it is': GROUP(ELEMENT('threads'), ELEMENT('coroutines')),
  'a paragraph around it': `<p>${GROUP(ELEMENT('threads'), ELEMENT('coroutines'))}</p>`,
  'a paragraph around its figures': GROUP(`\n<p>${ELEMENT('threads')}<br>\n${ELEMENT('coroutines')}</p>\n`),
  'a paragraph around each': GROUP(`<p>${ELEMENT('threads')}</p>\n<p></p>\n<p>${ELEMENT('coroutines')}</p>`),
  'a paragraph around one': GROUP(ELEMENT('threads'), `<p>${ELEMENT('coroutines')}</p>`),
  'one that is torn by paragraphs': `<p><cvsp-group grid="2x2" load="100" render="100" seed="1"></p>
    <p>${ELEMENT('threads')}</p>\n<p>${ELEMENT('coroutines')}</p>\n<p></cvsp-group></p>`,
  'a group in a centred flex column': `<div style="display: flex; flex-direction: column; align-items: center">${GROUP(ELEMENT('threads'), ELEMENT('coroutines'))}</div>`,
  'a group in fit-content': `<div style="width: fit-content">${GROUP(ELEMENT('threads'), ELEMENT('coroutines'))}</div>`,
};

/** Opens a page with boxes one below the other. */
async function open(t: TestContext, boxes: Record<string, string>, css: string, options: PageOptions): Promise<Page> {
  const html = `<!doctype html><html lang="en" id="top"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
    <link rel="stylesheet" href="css/cvsp/animations.css"><link rel="stylesheet" href="page.css">
    <link rel="stylesheet" href="own.css"></head><body><main id="page" class="doc content">
    ${Object.values(boxes)
      .map((html) => `<div class="box">${html}</div>`)
      .join('')}
    </main><script src="js/cvsp/animations.js"></script></body></html>`;
  // Widths are those of the page's content: what a framework keeps free at its sides is another matter.
  const own = `body, main#page.doc.content { width: auto; max-width: none; margin: 0; padding: 0; grid-column: 1 / -1 }
    .box { display: flow-root; margin: 0; padding: 0 } main#page > .box > p { margin: 10px 0 }`;
  const files = { 'index.html': html, 'page.css': css, 'own.css': own };
  const { url } = await serve('dist/embed', { files });
  const page = await openWithClock(openPage, t, url, { viewport: { width: WIDTHS[0]!, height: 900 }, ...options });
  await mounted(page);
  return page;
}

interface Box {
  left: number;
  right: number;
  width: number;
  overflow: number;
  figures: { left: number; right: number; top: number; bottom: number }[];
  /** How far the words after the figures are below them; not a number where there are none. */
  after: number;
}

/** Measures each box and the pictures in it, as parts of CSS pixels. */
async function measure(page: Page, width: number): Promise<Box[]> {
  await page.setViewportSize({ width, height: 900 });
  await settle(page);
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.box')].map((box) => {
      const { left, right, width } = box.getBoundingClientRect();
      const rects = [...box.querySelectorAll('.cvsp-box')].map((box) => {
        const { top, left, right } = box.querySelector('canvas')!.getBoundingClientRect();
        return { top, left, right, bottom: box.getBoundingClientRect().bottom };
      });
      const text = document.createRange();
      const words = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      let after = Number.NaN;
      while (words.nextNode()) {
        const node = words.currentNode as Text;
        if (!/after/i.test(node.data) || node.parentElement!.closest('style')) continue;
        text.selectNodeContents(node);
        const lines = [...text.getClientRects()].filter(({ width }) => width > 0);
        after = Math.min(...lines.map(({ top }) => top)) - Math.max(...rects.map(({ bottom }) => bottom));
      }
      const { scrollWidth, clientWidth } = document.documentElement;
      return { left, right, width, overflow: Math.max(0, scrollWidth - clientWidth), figures: rects, after };
    }),
  );
}

const near = (a: number, b: number) => Math.abs(a - b) < 1;

/** What is wrong with a figure that stands alone. */
function faultsOf({ width, figures }: Box, isAlone: boolean): string[] {
  const [figure] = figures;
  const wide = figure!.right - figure!.left;
  const room = Math.min(WIDTH, width);
  if (near(wide, room) || (!isAlone && width < WIDTH + 200 && wide >= room / 3 && wide <= room)) return [];
  return [`${wide} px wide`];
}

/** What is wrong with figures that stand side by side. */
function faultsOfRow({ left, right, figures, after }: Box, count: number, isFull: boolean): string[] {
  const widths = figures.map(({ left, right }) => right - left);
  const sorted = [...figures].sort((a, b) => a.left - b.left);
  const gaps = sorted.slice(1).map((figure, i) => figure.left - sorted[i]!.right);
  const faults = [
    figures.length !== count && `${figures.length} figures`,
    figures.some(({ top }) => !near(top, figures[0]!.top)) && `tops at ${figures.map(({ top }) => top)}`,
    widths.some((width) => !near(width, widths[0]!) || width < 70) && `widths of ${widths}`,
    gaps.some((gap) => !near(gap, gaps[0]!) || gap < 8 || gap > 30) && `gaps of ${gaps}`,
    isFull && !near(sorted[0]!.left, left) && `begins ${sorted[0]!.left - left} px late`,
    isFull && !near(sorted.at(-1)!.right, right) && `ends ${right - sorted.at(-1)!.right} px early`,
    after < 0 && `words begin ${-after} px above its end`,
  ];
  return faults.filter((fault) => fault !== false);
}

/** Finds what is wrong with each box of a table at each width, and says where. */
async function faults(page: Page, names: string[], check: (box: Box, i: number) => string[]): Promise<string[]> {
  const all: string[] = [];
  for (const width of WIDTHS) {
    const boxes = await measure(page, width);
    boxes.forEach((box, i) => {
      all.push(...check(box, i).map((fault) => `${names[i]} at ${width} px: ${fault}`));
    });
    if (boxes[0]!.overflow > 0) all.push(`the page is ${boxes[0]!.overflow} px wider than ${width} px`);
  }
  return all;
}

/** Frameworks of which every engine is tried: what they do to boxes differs little from engine to engine. */
const TRIED = Object.keys(FRAMEWORKS).filter((_, i) => engine === 'chromium' || i < 2);

for (const name of TRIED) {
  const ratios = name === 'nothing' ? [1, 2] : [1];
  for (const deviceScaleFactor of ratios) {
    const where = `under ${name}${ratios.length > 1 ? `, ${deviceScaleFactor} device pixels a pixel` : ''}`;

    test(`a figure has its size in every box ${where}`, async (t) => {
      const boxes = { ...ALONE, ...SHARED };
      const page = await open(t, boxes, FRAMEWORKS[name]!, { deviceScaleFactor });
      const alone = Object.keys(ALONE).length;
      assert.deepEqual(await faults(page, Object.keys(boxes), (box, i) => faultsOf(box, i < alone)), []);
    });

    test(`a row and a group stand side by side in every box ${where}`, async (t) => {
      const boxes = { ...ROWS, ...GROUPS };
      const page = await open(t, boxes, FRAMEWORKS[name]!, { deviceScaleFactor });
      const rows = Object.keys(ROWS).length;
      const check = (box: Box, i: number) => faultsOfRow(box, i < rows ? 3 : 2, i < rows);
      assert.deepEqual(await faults(page, Object.keys(boxes), check), []);
    });
  }
}

/** A page whose figures inherit the same from it under every style sheet, and have every panel open. */
async function openAlike(t: TestContext, css: string): Promise<Page> {
  const panels = '"lanes": true, "numbers": true, "account": true, "code": true';
  const html = `<div id="all-ideal-left" data-cvsp='{ ${panels}, "autoplay": "never" }' data-cvsp-markers='{ "50%": "half" }'></div>
    <div id="all-ideal-middle"></div><div id="all-ideal-right"></div>
    <div data-cvsp='{ "strategy": "fibers" }'></div>`;
  const style = `<style>main#page.doc.content > .box { all: initial; display: flow-root; width: 700px; height: 3000px; overflow: clip; font: 16px/1.5 sans-serif }
    main#page.doc.content > .box > div { margin: 0; padding: 0; border: 0; font: inherit; color: inherit }</style>`;
  const page = await open(t, { all: style + html }, css, { viewport: { width: 1200, height: 900 } });
  for (const panel of ['lanes-panel', 'numbers', 'account', 'code'])
    await page.locator(`.cvsp-${panel}`).first().waitFor();
  await settle(page);
  return page;
}

/** The computed style of each element in figures' boxes, and of what stands before and after its content. */
function stylesOf(page: Page): Promise<Record<string, Record<string, string>>> {
  return page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
    const styles: Record<string, Record<string, string>> = {};
    const elements = document.querySelectorAll('.cvsp-box, .cvsp-box *');
    elements.forEach((element, i) => {
      for (const pseudo of ['', '::before', '::after']) {
        const style = getComputedStyle(element, pseudo || null);
        const hasBox = pseudo === '' || !/^(none|normal|)$/.test(style.content);
        const own = hasBox ? [...style].filter((name) => !name.startsWith('--')) : ['content'];
        const key = `${i} ${element.localName}.${element.getAttribute('class') ?? ''}${pseudo}`;
        styles[key] = Object.fromEntries(own.map((name) => [name, style.getPropertyValue(name)]));
      }
    });
    return styles;
  });
}

let plain: Promise<Record<string, Record<string, string>>> | undefined;

for (const name of TRIED.filter((name) => name !== 'nothing')) {
  test(`nothing in a figure has another style under ${name}`, async (t) => {
    plain ??= openAlike(t, '').then(stylesOf);
    const expected = await plain;
    const styles = await stylesOf(await openAlike(t, FRAMEWORKS[name]!));
    assert.deepEqual(Object.keys(styles), Object.keys(expected));
    const others = Object.entries(styles).flatMap(([element, style]) =>
      Object.entries(style)
        .filter(([property, value]) => value !== expected[element]![property])
        .map(([property, value]) => `${element} { ${property}: ${value} } and not ${expected[element]![property]}`),
    );
    assert.deepEqual(others, []);
  });
}

/** Finds what a finger may touch that is smaller than it. The lines of a listing are as high as a line. */
const TOUCHED = '.cvsp-box :is(button, select, [role="slider"]):not(.cvsp-code-mark)';

for (const name of ['nothing', 'Pico 2', 'a root font of 10 pixels', 'a root font of 20 pixels', 'a theme by ids']) {
  test(`a finger has 44 pixels, and nothing lies over anything else, under ${name}`, async (t) => {
    if (lacks(t, 'touch', 'cdp')) return;
    for (const width of WIDTHS.slice(0, 2)) {
      const panels = '"lanes": true, "numbers": true, "account": true, "code": true';
      const html = `<div class="one" data-cvsp='{ ${OPTIONS}, ${panels} }'></div><p>After</p>`;
      const options = { viewport: { width, height: 900 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
      const page = await open(t, { html }, FRAMEWORKS[name]!, options);
      for (const panel of ['lanes-panel', 'numbers', 'account', 'code']) {
        await page.locator(`.cvsp-${panel}`).first().waitFor();
      }
      await page.locator('.cvsp-do-more').tap();
      await settle(page);
      const small = await page.locator(TOUCHED).evaluateAll((all) =>
        all
          .map((element) => [element.className, element.getBoundingClientRect()] as const)
          .filter(([, { width, height }]) => width > 0 && Math.min(width, height) < 44)
          .map(([name, { width, height }]) => `${name}: ${width} × ${height}`),
      );
      assert.deepEqual(small, [], `at ${width} px`);
      const parts = '.cvsp-box > canvas, .cvsp-caption, .cvsp-slider, .cvsp-toolbar, .cvsp-panels > *, .box > p';
      const stack = await page.locator(parts).evaluateAll((all) =>
        all.map((element) => {
          const { top, bottom } = element.getBoundingClientRect();
          return [element.className, top, bottom] as const;
        }),
      );
      // What a finger touches of the line of time reaches 12 px into the caption; the line itself does not.
      const reach = (name: string) => (name === 'cvsp-slider' ? 12 : 0);
      const over = stack.slice(1).filter(([name, top], i) => top + reach(name) < stack[i]![2] - 0.5);
      assert.deepEqual(over, [], `at ${width} px`);
      assert.equal(stack.length, 9);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    }
  });
}

test('hidden hides a figure of a row and a figure of a group, and the others stand side by side', async (t) => {
  const hidden = (html: string) => html.replace('></', ' hidden></');
  const html = [hidden(row('')), GROUP(hidden(ELEMENT('threads')), ELEMENT('coroutines'), ELEMENT('sequential'))];
  const page = await open(t, { first: FIGURE, row: html[0]!, group: html[1]! }, '', {});
  assert.deepEqual(
    await page.locator('[hidden]').evaluateAll((all) => all.map((e) => e.getClientRects().length)),
    [0, 0],
  );
  for (const { figures } of (await measure(page, 1200)).slice(1)) {
    const [left, right] = figures.filter(({ right }) => right > 0);
    assert.ok(near(left!.top, right!.top) && right!.left - left!.right >= 8);
  }
});

test('a class that a framework writes on a figure changes nothing', async (t) => {
  const html = `<div class="one" data-cvsp='{ ${OPTIONS}, "numbers": true }'></div><p>After</p>`;
  const page = await open(t, { html, rows: row('') }, '', {});
  await page.locator('.cvsp-numbers').waitFor();
  const before = await measure(page, 1200);
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('.one, #all-ideal-left, #all-ideal-right'))
      element.className = 'mine';
  });
  assert.deepEqual(await measure(page, 1200), before);
  assert.ok(before[0]!.after >= 0);
});

test('a figure that a program mounts looks like any other', async (t) => {
  const options = `{ ${OPTIONS} }`;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><link rel="stylesheet" href="lib/cvsp.css">
    <style>:root { --cvsp-width: 192px; --cvsp-ink: rgb(200, 0, 0); --cvsp-font: monospace }</style></head>
    <body><div id="plain"></div><div data-cvsp='${options}'></div><script type="module">
    import { mount, mountAll } from './lib/cvsp.js';
    mount(document.getElementById('plain'), ${options}); mountAll();</script></body></html>`;
  const { url } = await serve('dist', { files: { 'index.html': html } });
  const page = await openWithClock(openPage, t, url);
  await page.locator('.cvsp').nth(1).waitFor();
  await settle(page);
  const looks = await page.locator('.cvsp').evaluateAll((all) =>
    all.map((figure) => {
      const { width, height, left } = figure.getBoundingClientRect();
      const { color, fontFamily, marginTop } = getComputedStyle(
        figure.querySelector('.cvsp-name')!.closest('.cvsp-caption')!,
      );
      return { width, height: Math.round(height), left, color, fontFamily, marginTop };
    }),
  );
  assert.deepEqual(looks[0], looks[1]);
  assert.equal(looks[0]!.width, 192);
  assert.equal(looks[0]!.color, 'rgb(200, 0, 0)');
});

test('without the style sheet a figure says so, in its place and on the console, and in a shadow root, too', async (t) => {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"></head>
    <body><div id="plain"></div><div id="host"></div><script type="module">
    import { mount } from './lib/cvsp.js';
    const inside = document.createElement('div');
    document.getElementById('host').attachShadow({ mode: 'open' }).append(inside);
    mount(inside, { ${OPTIONS} });
    mount(document.getElementById('plain'), { ${OPTIONS} });</script></body></html>`;
  const { url } = await serve('dist', { files: { 'index.html': html } });
  const page = await openWithClock(openPage, t, url, {
    expectedErrors: [/cvsp: .*its style sheet, .* is not in its page/],
  });
  const words = page.locator('#plain .cvsp-error');
  await words.waitFor();
  assert.match(await words.innerText(), /its style sheet, animations\.css or cvsp\.css, is not in its page/);
  const inside = () =>
    document.getElementById('host')!.shadowRoot!.querySelector('.cvsp-error')!.getBoundingClientRect();
  assert.ok((await page.evaluate(inside)).height > 10);
  // It is taken back once the sheet comes.
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'lib/cvsp.css' });
    return new Promise((resolve) => {
      link.addEventListener('load', resolve);
      document.head.append(link);
    });
  });
  await settle(page);
  assert.equal(await words.count(), 0);
});

test('a picture that is higher than a canvas can be is drawn with fewer pixels', async (t) => {
  const tall = `<div class="one" data-cvsp='{ ${OPTIONS.replace('[2, 2]', '[1, 200]')} }'></div>`;
  const page = await open(t, { tall }, '', { viewport: { width: 1200, height: 900 } });
  const { height, room, inked } = await page.locator('.cvsp-box > canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.width);
    return {
      height: canvas.height,
      room: canvas.getBoundingClientRect().height,
      inked: data.some((value) => value > 0),
    };
  });
  assert.deepEqual({ height, inked }, { height: 16384, inked: true });
  assert.ok(near(room, 200 * WIDTH));
});

test('a heading or a section that has the id of a figure looks like any other', async (t) => {
  const boxes = { one: '<h2 id="time-slices">Time slices</h2>', other: '<h2>Time slices</h2>', figure: FIGURE };
  const page = await open(t, boxes, '', { expectedErrors: [/time-slices/] });
  const [one, other] = await page
    .locator('h2')
    .evaluateAll((all) => all.map((h2) => [h2.clientWidth, h2.clientHeight, getComputedStyle(h2).margin]));
  assert.deepEqual(one, other);
});
