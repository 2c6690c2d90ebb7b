import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkOptions, type FigureOptions } from '../../www/figure/options.ts';
import { presets } from '../../www/page/presets.ts';
import { duration } from '../../www/words/format.ts';
import { parseMoment } from '../../www/words/moment.ts';
import { simulate, type Timeline } from '../support/simulator.ts';

const read = (name: string) => readFileSync(new URL(`../../www/site/${name}`, import.meta.url), 'utf8');

const page = read('index.html');

/** Lists scenarios that the page mentions and does not show. `like` names the one that has an entry's other fields. */
const scenarios: Record<string, Entry> = JSON.parse(read('scenarios.json'));
type Entry = FigureOptions & { like?: string };

function optionsOf(id: string): FigureOptions {
  const options: Entry | undefined = presets[id] ?? scenarios[id];
  assert.ok(options, `there is neither a preset nor a scenario ${id}`);
  const { like, ...own } = options;
  return typeof like === 'string' ? { ...optionsOf(like), ...own } : own;
}

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

/** Returns a measure's value, and its text. */
function measured(
  id: string,
  measure: string,
  { than, at }: Readonly<Record<string, string>>,
): [value: string, text: string] {
  const { scenario } = checkOptions(optionsOf(id));
  const run = simulate(scenario);
  const time = (milliseconds: number): [string, string] => [String(milliseconds), duration(milliseconds)];
  switch (measure) {
    case 'makespan':
      return time(run.makespan);
    case 'start':
    case 'blocked':
      return time(totalOf(run, measure));
    case 'memory': {
      const bytes = run.slots * Number(scenario['slotMemory']);
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

test('every number about a run in the walkthrough’s prose is the one that the simulator computes', () => {
  const results = [...page.matchAll(/<data class="cvsp-result"([^>]*)>([^<]*)<\/data>/g)];
  assert.equal(
    results.length,
    page.split('cvsp-result').length - 1,
    'every result is a <data> element with plain text',
  );
  assert.ok(results.length > 0);
  const used = new Set<string>();
  for (const [element, attributes, text] of results) {
    const { value, figure, scenario, measure, ...more } = Object.fromEntries(
      [...attributes!.matchAll(/(?:data-)?([a-z]+)="([^"]*)"/g)].map(([, name, content]) => [name, content]),
    );
    assert.ok(figure ? figure in presets : scenario! in scenarios, element);
    assert.deepEqual([value, text], measured(figure ?? scenario!, measure!, more), element);
    if (scenario) used.add(scenario);
  }
  assert.deepEqual([...used].sort(), Object.keys(scenarios).sort(), 'every scenario is spoken of');
});

test('the walkthrough shows every preset once', () => {
  for (const id of Object.keys(presets)) assert.equal(page.split(`<div id="${id}"`).length - 1, 1, id);
});

test('every link to a figure names an existing figure, and a moment or a state that its run has', () => {
  const links = [...page.matchAll(/<a href="#([^"]*)" data-cvsp-(at|state)="([^"]*)">/g)];
  assert.equal(links.length, page.split(' data-cvsp-at=').length + page.split(' data-cvsp-state=').length - 2);
  for (const [link, id, what, text] of links) {
    assert.ok(id! in presets, link);
    const { kinds, kind, makespan } = simulate(checkOptions(presets[id!]!).scenario);
    if (what === 'at') assert.ok(parseMoment('data-cvsp-at', text!, Number.POSITIVE_INFINITY) < makespan, link);
    else assert.ok(new Set([...kind].map((number): string => kinds[number]!)).has(text!), link);
  }
});
