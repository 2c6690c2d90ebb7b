import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { linesOf } from '../../www/panels/code/lines.ts';
import { preferredLanguage } from '../../www/panels/code/preferred-language.ts';
import { StateCounts } from '../../www/panels/code/state-counts.ts';
import { createFrame, frameAt } from '../../www/run/frame.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { State } from '../../www/run/state.ts';
import { simulate } from '../support/simulator.ts';

const FOLDER = new URL('../../examples/listings/', import.meta.url);

const STRATEGIES = ['coroutines', 'processes', 'sequential', 'threads', 'work-stealing'];

/** Returns the states that occur in a run of a strategy in which every cost is above 0. */
function statesOf(strategy: string): Set<number> {
  const costs = { switchCost: 1, threadStart: 1, processStart: 1, coroutineStart: 1 };
  const bounds = { limit: 4, cores: 2, workers: 2, serverConnections: 1 };
  const tasks = { grid: [4, 4], load: 2, render: 4, blocking: [5] };
  return new Set(makeSeekable(simulate({ strategy, ...costs, ...bounds, ...tasks })).state);
}

const FILES = readdirSync(FOLDER).filter((name) => /\.(py|rs|js)$/.test(name) && !/^(tiles|test)\./.test(name));

test('there is a listing for every strategy', () => {
  assert.deepEqual([...new Set(FILES.map((file) => file.split('.')[0]!))].sort(), STRATEGIES);
});

for (const file of FILES) {
  test(`${file} has each state of its strategy on one line of code, and fits its place`, () => {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    const lines = linesOf(text);
    assert.equal(lines.map((line) => `${line.text}\n`).join(''), text);
    const marked = lines.filter(({ states }) => states.length > 0);
    for (const { text, isComment } of marked) assert.ok(text.trim() !== '' && !isComment, text);
    const states = marked.flatMap((line) => line.states);
    assert.deepEqual(states.sort(), [...statesOf(file.split('.')[0]!)].sort());
    assert.ok(lines.length <= 35, `${lines.length} lines`);
    for (const { text } of lines) assert.ok(text.length <= 56, text);
  });
}

const { queued, load, ready, switch: switching, render, start } = State;

test('a mark applies to the line below it, and attributes and strings are not comments', () => {
  const lines = linesOf('#[test]\n  // here: queued, load\n  load("# here: load");\n# why\n');
  assert.deepEqual(
    lines.map(({ isComment, states }) => [isComment, states]),
    [
      [false, []],
      [true, []],
      [false, [queued, load]],
      [true, []],
    ],
  );
});

test('tasks are counted by state, and slots while they are started', () => {
  const timeline = makeSeekable(
    simulate({ strategy: 'threads', threadStart: 1, limit: 2, tasks: Array(3).fill({ load: 2, render: 4 }), cores: 1 }),
  );
  const counts = new StateCounts(timeline);
  const frame = createFrame(timeline.tasks);
  const expected: [t: number, started: number, loading: number, ready: number, rendering: number][] = [
    [-1, 0, 0, 0, 0],
    [0, 1, 0, 0, 0],
    [1, 1, 1, 0, 0],
    [2, 0, 2, 0, 0],
    [3, 0, 1, 0, 1],
    [4, 0, 0, 1, 1],
    [7, 0, 1, 0, 1],
    [100, 0, 0, 0, 0],
  ];
  for (const [t, ...numbers] of expected) {
    frameAt(timeline, t, frame);
    counts.update(frame, t);
    assert.deepEqual(
      [[start], [queued, load], [ready], [switching, render]].map((states) => counts.of(states)),
      numbers,
      `at ${t} ms`,
    );
  }
});

test("a listing is in the reader's language, or else the page's, or else any available one", () => {
  const kept: { language?: string } = {};
  const storage = { getItem: () => kept.language ?? null };
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  assert.equal(preferredLanguage(['python', 'rust']), 'python');
  assert.equal(preferredLanguage(['python', 'rust'], 'rust'), 'rust');
  assert.equal(preferredLanguage(['python', 'rust'], 'perl'), 'python');
  kept.language = 'javascript';
  assert.equal(preferredLanguage(['python', 'rust'], 'rust'), 'rust');
  assert.equal(preferredLanguage(['python', 'rust', 'javascript'], 'rust'), 'javascript');

  const refuse = () => {
    throw new Error('no storage');
  };
  Object.defineProperty(globalThis, 'localStorage', { get: refuse, configurable: true });
  assert.equal(preferredLanguage(['python', 'rust'], 'rust'), 'rust');
});
