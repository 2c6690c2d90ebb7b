import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFrame, frameAt, MAX_PLACE } from '../../www/run/frame.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { State } from '../../www/run/state.ts';
import { simulate, simulatePreset, type Timeline } from '../support/simulator.ts';

/** Describes each tile at `t`: its state, and the parts of its load and render that are done. */
function shown(columns: Timeline, t: number): string[] {
  const timeline = makeSeekable(columns);
  const frame = createFrame(timeline.tasks);
  frameAt(timeline, t, frame);
  const names = Object.keys(State);
  return [...frame.state].map((state, task) => {
    const [loaded, rendered] = [frame.loaded[task]!, frame.rendered[task]!].map(
      (part) => Math.round(part * 1000) / 1000,
    );
    return `${names[state]} ${loaded} ${rendered}`;
  });
}

const MIXED = simulate({
  strategy: 'coroutines',
  limit: 2,
  tasks: [
    { load: 2, render: 4 },
    { load: 3, render: 2 },
    { load: 1, render: 1 },
  ],
});

test('every state is shown from the start of its span up to its end', () => {
  // The spans of this run are computed by hand in tests/timelines.rs.
  const cases: [t: number, tiles: string[]][] = [
    [-1, ['idle 0 0', 'idle 0 0', 'idle 0 0']],
    [0, ['load 0 0', 'load 0 0', 'idle 0 0']],
    [1, ['load 0.5 0', 'load 0.333 0', 'idle 0 0']],
    [2, ['render 1 0', 'load 0.667 0', 'idle 0 0']],
    [3, ['render 1 0.25', 'ready 1 0', 'idle 0 0']],
    [5.999, ['render 1 1', 'ready 1 0', 'idle 0 0']],
    [6, ['finished 1 1', 'render 1 0', 'load 0 0']],
    [7.5, ['finished 1 1', 'render 1 0.75', 'ready 1 0']],
    [8, ['finished 1 1', 'finished 1 1', 'render 1 0']],
    [9, ['finished 1 1', 'finished 1 1', 'finished 1 1']],
    [1e9, ['finished 1 1', 'finished 1 1', 'finished 1 1']],
  ];
  for (const [t, tiles] of cases) assert.deepEqual(shown(MIXED, t), tiles, `at ${t} ms`);
});

test('a tile that is only loaded is finished without colours, and a tile that takes no time is finished at once', () => {
  const columns = simulate({
    strategy: 'sequential',
    tasks: [
      { load: 2, render: 0 },
      { load: 0, render: 0 },
    ],
  });
  assert.deepEqual(shown(columns, -1), ['idle 0 0', 'idle 0 0']);
  assert.deepEqual(shown(columns, 1), ['load 0.5 0', 'finished 1 0']);
  assert.deepEqual(shown(columns, 2), ['finished 1 0', 'finished 1 0']);
});

test('a render in time slices continues where it was interrupted', () => {
  const columns = simulate({
    strategy: 'threads',
    cores: 1,
    quantum: 2,
    tasks: [
      { load: 0, render: 6 },
      { load: 0, render: 4 },
    ],
  });
  // In turns of 2: task 0 renders in 0..2, 4..6 and 8..10, task 1 in 2..4 and 6..8.
  assert.deepEqual(shown(columns, 1), ['render 1 0.167', 'ready 1 0']);
  assert.deepEqual(shown(columns, 3), ['ready 1 0.333', 'render 1 0.25']);
  assert.deepEqual(shown(columns, 5), ['render 1 0.5', 'ready 1 0.5']);
  assert.deepEqual(shown(columns, 9), ['render 1 0.833', 'finished 1 1']);
});

test('waiting for the server, blocking and switching are shown, and the start of a slot is not', () => {
  const columns = simulate({
    strategy: 'coroutines',
    coroutineStart: 1,
    switchCost: 2,
    serverConnections: 1,
    tasks: [
      { load: 4, render: 2 },
      { load: 3, render: 0 },
      { load: 5, render: 2, blocking: true },
    ],
  });
  // Slots are free from 1, 2 and 3 on. Task 2 is dispatched at 3, blocks in 5..10 and renders in 10..12; task 0 is loaded
  // at 5, switched to in 12..14 and renders in 14..16; task 1 is queued in 2..5 and loads in 5..8.
  assert.deepEqual(shown(columns, 0.5), ['idle 0 0', 'idle 0 0', 'idle 0 0']);
  assert.deepEqual(shown(columns, 3), ['load 0.5 0', 'queued 0 0', 'switch 0 0']);
  assert.deepEqual(shown(columns, 6), ['ready 1 0', 'load 0.333 0', 'blocked 0.2 0']);
  assert.deepEqual(shown(columns, 11), ['ready 1 0', 'finished 1 0', 'render 1 0.5']);
  assert.deepEqual(shown(columns, 13), ['switch 1 0', 'finished 1 0', 'finished 1 1']);
});

/** The places in the line at `t`. */
function places(columns: Timeline, t: number): number[] {
  const frame = createFrame(columns.tasks);
  frameAt(makeSeekable(columns), t, frame);
  return [...frame.place];
}

test('ready tiles are numbered in the order in which executors take them', () => {
  const tasks = [2, 2, 2, 2].map((render, task) => ({ load: 4 - task, render }));
  const columns = simulate({ strategy: 'coroutines', tasks });
  // Task 3 is loaded at 1 and renders in 1..3, task 2 in 3..5, task 1 in 5..7 and task 0 in 7..9.
  assert.deepEqual(places(columns, 1), [0, 0, 0, 0]);
  assert.deepEqual(places(columns, 2), [0, 0, 1, 0]);
  assert.deepEqual(places(columns, 3), [0, 1, 0, 0]);
  assert.deepEqual(places(columns, 4), [2, 1, 0, 0]);
  assert.deepEqual(places(columns, 5), [1, 0, 0, 0]);
  assert.deepEqual(places(columns, 9), [0, 0, 0, 0]);
});

test('one who came first to the line is first in it, up to the last place that is told', () => {
  const many = { strategy: 'coroutines', load: [1, 50], render: [5, 9], grid: [16, 16], seed: 3 };
  const slices = { strategy: 'threads', cores: 2, quantum: 3, switchCost: 0.5, grid: [4, 4] };
  for (const scenario of [many, { ...many, ...slices }]) {
    const columns = simulate(scenario);
    const ready = columns.kinds.indexOf('ready');
    for (let step = 0; step <= 60; step++) {
      const t = (columns.makespan * step) / 60;
      const line = [...columns.kind.keys()].filter((span) => {
        return columns.kind[span] === ready && columns.start[span]! <= t && t < columns.end[span]!;
      });
      const seen = places(columns, t);
      const told = line.filter((span) => seen[columns.task[span]!]! > 0);
      assert.equal(told.length, Math.min(line.length, MAX_PLACE), `all have a place at ${t} ms`);
      assert.equal(seen.filter((place) => place > 0).length, told.length, `no others have one at ${t} ms`);
      told.sort((a, b) => seen[columns.task[a]!]! - seen[columns.task[b]!]!);
      told.forEach((span, i) => {
        assert.equal(seen[columns.task[span]!], i + 1);
        assert.ok(i === 0 || columns.start[told[i - 1]!]! <= columns.start[span]!, `place ${i + 1} at ${t} ms`);
      });
    }
  }
});

test('a frame does not depend on the frame before', () => {
  for (const id of ['coroutine-ideal', 'time-slices', 'gil-right', 'large-left']) {
    const timeline = makeSeekable(simulatePreset(id));
    const held = createFrame(timeline.tasks);
    // Golden-ratio steps reach every part of the run, both ways.
    for (let step = 0; step < 200; step++) {
      const t = (((step * 0.618034) % 1.1) - 0.05) * timeline.makespan;
      const fresh = createFrame(timeline.tasks);
      frameAt(timeline, t, held);
      frameAt(timeline, t, fresh);
      assert.deepEqual(held, fresh, `${id} at ${t} ms`);
    }
  }
});

test('a frame agrees with a search of all spans', () => {
  for (const id of [
    'sync-ideal',
    'coroutine-ideal',
    'both-bound-left',
    'io-bound-right',
    'cpu-bound-right',
    'large-left',
  ]) {
    const columns = simulatePreset(id);
    const timeline = makeSeekable(columns);
    const frame = createFrame(timeline.tasks);
    for (let step = 0; step <= 40; step++) {
      const t = (columns.makespan * step) / 40;
      frameAt(timeline, t, frame);
      const expected = new Uint8Array(columns.tasks).fill(State.idle);
      for (let span = 0; span < columns.task.length; span++) {
        const task = columns.task[span]!;
        if (columns.end[span]! <= t) expected[task] = State.finished;
        const kind = columns.kinds[columns.kind[span]!]!;
        if (kind !== 'start' && columns.start[span]! <= t && t < columns.end[span]!) expected[task] = State[kind];
      }
      assert.deepEqual(frame.state, expected, `${id} at ${t} ms`);
    }
  }
});
