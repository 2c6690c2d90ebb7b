import assert from 'node:assert/strict';
import { test } from 'node:test';
// @ts-expect-error A script without types.
import { tableOf, tables } from '../../scripts/tables.mjs';
import { presets } from '../../www/page/presets.ts';
import type { NamedRun } from '../../www/panels/numbers/result.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { simulate, simulatePreset, type Timeline } from '../support/simulator.ts';

const TABLES: ReadonlyMap<string, string> = await tables();

/** Returns the texts of a table's cells by row, as a browser would read them. */
function cellsOf(html: string): string[][] {
  const texts = (row: string) => [...row.matchAll(/<t[hd][^>]*>([^<]*)<\/t[hd]>/g)].map(([, text]) => text!);
  return [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) => texts(row!));
}

/** Converts the text of a duration to milliseconds. */
function millis(words: string): number {
  const units: Record<string, number> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
  const parts = [...words.matchAll(/([\d.]+) (\w+)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * units[unit!]!, 0);
}

test('every preset has a table, and so has every group of presets', () => {
  const groups = Object.values(presets).flatMap(({ group }) => group ?? []);
  assert.deepEqual(new Set(TABLES.keys()), new Set([...Object.keys(presets), ...groups]));
  for (const group of new Set(groups)) assert.ok(!(group in presets), `${group} is one name for two tables`);
});

/** Returns how far a text may be off: it has three digits of milliseconds, tenths of seconds, or whole seconds or minutes. */
const ofTime = (time: number) => (time < 999.5 ? time / 200 : time < 119_950 ? 50 : time < 3_599_500 ? 500 : 60_000);
const number = (pattern: RegExp) => (text: string) => Number(pattern.exec(text)![1]);

/** Tells for each row how to read it, the expected value, and how far a rounded number may be from it. */
const ROWS: readonly [
  heading: string,
  read: (text: string) => number,
  expected: (run: Timeline) => number,
  within: (value: number) => number,
][] = [
  ['time', millis, ({ makespan }) => makespan, ofTime],
  ['speed-up', number(/^([\d.]+)×$/), ({ measures }) => measures.speedup, () => 0.05],
  ['cores in use', number(/^(\d+) %$/), ({ measures }) => 100 * measures.utilisation, () => 1],
  ['in line', millis, ({ measures }) => measures.waiting, ofTime],
  ['overhead', millis, ({ measures }) => measures.overhead, ofTime],
  ['memory', number(/^([\d.]+) kB$/), ({ measures }) => measures.peakMemory / 1000, (kilobytes) => kilobytes / 100],
  ['most in flight', number(/^(\d+)$/), ({ measures }) => measures.peakInFlight, () => 0],
];

test('a table has the values that the simulator measures', () => {
  for (const [name, html] of TABLES) {
    const ids = Object.keys(presets).filter((id) => id === name || presets[id]!.group === name);
    const runs = ids.map((id) => simulatePreset(id));
    const [head, ...rows] = cellsOf(html);
    assert.equal(head!.length, 1 + ids.length, name);
    const hasMemory = runs.some(({ measures }) => measures.peakMemory > 0);
    const expectedRows = ROWS.filter(([heading]) => heading !== 'memory' || hasMemory);
    for (const [i, [heading, read, expected, within]] of expectedRows.entries()) {
      const [first, ...values] = rows[i]!;
      assert.equal(first, heading, name);
      values.forEach((text, member) => {
        const value = expected(runs[member]!);
        const off = Math.abs(read(text) - value);
        assert.ok(off <= within(value) + 1e-9, `${name}, ${heading}: ${text} for ${value}`);
      });
    }
    const places = runs.map((run) => 1 + runs.filter(({ makespan }) => makespan < run.makespan).length);
    const order = ['place', ...places.map((place) => `no. ${place}`)];
    assert.deepEqual(rows.slice(expectedRows.length), ids.length > 1 ? [order] : [], name);
  }
});

test('a table is a fragment of HTML whose headings have scopes', () => {
  assert.equal(
    TABLES.get('gil')!.split('\n').slice(0, 5).join('\n'),
    `<table>
<caption>The result: Threads, at most 4, one GIL; Processes, at most 4, on 4 cores</caption>
<thead><tr><th scope="col">strategy</th><th scope="col">Threads</th><th scope="col">Processes</th></tr></thead>
<tbody>
<tr><th scope="row">time</th><td>17.6 s</td><td>8.1 s</td></tr>`,
  );
  for (const html of TABLES.values()) {
    assert.match(
      html,
      /^<table>\n<caption>[^<]+<\/caption>\n<thead>.*<\/thead>\n<tbody>\n(?:<tr>.*<\/tr>\n)+<\/tbody>\n<\/table>\n$/,
    );
  }
});

test('the content of a table is text, and memory is shown if a slot takes some', () => {
  const scenario = { strategy: 'threads', slotMemory: 8_388_608, grid: [2, 2], load: 5, render: 5 };
  const run: NamedRun = { name: '<b>&"', scenario, timeline: makeSeekable(simulate(scenario)) };
  const html: string = tableOf([run]);
  assert.ok(html.includes('<th scope="col">&lt;b&gt;&amp;"</th>'), html);
  assert.ok(!html.includes('<b>'));
  assert.ok(html.includes('<tr><th scope="row">memory</th><td>33.6 MB</td></tr>'), html);
});
