import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { mounted, openWithClock, settle } from './support/clock.ts';
import { serveSite } from './support/hugo.ts';
import { post } from './support/post.ts';
import { serve } from './support/server.ts';
import { type Colour, contrast, over } from './support/vision.ts';

const openPage = withBrowser();

const PANELS = JSON.stringify({ lanes: true, numbers: true, account: true, code: true, markers: { '4s': 'a moment' } });

/** Lists pages that together have every kind of control. */
const PAGES: readonly [name: string, serve: () => Promise<string>][] = [
  ['the walkthrough', async () => (await serve('dist/site')).url],
  [
    'a post with every panel open',
    () =>
      post({
        above: 20,
        below: 20,
        css: 'body { font-family: sans-serif; padding: 0 16px } :root { color-scheme: light dark; background: Canvas; color: CanvasText }',
        html: `<meta name="viewport" content="width=device-width">
          <div id="all-ideal-left" data-cvsp='${PANELS}'></div><div id="all-ideal-middle"></div><div id="all-ideal-right"></div>
          <p><a href="#time-slices" data-cvsp-at="5s">After five seconds</a> it goes on.</p>
          <div id="time-slices" data-cvsp='${PANELS}'></div>
          <div id="gil-left" data-cvsp='${PANELS}'></div><div id="gil-right"></div>
          <div id="work-stealing-left" data-cvsp='${PANELS}'></div><div id="work-stealing-middle"></div>`,
      }),
  ],
  ['the example’s post', async () => `${await serveSite()}posts/one-cook/`],
];

async function open(t: TestContext, address: (typeof PAGES)[number][1], options: PageOptions): Promise<Page> {
  const page = await openWithClock(openPage, t, await address(), options);
  await mounted(page);
  // Panels appear when they are loaded.
  const wanted = await page.locator('[data-cvsp*="code"]').count();
  for (const panel of ['.cvsp-account', '.cvsp-code']) {
    for (let i = 0; i < wanted; i++) await page.locator(panel).nth(i).waitFor();
  }
  await settle(page);
  return page;
}

/** Describes the element that has the focus, and how that is visible. */
interface Stop {
  /** The index counts all elements but canvases, which come and go with highlights; it is -1 if none has the focus. */
  place: number;
  html: string;
  outline: { style: string; width: number; colour: Colour; opacity: number };
  ground: Colour;
}

/** Runs in the page. */
function readStop(): Stop {
  // Elements that fade in are visible at once.
  for (const animation of document.getAnimations()) animation.finish();
  const element = document.activeElement as HTMLElement;
  const context = document.createElement('canvas').getContext('2d')!;
  const read = (colour: string) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data] as [number, number, number, number];
  };
  let [opacity, ground] = [1, [255, 255, 255, 255]];
  const around: HTMLElement[] = [];
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    around.push(at);
    opacity *= Number(getComputedStyle(at).opacity);
  }
  // An outline is outside of its element, so its background is that of the parent.
  for (const at of around.slice(1).reverse()) {
    const [red, green, blue, alpha] = read(getComputedStyle(at).backgroundColor);
    ground = [red, green, blue].map((value, i) => (value * alpha + ground[i]! * (255 - alpha)) / 255);
  }
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const [red, green, blue, alpha] = read(outlineColor);
  return {
    place: element === document.body ? -1 : [...document.querySelectorAll(':not(canvas)')].indexOf(element),
    html: element.outerHTML.slice(0, 100),
    outline: {
      style: outlineStyle,
      width: Number.parseFloat(outlineWidth),
      colour: [red, green, blue],
      opacity: (opacity * alpha) / 255,
    },
    ground: ground.slice(0, 3) as unknown as Colour,
  };
}

/** Presses the tab key until no element has the focus, or the first one has it again, as in a browser without a toolbar. */
async function stopsOf(page: Page, key: 'Tab' | 'Shift+Tab', start?: Stop): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (;;) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(readStop);
    if (stop.place < 0 || stop.place === (start ?? stops[0])?.place) return stops;
    assert.ok(!stops.some(({ place }) => place === stop.place), `${key} leads to ${stop.html} twice`);
    stops.push(stop);
  }
}

for (const [name, address] of PAGES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the tab key goes through ${name}, out at its end, and back, and the focus is always visible, ${colorScheme}`, async (t) => {
      const page = await open(t, address, { viewport: { width: 1000, height: 900 }, colorScheme });
      const stops = await stopsOf(page, 'Tab');
      const links = await page.locator('a[href]').count();
      const figures = await page.locator('.cvsp-dock').count();
      assert.ok(stops.length >= links + 2 * figures, 'links, lines of time and buttons are stops');
      for (const { html, outline, ground } of stops) {
        const ratio = contrast(over(outline.opacity, outline.colour, ground), ground);
        assert.notEqual(outline.style, 'none', html);
        // The browser's own focus ring has two colours.
        if (outline.style === 'auto') continue;
        assert.ok(outline.width >= 2, `${html}: ${outline.width} px`);
        assert.ok(ratio >= 3, `${html}: ${ratio}:1`);
      }
      // Engines differ in where they re-enter the page from its end.
      const last = stops.at(-1)!;
      await page.evaluate(
        (place) => (document.querySelectorAll(':not(canvas)')[place] as HTMLElement).focus(),
        last.place,
      );
      const back = await stopsOf(page, 'Shift+Tab', last);
      assert.deepEqual(
        back.map(({ html }) => html.slice(0, 30)).reverse(),
        stops.slice(0, -1).map(({ html }) => html.slice(0, 30)),
      );
    });
  }
}

/**
 * Runs in the page: finds targets that are too small, and targets too near to them (WCAG 2.2, 2.5.8). Only the marks of code, as
 * high as their lines, need the exception for targets with space around them.
 */
function smallTargets(): string[] {
  const LEAST = 24;
  const isInText = (element: Element) =>
    element.matches('a') &&
    getComputedStyle(element).display === 'inline' &&
    [...element.parentElement!.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue!.trim());
  const targets = [...document.querySelectorAll('a[href], button, select, input, [role=slider]')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !isInText(element))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box: { width, height } }) => width > 0 && height > 0);
  // Layout uses fractions of a pixel.
  const isSmall = ({ width, height }: DOMRect) => Math.min(width, height) < LEAST - 0.1;
  const middle = ({ x, y, width, height }: DOMRect) => [x + width / 2, y + height / 2] as const;
  return targets.flatMap(({ element, box }) => {
    if (!isSmall(box)) return [];
    // The exception is that a circle of that diameter around its middle meets no other target, nor a small one's circle.
    const [x, y] = middle(box);
    const near = targets.find((other) => {
      if (other.element === element || element.contains(other.element) || other.element.contains(element)) return false;
      const { left, right, top, bottom } = other.box;
      const toBox = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
      const [otherX, otherY] = middle(other.box);
      return toBox < LEAST / 2 || (isSmall(other.box) && Math.hypot(otherX - x, otherY - y) < LEAST - 0.1);
    });
    if (!near) return [];
    const size = `${box.width.toFixed(1)} by ${box.height.toFixed(1)}`;
    return [`${element.outerHTML.slice(0, 60)}, ${size}, near ${near.element.outerHTML.slice(0, 60)}`];
  });
}

for (const [name, address] of PAGES) {
  for (const width of [1200, 360]) {
    test(`targets on ${name} are 24 by 24 px, or have that space around them, ${width} px wide`, async (t) => {
      const page = await open(t, address, { viewport: { width, height: 900 } });
      const found = new Set(await page.evaluate(smallTargets));
      // The marks of code are as near to each other as their lines.
      for (const language of ['Rust', 'JavaScript']) {
        for (const button of await page.getByRole('button', { name: language, exact: true }).all())
          await button.click();
        for (const target of await page.evaluate(smallTargets)) found.add(target);
      }
      assert.deepEqual([...found], []);
    });
  }
}

/** Runs in the page: finds elements that are wider than their space, except code of the page's own. */
function tooWide(): string[] {
  const isCode = (element: Element) => element.closest('pre') !== null;
  const isScroller = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  return [...document.querySelectorAll<HTMLElement>('*')]
    .filter(
      (element) =>
        !isCode(element) &&
        ((isScroller(element) && element.scrollWidth > element.clientWidth + 1) ||
          element.getBoundingClientRect().right > innerWidth + 0.5),
    )
    .map((element) => element.outerHTML.slice(0, 80));
}

for (const [name, address] of PAGES) {
  for (const [width, height] of [
    [320, 800],
    // This is 1280 by 1024 px at a zoom of 400 %.
    [320, 256],
  ] as const) {
    test(`nothing on ${name} scrolls sideways except code, ${width} by ${height} px`, async (t) => {
      const page = await open(t, address, { viewport: { width, height } });
      assert.deepEqual(await page.evaluate(tooWide), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    });
  }
}

/** Readers may set this text spacing (WCAG 2.1, 1.4.12). */
const SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;

/** Runs in the page: moves all figures to their ends, where captions are longest. */
function finishAll(): void {
  for (const { id } of document.querySelectorAll('.cvsp')) {
    const link = document.createElement('a');
    link.href = `#${id}`;
    link.dataset['cvspAt'] = 'end';
    document.body.append(link);
    link.click();
    link.remove();
  }
}

/** Runs in the page: finds elements whose text does not fit. */
function cutOff(): string[] {
  const hasWords = (element: Element) => element.textContent!.trim() !== '';
  const clips = (element: Element) => {
    const { overflowX, overflowY, contain } = getComputedStyle(element);
    // Text that can be scrolled is not cut off.
    return [overflowX, overflowY].some((value) => /hidden|clip/.test(value)) || /strict|content|paint/.test(contain);
  };
  return [...document.body.querySelectorAll<HTMLElement>('*')]
    .filter((element) => hasWords(element) && clips(element))
    .filter(
      ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        // Firefox makes the inside of a select 2 pixels wider than its space, at any width.
        scrollWidth > clientWidth + 2 || scrollHeight > clientHeight + 1,
    )
    .map(({ className, textContent, scrollWidth, clientWidth, scrollHeight, clientHeight }) => {
      return `${className}, ${scrollWidth} by ${scrollHeight} in ${clientWidth} by ${clientHeight}: ${textContent!.slice(0, 60)}`;
    });
}

for (const [name, address] of PAGES) {
  for (const width of [1200, 360]) {
    test(`wider text spacing cuts nothing off on ${name}, ${width} px wide`, async (t) => {
      const page = await open(t, address, { viewport: { width, height: 900 } });
      await page.addStyleTag({ content: SPACING });
      await page.evaluate(finishAll);
      await settle(page);
      assert.deepEqual(await page.evaluate(cutOff), []);
      // The description of a span is longer than the hint before it.
      for (const lit of await page.locator('.cvsp-lanes-lit').all()) {
        await lit.hover({ position: { x: 20, y: 5 } });
        assert.deepEqual(await page.evaluate(cutOff), []);
      }
    });
  }
}
