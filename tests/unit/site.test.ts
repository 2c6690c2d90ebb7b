import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkOptions, type FigureOptions } from '../../www/figure/options.ts';
import { FIELD_NAMES } from '../../www/lab/state/fields.ts';
import { readHash } from '../../www/lab/state/hash.ts';
import { tidy } from '../../www/lab/state/state.ts';
import { findMoment } from '../../www/page/moments.ts';
import { presets } from '../../www/page/presets.ts';
import type { Scenario } from '../../www/run/scenario.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { labLinkOf } from '../../www/site/lab-links.ts';
import { COUNTS, sentenceOf } from '../../www/site/plane.ts';
import { duration } from '../../www/words/format.ts';
import { simulate, type Timeline } from '../support/simulator.ts';
import { PLACEHOLDERS, page, read } from '../support/site.ts';

/** Lists scenarios that the page mentions and does not show. `like` names the one that has an entry's other fields. */
const scenarios: Record<string, Entry> = JSON.parse(read('scenarios.json'));
type Entry = FigureOptions & { like?: string };

function optionsOf(id: string): FigureOptions {
  const options: Entry | undefined = presets[id] ?? scenarios[id];
  assert.ok(options, `there is neither a preset nor a scenario ${id}`);
  const { like, ...own } = { ...options, ...PLACEHOLDERS.get(id) };
  return typeof like === 'string' ? { ...optionsOf(like), ...own } : own;
}

/** Returns a scenario that the page mentions, whether or not it has a figure. */
function scenarioOf(id: string): FigureOptions {
  const { like, ...own } = scenarios[id]!;
  return like === undefined ? own : { ...scenarioOf(like), ...own };
}

const MAP = /<figure class="plane".*?<\/output>/s;

/** Small numbers are written as words in the prose. */
const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** The article's measurements, in seconds: fifty calls of fib(30), and fifty downloads. */
const ARTICLE: Readonly<Record<string, number>> = {
  'work.loop': 27.8,
  'work.coroutines': 65.0,
  'work.threads': 33.0,
  'work.processes': 18.2,
  'wait.loop': 15.7,
  'wait.coroutines': 1.4,
  'wait.threads': 1.88,
  'wait.processes': 4.92,
};

/** What the same programs take on the machine of docs/measured.md, in seconds. */
const OURS: Readonly<Record<string, number>> = Object.fromEntries(
  [...readFileSync(new URL('../../docs/measured.md', import.meta.url), 'utf8').matchAll(/^here +([\d. ]+)$/gm)].flatMap(
    ([, numbers], i) =>
      numbers!
        .split(/ +/)
        .map((seconds, j) => [Object.keys(ARTICLE).slice(4 * i, 4 * i + 4)[j]!, Number(seconds)] as const),
  ),
);

/** Writes seconds with three digits. */
const secondsOf = (seconds: number): string => seconds.toFixed(seconds < 10 ? 2 : 1);

/** Counts the calls that the article's recursive function makes, one by one. */
function callsOf(n: number): number {
  return n < 2 ? 1 : 1 + callsOf(n - 1) + callsOf(n - 2);
}

/** Returns a measure's value, and its text. */
function measured(
  id: string | undefined,
  measure: string,
  { than, at, of, article }: Readonly<Record<string, string>>,
): [value: string, text: string] {
  switch (measure) {
    case 'article':
      return [secondsOf(ARTICLE[article!]!), secondsOf(ARTICLE[article!]!)];
    case 'ours':
      return [String(OURS[article!]), secondsOf(OURS[article!]!)];
    case 'calls': {
      const calls = callsOf(30);
      return [String(calls), `${(calls / 1e6).toFixed(1)} million`];
    }
    case 'await': {
      const ratio = ARTICLE['work.coroutines']! / ARTICLE['work.loop']!;
      return [ratio.toFixed(3), `${ratio.toFixed(1)} times`];
    }
  }
  const { scenario } = checkOptions(optionsOf(id!));
  const run = simulate(scenario);
  const time = (milliseconds: number): [string, string] => [String(milliseconds), duration(milliseconds)];
  switch (measure) {
    case 'makespan':
      return time(run.makespan);
    case 'seconds':
      return [String(run.makespan), String(Math.round(run.makespan / 1000))];
    case 'bar':
      return [String(run.makespan), secondsOf(run.makespan / 1000)];
    case 'missing': {
      const seconds = (ARTICLE[article!]! - run.makespan / 1000).toFixed(1);
      return [seconds, `${seconds} s`];
    }
    case 'off': {
      const off = Math.round(100 * Math.abs(1 - run.makespan / 1000 / ARTICLE[article!]!));
      return [String(off), `${off} %`];
    }
    case 'setting':
      return settingOf(scenario, of!);
    case 'start':
    case 'blocked':
    case 'render':
      return time(totalOf(run, measure));
    case 'memory': {
      const bytes = memoryOf(id!);
      if (bytes < 1e6) return [String(bytes), `${Math.round(bytes / 1e3)} kB`];
      return [String(bytes), bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e9)} GB`];
    }
    case 'ready': {
      const count = countKind(run, measure, Number(at));
      return [String(count), NUMBERS[count]!];
    }
    case 'speed-up': {
      const speedUp = simulate(checkOptions(optionsOf(than!)).scenario).makespan / run.makespan;
      return [speedUp.toFixed(3), `${speedUp.toFixed(1)} times`];
    }
    default:
      throw new Error(`there is no measure ${measure}`);
  }
}

/** Returns a duration of a scenario, such as `load.0`, the least load. Its text leaves out the unit of whole and half seconds. */
function settingOf(scenario: Readonly<Record<string, unknown>>, path: string): [value: string, text: string] {
  const [field, index] = path.split('.');
  const setting = scenario[field!];
  const value = Number(index === undefined ? setting : (setting as number[])[Number(index)]);
  if (value < 1) return [String(value), `${value * 1000} µs`];
  return [String(value), value < 100 ? `${value} ms` : String(value / 1000)];
}

function memoryOf(id: string): number {
  const { scenario } = checkOptions(optionsOf(id));
  return simulate(scenario).slots * Number(scenario['slotMemory']);
}

/** Sums the lengths of all spans of a kind, in milliseconds. */
function totalOf({ kinds, kind, start, end }: Timeline, name: string): number {
  let micros = 0;
  kind.forEach((number, span) => {
    if (kinds[number] === name) micros += Math.round((end[span]! - start[span]!) * 1000);
  });
  return micros / 1000;
}

/** Counts the tasks that are in a state at a time, in milliseconds. */
function countKind({ kinds, kind, start, end }: Timeline, name: string, time: number): number {
  return kind.filter((number, span) => kinds[number] === name && start[span]! <= time && time < end[span]!).length;
}

const RESULTS = [...page.matchAll(/<data class="cvsp-result"([^>]*)>([^<]*)<\/data>/g)].map(
  ([element, attributes, text]) => {
    const pairs = [...attributes!.matchAll(/(?:data-)?([a-z]+)="([^"]*)"/g)];
    return { element, text, ...Object.fromEntries(pairs.map(([, name, content]) => [name, content])) };
  },
) as Result[];
type Result = Readonly<Record<'element' | 'text' | 'value' | 'measure', string>> & Readonly<Record<string, string>>;

test('every number about a run in the walkthrough’s prose is the one that the simulator computes', () => {
  assert.equal(
    RESULTS.length,
    page.split('cvsp-result').length - 1,
    'every result is a <data> element with plain text',
  );
  const used = new Set<string>();
  for (const { element, text, value, measure, figure, scenario, also, ...more } of RESULTS) {
    assert.ok(figure === undefined || figure in presets, element);
    assert.ok(scenario === undefined || scenario in scenarios, element);
    const ids = [figure ?? scenario, ...(also?.split(' ') ?? [])];
    for (const id of ids) {
      assert.deepEqual([value, text], measured(id, measure, more), `${element} of ${id}`);
      if (id && id in scenarios) used.add(id);
    }
  }
  assert.deepEqual([...used].sort(), Object.keys(scenarios).sort(), 'every scenario is spoken of');
});

/** Lists the numbers that no run comes to, and where they are from. */
const FACTS: readonly [text: string, source: string][] = [
  ['256', 'tiles of the preset large, as below'],
  ['32', 'the limit of the preset large, as below'],
  ['8 MiB', 'pthread_create(3), for Linux on x86-64'],
  ['65 ms', 'examples/costs.py: to start a process of Python'],
  ['5 ms', 'sys.getswitchinterval()'],
  ['3.13', 'PEP 703: the free-threaded build'],
  ['2026', 'when examples/costs.py was run'],
  ['fib(30)', 'the article'],
];

/** Returns the page's text, as a reader sees it before any script runs. */
function textOf(html: string): string {
  const body = html.slice(html.indexOf('<body>'));
  return body
    .replaceAll(/<(noscript|title|svg|pre)\b.*?<\/\1>/gs, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&nbsp;', ' ');
}

test('every number in figures on the walkthrough is computed, or a fact whose source is named', () => {
  // The map's numbers have a test of their own.
  const others = page.replaceAll(/<data class="cvsp-result".*?<\/data>/g, '').replace(MAP, '');
  let rest = textOf(others);
  for (const [text] of FACTS) {
    assert.ok(rest.includes(text), text);
    rest = rest.replaceAll(text, '');
  }
  assert.deepEqual(rest.match(/\S*\d\S*/g), null);
  for (const id of ['large-left', 'large-right']) {
    assert.deepEqual([presets[id]!.grid, presets[id]!.limit], [[16, 16], 32]);
  }
  assert.deepEqual(
    [presets['gil-right']!.processStart, presets['gil-left']!.gilInterval],
    [65 * 20, 5 * 20],
    'twenty times slower than life',
  );
});

test('the walkthrough’s words are at most 1,700', () => {
  const words = textOf(page)
    .split(/\s+/)
    .filter((word) => /\w/.test(word));
  assert.ok(words.length <= 1700, `${words.length} words`);
});

test('bars are as long as their numbers, and squares of memory as large', () => {
  const bars = [...page.matchAll(/<data[^>]*>([\d.]+)<\/data><svg viewBox="0 0 ([\d.]+) 1".*?<rect width="([\d.]+)"/g)];
  assert.equal(bars.length, 3 * Object.keys(ARTICLE).length);
  for (const [bar, text, most, width] of bars) {
    assert.ok(Math.abs(Number(width) - Number(text)) < 0.051 && Number(width) <= Number(most), bar);
  }
  const squares = [...page.matchAll(/<rect [^>]*width="([\d.]+)" height="([\d.]+)" data-scenario="([\w-]+)"/g)];
  assert.equal(squares.length, 3);
  const side = Number(squares[0]![1]);
  for (const [square, width, height, id] of squares) {
    const expected = side * Math.sqrt(memoryOf(id!) / memoryOf(squares[0]![3]!));
    assert.ok(width === height && Math.abs(Number(width) - expected) < 0.01, square);
  }
  // Sixteen stacks have sixteen squares of 20 by 20.
  const perByte = (16 * 20 * 20) / memoryOf('work-stealing-right');
  const pictures = [...page.matchAll(/<svg[^>]* data-figure="(work-stealing-\w+)">(.*?)<\/svg>/g)];
  assert.equal(pictures.length, 3);
  for (const [, id, picture] of pictures) {
    const sides = [...picture!.matchAll(/M[\d.]+ [\d.]+h([\d.]+)v\1h-\1z/g)].map(([, side]) => Number(side));
    assert.equal(picture!.split('M').length - 1, sides.length, id);
    const area = sides.reduce((sum, side) => sum + side * side, 0);
    assert.ok(Math.abs(area / perByte / memoryOf(id!) - 1) < 0.005, `${id}: ${area / perByte} bytes`);
  }
});

test('the map has the makespans of all cells, a shade for each doubling of speed, and the sentence of the cell chosen first', () => {
  const [map] = MAP.exec(page)!;
  const { scenario } = checkOptions(optionsOf('all-ideal-right'));
  const timeOf = (limit: number, cores: number) =>
    COUNTS.includes(limit) && COUNTS.includes(cores) && cores <= limit
      ? simulate({ ...scenario, limit, cores }).makespan
      : undefined;
  const loop = timeOf(1, 1)!;
  assert.equal(loop, simulate(checkOptions(optionsOf('all-ideal-left')).scenario).makespan);
  const cells = [...map.matchAll(/class="shade-(\d)" data-at="(\d+) (\d+)" value="([\d.]+)" [^>]*>([\d.]+)</g)];
  assert.deepEqual(
    cells.map(([, shade, ...cell]) => [Number(shade), ...cell]),
    [...COUNTS].reverse().flatMap((cores) =>
      COUNTS.filter((limit) => limit >= cores).map((limit) => {
        const time = timeOf(limit, cores)!;
        const shade = Math.round(Math.log2(loop / time));
        return [shade, String(limit), String(cores), String(time), (time / 1000).toFixed(1)];
      }),
    ),
  );
  const [, limit, cores] = /data-at="(\d+) (\d+)"[^>]*aria-pressed="true"/.exec(map)!;
  assert.ok(map.includes(`<output>${sentenceOf(timeOf, Number(limit), Number(cores))}</output>`));
  assert.equal(
    sentenceOf(timeOf, 8, 2),
    '8 under way, 2 at once: 14.4 s. Twice as many under way save 3.4 s, at once 781 ms.',
  );
  assert.equal(sentenceOf(timeOf, 16, 16), '16 under way, 16 at once: 7.7 s.');
});

test('the walkthrough’s figures are presets or its scenarios, each there once, and each group is whole', () => {
  const shown = [...PLACEHOLDERS.keys()];
  for (const id of shown) assert.equal(page.split(`<div id="${id}"`).length, 2, id);
  for (const id of shown) {
    if (id in scenarios) {
      const { group, ...own } = PLACEHOLDERS.get(id)!;
      assert.deepEqual([group, own], [id.startsWith('fib') ? 'calls' : 'downloads', scenarioOf(id)], id);
      continue;
    }
    const { trace } = PLACEHOLDERS.get(id)!;
    if (trace !== undefined) {
      assert.doesNotThrow(() => JSON.parse(read(String(trace))), id);
      continue;
    }
    assert.ok(id in presets, id);
    const { group } = presets[id]!;
    for (const other of Object.keys(presets)) {
      if (group && presets[other]!.group === group) assert.ok(shown.includes(other), other);
    }
  }
  const left = Object.keys(presets).filter((id) => !shown.includes(id));
  // These are for posts: the race has two of them, and the page tells of time slices beside other figures.
  assert.deepEqual(left, ['sync-ideal', 'parallel-ideal', 'time-slices']);
});

test('links on the walkthrough lead to places that it has, and every figure’s caption has one to the figure', () => {
  const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  for (const [link, id] of page.matchAll(/<a [^>]*href="#([^"]*)"/g)) assert.ok(ids.has(id), link);
  for (const [figure, id] of page.matchAll(
    /<figure class="[^"]*" id="([^"]*)".*?<\/figure>|<figure(?![^>]* id=)[^>]*>/gs,
  )) {
    assert.ok(id && figure.includes(`<a class="here" href="#${id}"`), figure.slice(0, 80));
  }
});

test('every link to a figure names an existing figure, and a moment or a state that its run has', () => {
  const links = [...page.matchAll(/<a href="#([^"]*)" data-cvsp-(at|state)="([^"]*)">/g)];
  assert.equal(links.length, page.split(' data-cvsp-at=').length + page.split(' data-cvsp-state=').length - 2);
  for (const [link, id, what, text] of links) {
    assert.ok(id! in presets, link);
    const { group } = presets[id!]!;
    const row = group ? Object.keys(presets).filter((other) => presets[other]!.group === group) : [id!];
    const runs = row.map((other) => makeSeekable(simulate(checkOptions(optionsOf(other)).scenario)));
    const { kinds, kind, makespan } = simulate(checkOptions(optionsOf(id!)).scenario);
    // A moment is an event, whose time is computed.
    if (what === 'at') assert.ok(!/^[\d.]/.test(text!), link);
    if (what === 'at') assert.ok(findMoment('data-cvsp-at', text!, runs, row.indexOf(id!)).time < makespan, link);
    else assert.ok(new Set([...kind].map((number): string => kinds[number]!)).has(text!), link);
  }
});

test('each figure is linked to the lab, which has its last program, and its first beside it on the same work', () => {
  const figures = [...page.matchAll(/<figure [^>]*id="([\w-]+)".*?<\/figure>/gs)].flatMap(([figure, id]) => {
    const ids = [...figure.matchAll(/<div id="([\w-]+)"/g)].map(([, id]) => id!);
    // The lab has no program of a recording.
    if (PLACEHOLDERS.get(ids[0]!)?.trace !== undefined) return [];
    return ids.length > 0 ? [[id!, ids] as const] : [];
  });
  assert.equal(figures.length, 13);
  const pins: Record<string, string> = {};
  for (const [id, ids] of figures) {
    const link = labLinkOf(ids.map((one) => ({ ...presets[one], ...PLACEHOLDERS.get(one) })));
    const { state, problems } = readHash(link.replace('lab/', ''), () => undefined);
    assert.deepEqual(problems, [], link);
    const last = checkOptions(optionsOf(ids.at(-1)!)).scenario;
    assert.deepEqual(tidy(state.scenario, FIELD_NAMES), tidy(last as unknown as Scenario, FIELD_NAMES), link);
    if (state.pin) pins[id] = state.pin.strategy;
  }
  assert.deepEqual(pins, {
    race: 'sequential',
    'io-bound': 'coroutines',
    'cpu-bound': 'coroutines',
    'both-bound': 'coroutines',
    'sixteen-by-sixteen': 'coroutines',
    busy: 'coroutines',
    stealing: 'coroutines',
    gil: 'threads',
  });
});
