import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { FigureOptions } from '../../www/figure/options.ts';
import { COLOURS } from '../../www/poster/charts.ts';
import { membersOf, type PosterFigure } from '../../www/poster/members.ts';
import { drawPoster, type PosterSettings, posterText } from '../../www/poster/poster.ts';
import { stateKey } from '../../www/words/names.ts';
import { simulate } from '../support/simulator.ts';

const FOUR = { grid: [4, 4], load: [1500, 7000], render: [800, 1500, 100], seed: 42 } as const;

const draw = async (figures: PosterFigure | readonly PosterFigure[], settings?: PosterSettings) =>
  drawPoster(membersOf(simulate, figures), settings);

interface Element {
  name: string;
  attributes: Record<string, string>;
  /** Holds the names of the elements around it, from the outermost. */
  path: string[];
  text: string;
}

const withoutEscapes = (text: string) =>
  text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name]!);

/** Reads XML, and asserts that it is well-formed: what a browser that is as strict would refuse. */
function parse(svg: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const token = /<(\/?)([a-zA-Z]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let end = 0;
  for (const [whole, closes, name, attributes, isEmpty, text] of svg.matchAll(token)) {
    end += whole.length;
    if (text !== undefined) {
      assert.doesNotMatch(text, /&(?!(?:amp|lt|gt|quot);)/);
      if (open.length > 0) open.at(-1)!.text += withoutEscapes(text);
      continue;
    }
    if (closes) {
      assert.equal(open.pop()?.name, name);
      continue;
    }
    const pairs = [...attributes!.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [
      key!,
      withoutEscapes(value!),
    ]);
    assert.equal(new Set(pairs.map(([key]) => key)).size, pairs.length, `an attribute is there twice: ${whole}`);
    const element = {
      name: name!,
      attributes: Object.fromEntries(pairs) as Record<string, string>,
      path: open.map(({ name }) => name),
      text: '',
    };
    elements.push(element);
    if (!isEmpty) open.push(element);
  }
  assert.equal(end, svg.length, `no XML: ${svg.slice(end, end + 60)}`);
  assert.deepEqual(open, []);
  return elements;
}

/** Asserts that there is no script, handler, style attribute, and no address but of what is in the document, once each. */
function assertHarmless(elements: Element[]): void {
  const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
  assert.equal(new Set(ids).size, ids.length, 'ids are there once');
  for (const { name, attributes, text } of elements) {
    assert.ok(!['script', 'foreignObject', 'image', 'a', 'animate'].includes(name), name);
    for (const [key, value] of Object.entries(attributes)) {
      assert.ok(!key.startsWith('on') && key !== 'style', key);
      if (key === 'href') assert.ok(value.startsWith('#') && ids.includes(value.slice(1)), value);
    }
    for (const value of [text, ...Object.values(attributes)]) {
      for (const [, address] of value.matchAll(/url\(([^)]*)/g)) assert.ok(ids.includes(address!.replace(/^#/, '')));
      assert.ok(!value.includes('@import'));
    }
  }
  assert.equal(elements.filter(({ name }) => name === 'style').length, 1);
}

/** Scenarios of every size, with the most bytes of their posters: still, and animated, with the picture of a harbour. */
const SCENARIOS: [options: FigureOptions, most: number, mostAnimated: number][] = [
  [{ strategy: 'sequential', ...FOUR }, 17_000, 30_000],
  [{ strategy: 'coroutines', ...FOUR }, 17_000, 30_000],
  [{ strategy: 'threads', limit: 8, cores: 4, quantum: 250, switchCost: 0.3, ...FOUR }, 20_000, 42_000],
  [{ strategy: 'processes', limit: 4, cores: 2, processStart: 1300, ...FOUR }, 17_000, 33_000],
  [{ strategy: 'work-stealing', workers: 3, serverConnections: 4, blocking: [3, 9], ...FOUR }, 19_000, 40_000],
  [{ strategy: 'sequential', tasks: [{ load: 0, render: 0 }] }, 15_000, 15_000],
  [{ strategy: 'threads', tasks: [{ load: 0.001, render: 0 }] }, 16_000, 21_000],
  [
    { strategy: 'coroutines', limit: 32, grid: [16, 16], load: [1500, 7000], render: [800, 1500], seed: 16 },
    20_000,
    64_000,
  ],
  [{ strategy: 'threads', cores: 3, grid: [1, 640], load: 7, render: 2, seed: 1 }, 20_000, 20_000],
  [{ strategy: 'threads', cores: 8, quantum: 1, grid: [20, 20], load: 7, render: [30, 60], seed: 1 }, 25_000, 64_000],
  [{ strategy: 'threads', limit: 1000, cores: 8, grid: [256, 256], load: [0, 9], render: 1, seed: 1 }, 20_000, 20_000],
  [{ strategy: 'sequential', grid: [1000, 1], load: 900_000_000, render: 900_000_000, seed: 1 }, 16_000, 16_000],
];

/** The picture of balloons takes so many bytes more. */
const BALLOONS = 10_500;

test('whatever the scenario, a poster is well-formed, small, the same each time, and without scripts and addresses', async () => {
  for (const [options, most, mostAnimated] of SCENARIOS) {
    for (const picture of ['harbour', 'balloons'] as const) {
      for (const animated of [false, true]) {
        const context = `${JSON.stringify(options)}, ${picture}, ${animated ? 'animated' : 'still'}`;
        const svg = await draw({ ...options, picture }, { animated });
        const limit = (animated ? mostAnimated : most) + (picture === 'balloons' ? BALLOONS : 0);
        // With a larger picture, there may be room for less motion.
        assert.ok(svg.length <= Math.min(64_000, limit), `${svg.length} bytes, at most ${limit}: ${context}`);
        if ((options.grid?.[0] ?? 1) < 1000)
          assert.equal(await draw({ ...options, picture }, { animated }), svg, context);
        const elements = parse(svg);
        assertHarmless(elements);
        const named = elements[0]!.attributes['aria-labelledby']!.split(' ');
        for (const id of named)
          assert.ok(
            elements.some(({ attributes }) => attributes['id'] === id),
            id,
          );
      }
    }
  }
});

test('a row shares one clock, pictures and patterns, and compares', async () => {
  const row = [
    { strategy: 'sequential', ...FOUR },
    { strategy: 'coroutines', ...FOUR, picture: 'balloons', label: 'One cook' },
    { strategy: 'threads', ...FOUR },
  ] as const;
  for (const settings of [{ animated: true }, { at: '5s' }, {}]) {
    const elements = parse(await draw(row, settings));
    assertHarmless(elements);
    assert.equal(elements[0]!.attributes['viewBox'], '0 0 992 424');
    assert.deepEqual(
      elements.filter(({ name }) => name === 'symbol').map(({ attributes }) => attributes['id']),
      ['harbour', 'balloons'],
    );
    const ends = elements.filter(({ attributes }) => attributes['text-anchor'] === 'end').map(({ text }) => text);
    assert.deepEqual(ends, ['81.5 s', '81.5 s', '81.5 s']);
  }
  const texts = parse(await draw(row)).filter(({ name, path }) => name === 'text' && path.at(-1) !== 'g');
  assert.deepEqual(texts.map(({ text }) => text).slice(0, 2), ['Sequential', 'took 81.5 s']);
});

/** Reads the lines of a path of rectangles, or of lines that have the thickness of lanes: x, middle and width. */
function linesOf({ attributes }: Element): [x: number, y: number, width: number][] {
  const lines: [number, number, number][] = [];
  const shift = Number(/translate\(0 ([\d.]+)\)/.exec(attributes['transform'] ?? '')?.[1] ?? 0);
  let [x, y] = [0, 0];
  for (const [, dx, dy, width, height] of attributes['d']!.matchAll(/m(-?\d+) ?(-?\d+)h(\d+)(?:v(\d+)h-\d+)?/g)) {
    [x, y] = [x + Number(dx), y + Number(dy)];
    lines.push([x, y + (height === undefined ? shift : Number(height) / 2), Number(width)]);
    // A rectangle ends at its lower left corner, and a line at its right end.
    if (height === undefined) x += Number(width);
    else y += Number(height);
  }
  return lines;
}

test('lanes show the spans of the timeline', async () => {
  const WIDTH = 608;
  for (const options of [
    { strategy: 'sequential' },
    { strategy: 'coroutines', coroutineStart: 70, switchCost: 40 },
    { strategy: 'threads', limit: 8, cores: 4, quantum: 250, switchCost: 10 },
    { strategy: 'threads', serverConnections: 4 },
    { strategy: 'work-stealing', workers: 3, limit: 7, blocking: [3, 9] },
    { strategy: 'processes', limit: 4, cores: 2, processStart: 1300 },
  ] as const) {
    const scenario = { ...options, ...FOUR };
    const timeline = simulate(scenario);
    const elements = parse(await draw(scenario)).filter(
      ({ name, path, attributes }) => name === 'path' && path.join() === 'svg,g' && attributes['class'] !== 'head',
    );
    const isGround = ({ attributes }: Element) => attributes['opacity'] === '.07';
    const heights = elements
      .filter(isGround)
      .flatMap(linesOf)
      .map(([, y]) => y);
    const hasOwn = timeline.slots === timeline.executors;
    assert.equal(heights.length, timeline.slots + (hasOwn ? 0 : timeline.executors));
    const seen = elements
      .filter((element) => !isGround(element))
      .flatMap((element) => {
        const paint = element.attributes['stroke'] ?? element.attributes['fill']!;
        const states = Object.entries(COLOURS).map(([state, colour]) => [stateKey(Number(state)), colour] as const);
        const state = /^url\(#([a-z]+)\d*\)$/.exec(paint)?.[1] ?? states.find(([, colour]) => colour === paint)![0];
        return linesOf(element).map(([x, y, width]) => {
          const lane = heights.findIndex((height) => Math.abs(height - y) <= 1);
          return `${state} in ${lane} from ${x} for ${width}`;
        });
      });
    const expected: string[] = [];
    timeline.start.forEach((start, span) => {
      const [x, end] = [start, timeline.end[span]!].map((time) => Math.round((time / timeline.makespan) * WIDTH));
      const length = end! - x!;
      const state = timeline.kinds[timeline.kind[span]!]!;
      // A span that is long enough for it leaves a gap before the next.
      const width = length > 8 ? length - 1 : Math.max(1, length);
      // A span that is narrower than its pattern has the colour of its state alone.
      const lanes = [
        timeline.slot[span]!,
        ...(hasOwn || timeline.executor[span]! < 0 ? [] : [timeline.slots + timeline.executor[span]!]),
      ];
      for (const lane of lanes) expected.push(`${state} in ${lane} from ${x} for ${width}`);
    });
    assert.deepEqual(seen.sort(), expected.sort(), JSON.stringify(options));
  }
});

test('what would be hairs is counted', async () => {
  // Ten of 40 loads at a time: a quarter of the run after the other, 30, 20, 10 and no more are queued.
  const svg = await draw({
    ...{ strategy: 'threads', serverConnections: 10, grid: [10, 4], load: 100, render: 0, seed: 1 },
  } as FigureOptions);
  const area = (id: string) => parse(svg).find(({ attributes }) => attributes['fill'] === `url(#${id})`)!;
  const steps = (d: string) => linesOf({ attributes: { d } } as unknown as Element);
  assert.deepEqual(
    steps(area('load').attributes['d']!).map(([x, , width]) => [x, width]),
    [[0, 608]],
  );
  assert.deepEqual(
    steps(area('queued').attributes['d']!).map(([x, , width]) => [x, width]),
    [
      [0, 152],
      [152, 152],
      [304, 152],
    ],
  );
});

const textOf = (svg: string, name: string) => parse(svg).find((element) => element.name === name)!.text;

test('it says what it is', async () => {
  for (const [options, title] of [
    [{ strategy: 'sequential', cores: 4 }, 'Sequential'],
    [{ strategy: 'threads', limit: 8, cores: 4 }, 'Threads, at most 8, on 4 cores'],
    [{ strategy: 'threads', gil: true, cores: 4 }, 'Threads, one GIL'],
    [{ strategy: 'processes', cores: 1 }, 'Processes, on 1 core'],
    [{ strategy: 'coroutines', cores: 4, serverConnections: 1 }, 'Coroutines, 1 connection'],
    [{ strategy: 'work-stealing', workers: 4, label: 'Mine' }, 'Mine, 4 workers'],
  ] as [FigureOptions, string][]) {
    assert.equal(textOf(await draw({ ...options, ...FOUR }), 'title'), title);
  }
  const one = { strategy: 'sequential', tasks: [{ load: 1.115, render: 0 }] } as const;
  assert.equal(textOf(await draw(one, { title: 'Mine' }), 'title'), 'Mine');
  const description =
    'A picture of 1 tile, finished after 1.11 ms. One thing after another, their loads and renders take 1.11 ms.';
  assert.equal(textOf(await draw(one), 'desc'), description);
  assert.deepEqual(posterText(membersOf(simulate, one)), { title: 'Sequential', description });
});

test('a run that is too long or too short to be watched says how fast it plays', async () => {
  for (const [load, caption] of [
    [21_000, 'took 21.0 s'],
    [21_001, 'took 21.0 s · 2× speed'],
    [81_500, 'took 81.5 s · 4× speed'],
    [3_600_000, 'took 1 h 0 min · 256× speed'],
    [1000, 'took 1.0 s'],
    [300, 'took 300 ms · 1/10 speed'],
    [0.001, 'took 0.001 ms · 1/1000000 speed'],
  ] as const) {
    const scenario = { strategy: 'sequential', tasks: [{ load, render: 0 }] } as const;
    const said = (svg: string) => parse(svg).find(({ name, text }) => name === 'text' && text.startsWith('took'))!.text;
    assert.equal(said(await draw(scenario, { animated: true })), caption);
    assert.equal(said(await draw(scenario)), caption.split(' · ')[0], 'what does not play has no speed');
  }
});

test('a label and a title are nothing but text', async () => {
  const text = '</title><script>alert(\'"1"\')</script>&amp; \u0001\uffff<a href="https://example.com">x</a>';
  for (const animated of [false, true]) {
    const svg = await draw({ strategy: 'coroutines', ...FOUR, label: text }, { animated, title: text });
    assertHarmless(parse(svg));
    assert.equal(textOf(svg, 'title'), text.replace('\u0001', '\ufffd').replace('\uffff', '\ufffd'));
  }
});

test('themes, widths, moments and figures without lanes', async () => {
  const figure = { strategy: 'coroutines', ...FOUR } as const;
  const svg = await draw(figure, { theme: 'dark', width: 640, at: '50%' });
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="640" height="816" viewBox="0 0 320 408"/);
  assert.ok(svg.includes('svg{--p:#15171b;color:#e6e7ea}') && !svg.includes('prefers-color-scheme'));
  assert.ok(svg.includes('>9.7 of 19.4 s</text>'), 'the moment is in the caption');
  assert.match(await draw(figure, { theme: 'light' }), /<style>svg\{--p:#fff;color:#1b1d22\}\n/);
  const bare = parse(await draw({ ...figure, lanes: false }));
  assert.equal(bare[0]!.attributes['viewBox'], '0 0 320 345');
  assert.ok(bare.every(({ attributes }) => attributes['class'] !== 'axis'));
});

test('what is wrong is named, with its value and what is allowed', async () => {
  const good = { strategy: 'coroutines', ...FOUR } as const;
  for (const [figures, settings, message] of [
    [[], {}, 'figures is []; it must be one figure, or a list of at least one'],
    [3, {}, 'figures is 3; it must be the id of a preset, or an object of options'],
    [
      { ...good, seed: -1 },
      {},
      'seed is -1; it must be a whole number from 0 to 9007199254740991, or left out for another workload each time',
    ],
    [{ ...good, picture: 'cats' }, {}, 'picture is "cats"; it must be one of "harbour", "balloons"'],
    [{ ...good, image: 'cat.png' }, {}, 'image is "cat.png"; it must be left out: a poster loads nothing'],
    [good, { animated: 1 }, 'animated is 1; it must be true or false'],
    [good, { at: 5 }, 'at is 5; it must be a moment such as "4.2s", or left out'],
    [good, { at: '5' }, 'at is "5"; it must be a moment such as "4.2s", "800ms", "1.5min", "50%", "start" or "end"'],
    [good, { at: '5s', animated: true }, 'at is "5s"; it must be left out where animated is true'],
    [good, { theme: 'blue' }, 'theme is "blue"; it must be "auto", "light" or "dark"'],
    [good, { width: 0 }, 'width is 0; it must be a number of pixels from 1'],
    [good, { title: '' }, 'title is ""; it must be a text that is not empty, or left out'],
  ] as [PosterFigure, PosterSettings, string][]) {
    await assert.rejects(draw(figures, settings), { message });
  }
});

test('states have the colours of the lanes on a page', () => {
  const css = readFileSync(new URL('../../www/figure/figures.css', import.meta.url), 'utf8');
  const colours = Object.entries(COLOURS).map(([state, colour]) => [stateKey(Number(state)), colour.toLowerCase()]);
  for (const [state, colour] of colours)
    assert.ok(css.toLowerCase().includes(`var(--cvsp-${state}, ${colour})`), state);
});
