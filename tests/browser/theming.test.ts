import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { simulatePreset } from '../support/simulator.ts';
import { type PageOptions, withBrowser } from './support/browser.ts';
import { holdAll, showMore } from './support/clock.ts';
import { lacks } from './support/engines.ts';
import { openPlaying, type Post } from './support/post.ts';

const openPage = withBrowser();
const viewport = { width: 1000, height: 1400 };
const ROW = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'];

const open = (t: TestContext, content: Post, options: PageOptions = {}) =>
  openPlaying(openPage, t, content, { viewport, ...options });

/** Ends all transitions. */
const finishAnimations = (page: Page) =>
  page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });

/** This page has everything that the properties affect: figures, a table of numbers, an error, and a highlight. */
const THEMED = `
  <div id="all-states" data-cvsp='{ "strategy": "coroutines", "coroutineStart": 9, "switchCost": 9, "serverConnections": 1,
    "lanes": true, "code": true, "grid": [2, 2], "load": 90, "render": 90, "blocking": [3] }'></div>
  <div id="sync-ideal" data-cvsp='{ "numbers": true }' data-cvsp-markers='{ "50%": "half way" }'></div>
  <div id="single-pixel-load"></div>
  <div id="bad" data-cvsp='{ "strategy": "fibers" }'></div>
  <span data-cvsp-state="idle">not begun</span>`;

const STATES = ['start', 'queued', 'load', 'blocked', 'ready', 'switch', 'render'];
/** These states occur in the strips of this page. */
const BARS = ['load', 'blocked', 'switch', 'render'];
const SIDES: Record<string, string> = {
  load: 'borderTopColor',
  ready: 'borderRightColor',
  blocked: 'borderBottomColor',
  render: 'borderLeftColor',
};

/** Maps each property to the style that shows it: the selector, the value to set, and the computed result. */
const EFFECTS: Record<string, [value: string, ...[selector: string, style: string, computed: string][]]> = {
  '--cvsp-width': ['100px', ['#sync-ideal', 'width', '100px']],
  '--cvsp-gap': [
    '40px',
    ['#sync-ideal', 'marginTop', '40px'],
    ['.cvsp-panels > *', 'paddingTop', '20px'],
    ['#single-pixel-load::before', 'marginRight', '30px'],
  ],
  '--cvsp-lines': ['3', ['.cvsp-caption', 'minHeight', '64px']],
  '--cvsp-strip': ['30px', ['.cvsp-strip', 'height', '30px'], ['.cvsp-strip-past', 'height', '13px']],
  '--cvsp-font': [
    'monospace',
    ['.cvsp-caption', 'fontFamily', 'monospace'],
    ['.cvsp-do-speed', 'fontFamily', 'monospace'],
    ['.cvsp-numbers td', 'fontFamily', 'monospace'],
    ['.cvsp-error', 'fontFamily', 'monospace'],
  ],
  '--cvsp-caption-size': [
    '20px',
    ['.cvsp-caption', 'fontSize', '20px'],
    ['.cvsp-numbers td', 'fontSize', '20px'],
    ['.cvsp-error', 'fontSize', '20px'],
  ],
  '--cvsp-ink': [
    'rgb(1, 2, 3)',
    ['.cvsp-caption', 'color', 'rgb(1, 2, 3)'],
    ['.cvsp-box > canvas', 'color', 'rgb(1, 2, 3)'],
    ['.cvsp-thumb', 'backgroundColor', 'rgb(1, 2, 3)'],
    ['.cvsp-marker::before', 'backgroundColor', 'rgb(1, 2, 3)'],
    ['.cvsp-do-play .cvsp-icon', 'backgroundColor', 'rgb(1, 2, 3)'],
  ],
  '--cvsp-soft': ['0.5', ['.cvsp-time', 'opacity', '0.5'], ['.cvsp-numbers th', 'opacity', '0.5']],
  '--cvsp-dim': ['0.5', ['.cvsp-dim', 'opacity', '0.5']],
  '--cvsp-accent': [
    'rgb(1, 2, 3)',
    ['.cvsp-thumb', 'backgroundColor', 'rgb(1, 2, 3)'],
    ['.cvsp-past', 'backgroundColor', 'rgb(1, 2, 3)'],
    ['.cvsp-do-loop', 'color', 'rgb(1, 2, 3)'],
    ['.cvsp-slider', 'outlineColor', 'rgb(1, 2, 3)'],
  ],
  '--cvsp-track': ['rgb(1, 2, 3)', ['.cvsp-track', 'backgroundColor', 'rgb(1, 2, 3)']],
  '--cvsp-button': ['rgb(255, 0, 0)', ['.cvsp-do-loop', 'backgroundColor', 'color(srgb 1 0 0 / 0.18)']],
  '--cvsp-rule': [
    'rgb(1, 2, 3)',
    ['.cvsp-numbers td', 'borderBottomColor', 'rgb(1, 2, 3)'],
    ['.cvsp-error', 'borderTopColor', 'rgb(1, 2, 3)'],
  ],
  ...Object.fromEntries(
    STATES.map((state) => [
      `--cvsp-${state}`,
      [
        'rgb(1, 2, 3)',
        [`.cvsp-lanes-sample[data-state=${state}]`, 'color', 'rgb(1, 2, 3)'],
        ...(BARS.includes(state) ? [[`.cvsp-strip-ink[data-state=${state}]`, 'color', 'rgb(1, 2, 3)']] : []),
        // The painter reads these from the canvas.
        ...(SIDES[state] ? [['.cvsp-box > canvas', SIDES[state], 'rgb(1, 2, 3)']] : []),
      ],
    ]),
  ),
  '--cvsp-code-font': ['fantasy', ['.cvsp-code code', 'fontFamily', 'fantasy']],
  '--cvsp-code-mark': ['rgb(255, 0, 0)', ['.cvsp-code-here', 'backgroundColor', 'color(srgb 1 0 0 / 0.08)']],
  '--cvsp-print-ink': ['rgb(1, 2, 3)', ['.cvsp-print .cvsp-caption', 'color', 'rgb(1, 2, 3)']],
};

test('every property that the style sheets read is in the table, and in this test', () => {
  // Figures set these properties themselves.
  const names = [
    'aspect',
    'controls',
    'room',
    'row',
    'part',
    'anchor',
    'place',
    'cell',
    'outline',
    'rows',
    'strip-height',
  ];
  const own = [...names, ...STATES.map((state) => `of-${state}`)].map((name) => `--cvsp-${name}`);
  const sheets = [
    'figure/figures',
    'group/controls',
    ...['numbers/numbers', 'lanes/lanes', 'account/account', 'code/code'].map((name) => `panels/${name}`),
  ];
  const css = sheets.map((name) => readFileSync(`www/${name}.css`, 'utf8')).join();
  const read = new Set([...css.matchAll(/var\((--cvsp-[\w-]+)/g)].map(([, name]) => name!));
  const rows = readFileSync('docs/theming.md', 'utf8').matchAll(/^\| (`--cvsp-[^|]+) \|/gm);
  const told = [...rows].flatMap(([, names]) => names!.replaceAll('`', '').split(', '));
  assert.deepEqual(told.sort(), [...read].filter((name) => !own.includes(name)).sort());
  assert.deepEqual(Object.keys(EFFECTS).sort(), told);
});

test('every property has its effect, set around the figures', async (t) => {
  const page = await open(t, { html: THEMED });
  for (const panel of ['numbers', 'lanes-panel', 'code']) await page.locator(`.cvsp-${panel}`).waitFor();
  await page.locator('.cvsp-slider').first().focus();
  await page.keyboard.press('Home');
  await page.locator('[data-cvsp-state]').dispatchEvent('pointerover');
  const computed = async (selector: string, style: string) => {
    await finishAnimations(page);
    return page.evaluate(
      ([selector, style]) => {
        const [name, pseudo] = selector.split('::');
        const element = document.querySelector(name!)!;
        return getComputedStyle(element, pseudo && `::${pseudo}`)[style as 'color'];
      },
      [selector, style] as const,
    );
  };
  for (const [property, [value, ...effects]] of Object.entries(EFFECTS)) {
    const isPrint = property === '--cvsp-print-ink';
    for (const [selector, style, expected] of effects) {
      const set = (value: string) =>
        page.evaluate(([property, value]) => document.documentElement.style.setProperty(property, value), [
          property,
          value,
        ] as const);
      if (isPrint) await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      assert.notEqual(await computed(selector, style), expected, `${selector} without ${property}`);
      await set(value);
      assert.equal(await computed(selector, style), expected, `${selector} with ${property}`);
      await set('');
      if (isPrint) await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    }
  }
});

test('the room for a caption depends on its size, so that nothing moves when the figure appears', async (t) => {
  const css = ':root { --cvsp-caption-size: 1.3em; --cvsp-lines: 4 }';
  const page = await open(t, { figures: ['sync-ideal'], css });
  const { room, used } = await page.evaluate(() => ({
    room: document.querySelector('#sync-ideal')!.getBoundingClientRect().height,
    used: document.querySelector('.cvsp-box')!.getBoundingClientRect().height,
  }));
  assert.ok(Math.abs(room - used) < 0.1, `${used} of ${room} pixels`);
});

type Colour = readonly [red: number, green: number, blue: number];

/** Returns the colours of a screenshot, the most common one first. */
async function colours(page: Page, png: Buffer): Promise<Colour[]> {
  return page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const counts = new Map<string, number>();
    for (let i = 0; i < data.length; i += 4) {
      const colour = data.slice(i, i + 3).join();
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([colour]) => colour.split(',').map(Number) as unknown as Colour);
  }, png.toString('base64'));
}

/** Computes the contrast as WCAG defines it. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the contrast of the most common colour, the background, with the one that differs most. */
function contrastOf([ground, ...others]: Colour[]): number {
  const own = luminance(ground!);
  return Math.max(
    ...others.map((colour) => (Math.max(own, luminance(colour)) + 0.05) / (Math.min(own, luminance(colour)) + 0.05)),
  );
}

const SCHEMES: [name: string, media: Parameters<Page['emulateMedia']>[0]][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['light forced', { colorScheme: 'light', forcedColors: 'active' }],
  ['dark forced', { colorScheme: 'dark', forcedColors: 'active' }],
];

for (const [name, media] of SCHEMES) {
  test(`lines, text and controls have enough contrast with the page in ${name} colours`, async (t) => {
    if (lacks(t, 'emulateMedia')) return;
    const html = `<a href="#sync-ideal" data-cvsp-at="2s">2 s</a>`;
    const page = await open(t, { figures: ['sync-ideal'], html, css: ':root { color-scheme: light dark }' });
    const restyled = page.evaluate(
      () => new Promise((resolve) => document.addEventListener('transitionend', resolve, { once: true })),
    );
    await page.emulateMedia(media);
    const dark = name.startsWith('dark');
    // A light page is black on white already, and is not painted again.
    if (dark) await restyled;
    await holdAll(page);
    await page.locator('a').click();
    await showMore(page);
    await finishAnimations(page);
    const seen = async (selector: string) => colours(page, await page.locator(selector).screenshot());
    // Every control that the figure has is measured, whichever they are.
    const controls = await page
      .locator('#sync-ideal .cvsp-toolbar :is(button, select)')
      .evaluateAll((all) => all.map(({ className }) => `.${/cvsp-do-\w+/.exec(className)![0]}`));
    const names = ['play', 'speed', 'back', 'forward', 'restart', 'loop', 'all', 'more', 'lanes', 'numbers', 'account'];
    for (const name of [...names, 'code'])
      assert.ok(controls.includes(`.cvsp-do-${name}`), `${name} is among the controls`);
    const parts = ['.cvsp-box > canvas', '.cvsp-name', '.cvsp-time', '.cvsp-slider', ...controls];
    for (const part of parts) {
      const contrast = contrastOf(await seen(`#sync-ideal ${part}`));
      assert.ok(contrast >= 4.5, `${part} has a contrast of ${contrast.toFixed(1)}`);
    }
    for (const part of ['.cvsp-box > canvas', '.cvsp-name', '.cvsp-slider', '.cvsp-do-play']) {
      assert.equal(luminance((await seen(`#sync-ideal ${part}`))[0]!) < 0.2, dark, `${part} is on the page's ground`);
    }
    const [pressed] = await seen('.cvsp-do-loop[aria-pressed=true]');
    const [other] = await seen('.cvsp-do-lanes[aria-pressed=false]');
    assert.notDeepEqual(pressed, other);

    // A step says what happens then, below the buttons.
    await page.locator('.cvsp-do-forward').click();
    await page.locator('.cvsp-told:not(:empty)').waitFor();
    await finishAnimations(page);
    const told = contrastOf(await seen('#sync-ideal .cvsp-told'));
    assert.ok(told >= 4.5, `.cvsp-told has a contrast of ${told.toFixed(1)}`);

    // At the end, the strip has bars where the cores have worked. For what is no text, this much is enough.
    await page.locator('.cvsp-slider').focus();
    await page.keyboard.press('End');
    await finishAnimations(page);
    const strip = contrastOf(await seen('#sync-ideal .cvsp-strip'));
    assert.ok(strip >= 3, `.cvsp-strip has a contrast of ${strip.toFixed(1)}`);

    // Bars in the colour of each state, whether or not the run has it, on what is beneath them.
    const bars = await page.evaluate(() => {
      const strip = document.querySelector('#sync-ideal .cvsp-strip')!;
      const context = document.createElement('canvas').getContext('2d')!;
      const paint = (fill: string) => {
        context.fillStyle = fill;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3) as [number, number, number];
      };
      const probe = document.body.appendChild(document.createElement('p'));
      probe.style.background = 'Canvas';
      const page = getComputedStyle(probe).backgroundColor;
      probe.remove();
      return ['start', 'queued', 'load', 'blocked', 'ready', 'switch', 'render'].map((state) => {
        const ink = strip.appendChild(document.createElement('i'));
        ink.dataset['state'] = state;
        paint(page);
        const ground = paint(getComputedStyle(strip).backgroundColor);
        const own = paint(getComputedStyle(ink).color);
        ink.remove();
        return { state, ground, own };
      });
    });
    for (const { state, ground, own } of bars) {
      const contrast = contrastOf([ground, own]);
      assert.ok(contrast >= 3, `a bar of ${state} has a contrast of ${contrast.toFixed(2)}: ${own} on ${ground}`);
    }
  });
}

test('with forced colours, the slider and its thumb can be distinguished from each other and from the page', async (t) => {
  if (lacks(t, 'forcedColors')) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open(t, { figures: ['sync-ideal'] }, { colorScheme, forcedColors: 'active' });
    await page.locator('#sync-ideal').hover();
    await finishAnimations(page);
    const box = (await page.locator('.cvsp-slider').boundingBox())!;
    // The first pixels are left out, since the thumb covers them.
    const clip = { x: box.x + 20, y: box.y, width: box.width - 40, height: box.height };
    const track = contrastOf(await colours(page, await page.screenshot({ clip })));
    const thumb = contrastOf(await colours(page, await page.locator('.cvsp-thumb').screenshot()));
    assert.ok(
      track >= 3 && thumb > track,
      `${colorScheme}: the line ${track.toFixed(1)}, the thumb ${thumb.toFixed(1)}`,
    );
  }
});

test('on a right-to-left page nothing overflows, and figures stand at the right', async (t) => {
  const content = {
    figures: [...ROW, 'sync-ideal', 'single-pixel-load'],
    html: `<script>document.documentElement.dir = 'rtl'</script>`,
  };
  for (const width of [1000, 360]) {
    const page = await open(t, content, { viewport: { width, height: 1400 } });
    await page.locator(`#${ROW[0]}`).hover();
    const seen = await page.evaluate((row) => {
      const rect = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
      const [dock, first, last] = [rect(`#${row[0]} .cvsp-dock`), rect(`#${row[0]} canvas`), rect(`#${row[2]} canvas`)];
      const [single, caption] = [rect('#single-pixel-load canvas'), rect('#sync-ideal .cvsp-name')];
      return {
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        order: first.left > last.left,
        dock: [dock.left - last.left, dock.right - first.right].map(Math.round),
        single: Math.abs(Math.round(single.right - rect('main').right)),
        caption: Math.round(caption.right - rect('#sync-ideal canvas').right),
      };
    }, ROW);
    assert.deepEqual(seen, { overflow: 0, order: true, dock: [0, 0], single: 0, caption: 0 }, `at ${width} px`);
  }
});

test('no thumb or marker makes the page wider if a figure fills it', async (t) => {
  for (const dir of ['ltr', 'rtl']) {
    const html = `<script>document.documentElement.dir = '${dir}'</script>
      <div id="sync-ideal" data-cvsp-markers='{ "start": "first", "end": "last" }'></div>`;
    const page = await open(t, { html }, { viewport: { width: 300, height: 900 } });
    await page.locator('.cvsp-slider').focus();
    for (const key of ['Home', 'End']) {
      await page.keyboard.press(key);
      const { overflow, outside } = await page.evaluate(() => {
        const { left, right } = document.querySelector('.cvsp-thumb')!.getBoundingClientRect();
        const { scrollWidth, clientWidth } = document.documentElement;
        return { overflow: scrollWidth - clientWidth, outside: Math.max(0, -left, right - clientWidth) };
      });
      assert.deepEqual({ overflow, outside }, { overflow: 0, outside: 0 }, `${dir}, ${key}`);
    }
  }
});

test('on a right-to-left page, time and the buttons still run from left to right', async (t) => {
  const html = `<script>document.documentElement.dir = 'rtl'</script>`;
  const page = await open(t, { figures: ['sync-ideal'], html });
  const slider = (await page.locator('.cvsp-slider').boundingBox())!;
  await page.mouse.click(slider.x + 0.25 * slider.width, slider.y + slider.height / 2);
  const thumb = (await page.locator('.cvsp-thumb').boundingBox())!;
  assert.ok(Math.abs(thumb.x + thumb.width / 2 - slider.x - 0.25 * slider.width) < 1);
  const value = async () => Number(await page.locator('.cvsp-slider').getAttribute('aria-valuenow'));
  const { makespan } = simulatePreset('sync-ideal');
  assert.equal(await value(), makespan / 4000);
  await page.keyboard.press('ArrowRight');
  assert.ok(Math.abs((await value()) - (0.27 * makespan) / 1000) < 1e-9);

  await page.locator('.cvsp-do-play').focus();
  const left = () => page.evaluate(() => document.activeElement!.getBoundingClientRect().left);
  for (const [key, direction] of [
    ['ArrowRight', 1],
    ['ArrowRight', 1],
    ['ArrowLeft', -1],
  ] as const) {
    const before = await left();
    await page.keyboard.press(key);
    assert.equal(Math.sign((await left()) - before), direction, key);
  }
});

test('on a right-to-left page, text is read in its own direction', async (t) => {
  const html = `<script>document.documentElement.dir = 'rtl'</script>
    <div id="coroutine-ideal" data-cvsp='{ "numbers": true }'></div><div id="bad" data-cvsp='{ "limit": 0 }'></div>`;
  const page = await open(t, { html });
  await page.locator('.cvsp-numbers').waitFor();
  const endsOf = (selector: string) =>
    page.evaluate((selector) => {
      const text = document.querySelector(selector)!.firstChild!;
      const at = (place: number) => {
        const range = document.createRange();
        range.setStart(text, place);
        range.setEnd(text, place + 1);
        return range.getBoundingClientRect();
      };
      return [at(0).left, at(text.textContent!.length - 1).left] as const;
    }, selector);
  for (const selector of ['.cvsp-time', '.cvsp-numbers tr:nth-child(2) td']) {
    const [first, last] = await endsOf(selector);
    assert.ok(first < last, `${selector}: "${await page.locator(selector).textContent()}"`);
  }
  const aligned = await page.evaluate(() =>
    ['.cvsp-time', '.cvsp-error', '.cvsp-numbers th', '.cvsp-numbers td'].map(
      (selector) => getComputedStyle(document.querySelector(selector)!).textAlign,
    ),
  );
  assert.deepEqual(aligned, ['right', 'right', 'start', 'left']);
});
