import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { presets } from '../../www/page/presets.ts';
import { type Finding, findingsOf } from './support/axe.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock, scrollTo, settle } from './support/clock.ts';
import { engine } from './support/engines.ts';
import { serveSite } from './support/hugo.ts';
import { post } from './support/post.ts';
import { serve } from './support/server.ts';
import { type Colour, contrast } from './support/vision.ts';

const openPage = withBrowser();

/** Describes the look of a page. */
const THEMES = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
} as const satisfies Record<string, PageOptions>;

/**
 * Each page is checked in these looks: in the first one for all rules, and in the others, which have the same document,
 * for contrast only. Other engines check one look, to see whether styles differ there.
 */
const LOOKS: readonly (readonly [theme: keyof typeof THEMES, width: number])[] =
  engine === 'chromium'
    ? [
        ['light', 360],
        ['light', 1200],
        ['dark', 360],
        ['forced colours', 1200],
      ]
    : [['dark', 360]];
/** Returns a page with a heading and dark colours, like a post. */
const POST = {
  above: 600,
  css: ':root { color-scheme: light dark; background: Canvas; color: CanvasText; font-family: sans-serif } h2 { clear: both }',
};
const HEADING = '<h1>A post</h1>';

/** The two single tiles stand beside their paragraphs, and a heading follows. */
const EVERY_PRESET = Object.keys(presets)
  .map((id) => `<div id="${id}"></div>${id.startsWith('single') ? '<p>What it does.</p><h2>Next</h2>' : ''}`)
  .join('');

const given = (options: object) => `data-cvsp='${JSON.stringify(options)}'`;
const PANELS = { lanes: true, numbers: true, code: true };

/** Lists pages, each with a figure that is checked before it starts, while it plays, and when it is paused. */
const PAGES: readonly [name: string, serve: () => Promise<string>, figure: string][] = [
  ['the walkthrough', async () => (await serve('dist/site')).url, 'coroutine-ideal'],
  ['a post with every preset', () => post({ ...POST, html: HEADING + EVERY_PRESET }), 'blocking-left'],
  [
    'a post with every panel open',
    () =>
      post({
        ...POST,
        html: `${HEADING}
          <div id="all-ideal-left" ${given(PANELS)}></div><div id="all-ideal-middle"></div><div id="all-ideal-right"></div>
          <div id="time-slices" ${given({ ...PANELS, account: true, markers: { '4s': 'a moment' } })}></div>
          <a href="#time-slices" data-cvsp-at="5s">After five seconds</a>`,
      }),
    'time-slices',
  ],
  [
    'a post with a bad figure',
    () =>
      post({
        ...POST,
        html: `${HEADING}<div id="bad" ${given({ strategy: 'wizards' })}></div><div id="sync-ideal"></div>`,
      }),
    'sync-ideal',
  ],
  ['the example’s post', async () => `${await serveSite()}posts/one-cook/`, 'all-ideal-left'],
  ['the example’s home', () => serveSite(), ''],
];

/**
 * axe cannot decide these questions, which are tested elsewhere: the contrast of text in the drawing, which the last
 * test here measures; whether a target's neighbour is a target, which access-reflow.test.ts measures; and the contrast of
 * a highlighted line of code that goes on in a second line, which axe measures at 1200 px, where it is one line.
 */
function isToldElsewhere({ rule, target, why }: Finding): boolean {
  if (rule === 'target-size') return true;
  if (rule !== 'color-contrast') return false;
  return target.startsWith('text[') || (target.endsWith('> code') && why.includes('partially overlaps'));
}

async function assertNothingFound(page: Page, moment: string, rules: readonly string[]): Promise<void> {
  const { violations, incomplete, passes } = await findingsOf(page, ...rules);
  assert.deepEqual(violations, [], moment);
  assert.deepEqual(
    incomplete.filter((finding) => !isToldElsewhere(finding)),
    [],
    `${moment}, not to be told`,
  );
  assert.ok((passes.get('color-contrast') ?? 0) > 0, 'contrast was measured');
}

for (const [name, address, figure] of PAGES) {
  for (const [look, [theme, width]] of LOOKS.entries()) {
    const rules = look === 0 ? [] : ['color-contrast'];
    const what = look === 0 ? 'nothing' : 'enough contrast';
    test(`axe finds ${what} on ${name}, ${theme}, ${width} px wide`, async (t) => {
      const viewport = { width, height: 900 };
      const page = await openWithClock(openPage, t, await address(), { viewport, ...THEMES[theme] });
      if (figure) await mounted(page);
      if ((await page.locator('[data-cvsp*="account"]').count()) > 0) await page.locator('.cvsp-account').waitFor();
      await assertNothingFound(page, 'before the start', rules);
      if (!figure) return;
      await scrollTo(page, figure, 0.3);
      await page.locator(`#${figure}`).hover();
      await page.clock.runFor(FRAME);
      await page.clock.runFor(5000);
      await settle(page);
      await assertNothingFound(page, 'playing', rules);
      await page.locator(`#${figure} .cvsp-box > canvas`).first().click();
      await settle(page);
      await assertNothingFound(page, 'paused', rules);
    });
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the text in the picture of memory has enough contrast with everything behind it, ${colorScheme}`, async (t) => {
    const { url } = await serve('dist/site');
    const page = await openWithClock(openPage, t, url, { colorScheme });
    const [grounds, words] = await page.evaluate(() => {
      const colourOf = (selector: string, property: string) =>
        getComputedStyle(document.querySelector(selector)!).getPropertyValue(property);
      const texts = [...document.querySelectorAll('.memory text')];
      return [
        [colourOf('html', 'background-color'), colourOf('.memory .reserved', 'fill')],
        texts.map((text) => [text.textContent!, getComputedStyle(text).fill] as const),
      ] as const;
    });
    assert.ok(words.length > 0);
    for (const [word, fill] of words) {
      for (const ground of grounds) {
        const ratio = contrast(colourOf(fill), colourOf(ground));
        assert.ok(ratio >= 4.5, `${word}: ${ratio}:1 on ${ground}`);
      }
    }
  });
}

/** Parses a colour such as `rgb(1, 2, 3)`. */
function colourOf(text: string): Colour {
  const [, ...values] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(text)!;
  return values.map(Number) as unknown as Colour;
}
