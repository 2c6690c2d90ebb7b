import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { linesOf } from '../../www/panels/code/lines.ts';
import { preferredLanguage } from '../../www/panels/code/preferred-language.ts';
import { numbersOf, programFor } from '../../www/panels/code/program.ts';
import { StateCounts } from '../../www/panels/code/state-counts.ts';
import { createFrame, frameAt } from '../../www/run/frame.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { State } from '../../www/run/state.ts';
import { simulate } from '../support/simulator.ts';

const FOLDER = new URL('../../examples/listings/', import.meta.url);

const LISTINGS = [
  'coroutines',
  'coroutines-blocking',
  'processes',
  'sequential',
  'threads',
  'work-stealing',
  'work-stealing-blocking',
];

/** Returns the states that occur in a run of a listing's strategy in which every cost is above 0. */
function statesOf(listing: string): Set<number> {
  const strategy = listing.replace('-blocking', '');
  const costs = { switchCost: 1, threadStart: 1, processStart: 1, coroutineStart: 1 };
  const bounds = { limit: 4, cores: 2, workers: 2, serverConnections: 1 };
  const tasks = { grid: [4, 4], load: 2, render: 4, blocking: strategy === listing ? [] : [5] };
  return new Set(makeSeekable(simulate({ strategy, ...costs, ...bounds, ...tasks })).state);
}

const FILES = readdirSync(FOLDER).filter((name) => /\.(py|rs|js)$/.test(name) && !/^(tiles|test)\./.test(name));
const read = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');

test('there is a listing for every strategy, and for each with calls that block', () => {
  assert.deepEqual([...new Set(FILES.map((file) => file.split('.')[0]!))].sort(), LISTINGS);
  const programs = readFileSync(new URL('../../www/panels/code/programs.ts', import.meta.url), 'utf8');
  const names = [...programs.matchAll(/^ {2}'?([a-z-]+)'?: \{/gm)].map(([, name]) => name);
  assert.deepEqual(names.sort(), LISTINGS);
});

for (const file of FILES) {
  test(`${file} has each state of its strategy on one line of code, and fits its place`, () => {
    const lines = linesOf(read(file));
    const marked = lines.filter(({ states }) => states.length > 0);
    for (const { text, isComment } of marked) assert.ok(text.trim() !== '' && !isComment, text);
    const states = marked.flatMap((line) => line.states);
    assert.deepEqual([...new Set(states)].sort(), [...statesOf(file.split('.')[0]!)].sort());
    assert.equal(states.length, new Set(states).size);
    assert.ok(lines.length <= 35, `${lines.length} lines`);
    for (const { text } of lines) assert.ok(text.length <= 56, text);
  });

  test(`${file} is shown as it is where a figure has its numbers, and without a limit where there is none`, () => {
    const own = { tiles: 16, limit: 8, workers: 4, blocking: [10] };
    const isMark = (line: string) => /^\s*(\/\/|#) if: limit$/.test(line);
    const lines = read(file).split('\n');
    assert.deepEqual(
      programFor(read(file), own).split('\n'),
      lines.filter((line) => !isMark(line)),
    );
    const unlimited = programFor(read(file), { ...own, limit: undefined });
    assert.doesNotMatch(unlimited, /limit|semaphore|_turn|\n\n\n\n/i);
    assert.doesNotMatch(
      programFor(read(file), { tiles: 99, limit: 99, workers: 99, blocking: [99] }),
      /\b(16|8|4|10)\b/,
    );
  });
}

test('programs with the numbers of figures run, and paint the same tiles', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cvsp-listings-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const file of ['tiles.py', 'tiles.js']) copyFileSync(new URL(file, FOLDER), join(folder, file));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const run = (name: string, program: string) => {
    const interpreter = name.endsWith('.js') ? process.execPath : 'python3';
    writeFileSync(join(folder, name), program);
    const { error, status, stdout, stderr } = spawnSync(interpreter, [name], { cwd: folder, encoding: 'utf8' });
    if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') {
      t.diagnostic(`${name} is not tested: there is no ${interpreter}`);
      return undefined;
    }
    assert.equal(status, 0, `${name}: ${stderr}\n${program}`);
    return stdout.trim().split(' ');
  };
  const picture = run('sequential.py', read('sequential.py'));
  for (const file of FILES.filter((name) => !name.endsWith('.rs'))) {
    for (const [tiles, limit] of [
      [16, undefined],
      [9, 4],
      [40, 32],
    ] as const) {
      const painted = run(file, programFor(read(file), { tiles, limit, workers: 3, blocking: [0, 5] }));
      if (!painted) continue;
      const expected = Array.from({ length: tiles }, (_, tile) => picture![tile % 16]);
      assert.deepEqual(painted, expected, `${file} with ${tiles} tiles and a limit of ${limit}`);
    }
  }
});

test("a figure's numbers are those of its run", () => {
  const of = (scenario: Record<string, unknown>) =>
    numbersOf({ scenario, timeline: makeSeekable(simulate(scenario)) } as Parameters<typeof numbersOf>[0]);
  const work = { grid: [4, 3], load: 5, render: 5 };
  assert.deepEqual(of({ strategy: 'work-stealing', workers: 2, limit: 32, ...work, blocking: [7, 1] }), {
    tiles: 12,
    limit: 32,
    workers: 2,
    blocking: [1, 7],
  });
  assert.deepEqual(of({ strategy: 'threads', ...work, blocking: [7] }), {
    tiles: 12,
    limit: undefined,
    workers: 12,
    blocking: [],
  });
});

const { queued, load, ready, switch: switching, render, start } = State;

test('a mark applies to the line below it, and attributes and strings are not comments', () => {
  const lines = linesOf('#[test]\n  // here: queued, load\n  load("# here: load");\n# why\n');
  assert.deepEqual(
    lines.map(({ isComment, states }) => [isComment, states]),
    [
      [false, []],
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
