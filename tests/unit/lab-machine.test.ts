import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planRun } from '../../www/lab/machine/plan.ts';
import { type Note, recordingOf } from '../../www/lab/machine/recording.ts';
import type { Scenario } from '../../www/run/scenario.ts';
import { simulate } from '../support/simulator.ts';

const TASKS = [
  { load: 1000, render: 500 },
  { load: 2000, render: 500 },
  { load: 1000, render: 0 },
];
const TILES = [
  { load: 10, render: 5 },
  { load: 20, render: 5 },
  { load: 10, render: 0 },
];

test('what runs in a browser is the program of the point, a hundred times as fast, on no more cores than there are', () => {
  const plan = (scenario: Partial<Scenario>, cores = 4) =>
    planRun(simulate, { strategy: 'threads', tasks: TASKS, ...scenario }, cores);
  const shared = { factor: 100, tiles: TILES, isSimpler: false };
  const loop = { program: 'loop', slots: 1, renderers: 1, setup: { strategy: 'sequential' }, foretold: 50 };
  assert.deepEqual(plan({ strategy: 'sequential' }), { ...shared, ...loop });
  const promises = { program: 'promises', slots: 2, renderers: 1, setup: { strategy: 'coroutines', limit: 2 } };
  assert.deepEqual(plan({ strategy: 'coroutines', limit: 2 }), { ...shared, ...promises, foretold: 25 });
  assert.deepEqual(plan({ gil: true, limit: 2 }), { ...shared, ...promises, foretold: 25, isSimpler: true });
  assert.deepEqual(plan({}, 2), {
    ...{ ...shared, program: 'workers', slots: 3, renderers: 2, foretold: 25 },
    setup: { strategy: 'threads', limit: 3, cores: 2 },
  });
  assert.equal(plan({}, 1).program, 'promises', 'one core renders one at a time');
});

test('a chain runs as a loop, and prices, calls that block and an order among tiles are left out', () => {
  const grid = { strategy: 'threads', grid: [2, 2], load: 100, render: 100 } as const;
  const simpler = (fields: Partial<Scenario>) => planRun(simulate, { ...grid, ...fields }, 4).isSimpler;
  assert.equal(planRun(simulate, { ...grid, chain: true }, 4).program, 'loop');
  assert.deepEqual([simpler({}), simpler({ chain: true }), simpler({ threadStart: 0 })], [false, false, false]);
  assert.deepEqual(
    [{ threadStart: 1 }, { blocking: [1] }, { serverConnections: 2 }, { quantum: 5 }].map(simpler),
    Array(4).fill(true),
  );
  const after = [TASKS[0]!, { load: 1, render: 1, after: [0] }];
  assert.equal(planRun(simulate, { strategy: 'threads', tasks: after }, 4).isSimpler, true);
});

test('a long run is faster yet, and has no more than 256 tiles, so that it takes some 3 s', () => {
  const long: Scenario = { strategy: 'sequential', grid: [40, 40], load: 2000, render: 1000 };
  const { tiles, factor, foretold } = planRun(simulate, long, 4);
  assert.deepEqual([tiles.length, factor, foretold], [256, 256, 3000]);
});

const PLAN = planRun(simulate, { strategy: 'threads', tasks: TASKS }, 2);

test('notes of a program become a recording, in which nothing ends before it begins though clocks differ a little', () => {
  const note = (
    tile: number,
    slot: number,
    times: readonly [number, number, number, number],
    renderer: number,
  ): Note => {
    const [begin, loaded, from, until] = times;
    return { tile, slot, begin, loaded, from, until, renderer };
  };
  const notes = [
    note(2, 0, [1015.998, 1026, 1026, 1026], 0),
    note(0, 0, [1000, 1010, 1009.996, 1016], 0),
    note(1, 1, [1000, 1020, 1021, 1026.5], 1),
  ];
  const events = (recordingOf(PLAN, notes) as { traceEvents: Record<string, unknown>[] }).traceEvents;
  const of = (id: number) =>
    events.filter((event) => event['id'] === id).map(({ ph, name, ts, tid }) => [ph, name, ts, tid]);
  assert.deepEqual(
    events.filter(({ ph }) => ph === 'M').map(({ tid, args }) => [tid, args]),
    [
      [0, { name: 'timers' }],
      [1, { name: 'worker 1' }],
      [2, { name: 'worker 2' }],
    ],
  );
  assert.deepEqual(of(0), [
    ['b', 'tile 0', 0, 0],
    ['b', 'load', 0, 0],
    ['e', 'load', 10_000, 0],
    ['b', 'render', 10_000, 1],
    ['e', 'render', 16_000, 1],
    ['e', 'tile 0', 16_000, 0],
  ]);
  assert.deepEqual(of(1).slice(2, 5), [
    ['e', 'load', 20_000, 0],
    ['b', 'render', 21_000, 2],
    ['e', 'render', 26_500, 2],
  ]);
  assert.deepEqual(of(2), [
    ['b', 'tile 2', 16_000, 0],
    ['b', 'load', 16_000, 0],
    ['e', 'load', 26_000, 0],
    ['e', 'tile 2', 26_000, 0],
  ]);
  assert.deepEqual((recordingOf(PLAN, notes) as { otherData: object }).otherData, {
    ...{ cvsp: 1, language: 'JavaScript, in a browser', strategy: 'threads', limit: 3, cores: 2 },
  });
});
