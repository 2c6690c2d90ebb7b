import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell } from '../../www/lab/controls/sentence.ts';
import { placeForFree } from '../../www/lab/map/arrow.ts';
import { contoursOf, floorOf, partOf, speedsUpTo } from '../../www/lab/map/contours.ts';
import { labelsOf } from '../../www/lab/map/labels.ts';
import { ARTICLE, mix, shapeOf, workOf } from '../../www/lab/state/mix.ts';
import { axisOf, Plane, placeOf } from '../../www/lab/state/plane.ts';
import { forFree, keyOf, moveTo, pointOf, STRATEGY_KEYS, withStrategy } from '../../www/lab/state/strategies.ts';
import type { Scenario } from '../../www/run/scenario.ts';
import { duration } from '../../www/words/format.ts';
import { simulate } from '../support/simulator.ts';

const SMALL: Scenario = { strategy: 'threads', cores: 4, grid: [4, 4], ...ARTICLE, seed: 42 };

function planeOf(scenario: Scenario): Plane {
  const [columns, rows] = scenario.grid!;
  const plane = new Plane(columns * rows);
  for (const [column, row] of plane.cells()) {
    plane.setTime(column, row, simulate(moveTo(scenario, plane.pointAt(column, row))).makespan);
  }
  return plane;
}

test('an axis has every number, or fewer the more tasks there are, and always the first and the last', () => {
  const axes: [tasks: number, axis: string][] = [
    [1, '1'],
    [9, '1 2 3 4 5 6 7 8 9'],
    [16, '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16'],
    [17, '1 2 3 4 6 8 12 16 17'],
    [256, '1 2 3 4 6 8 12 16 24 32 48 64 96 128 192 256'],
    [257, '1 2 4 8 16 32 64 128 256 257'],
    [4096, '1 2 4 8 16 32 64 128 256 512 1024 2048 4096'],
    [1_048_576, '1 4 16 64 256 1024 4096 16384 65536 262144 1048576'],
  ];
  for (const [tasks, axis] of axes) assert.equal(axisOf(tasks).join(' '), axis, String(tasks));
  assert.deepEqual(
    [0, 1, 5, 6, 7, 999].map((count) => placeOf(axisOf(256), count)),
    [0, 0, 3, 4, 4, 15],
  );
});

test('a place in the half that cannot be, or beyond the map, gives the nearest point below it', () => {
  const plane = new Plane(16);
  assert.deepEqual(plane.pointAt(2, 8), { slots: 3, executors: 3 });
  assert.deepEqual(plane.pointAt(-4, 5), { slots: 1, executors: 1 });
  assert.deepEqual(plane.pointAt(99, 99), { slots: 16, executors: 16 });
  assert.equal(plane.cells().length, 136);
  assert.ok(Number.isNaN(plane.time(16, 0)));
});

/** Bounds that meet in every way: none, below and above others. */
const BOUNDS = [undefined, 1, 2, 3, 6].flatMap((limit) =>
  [undefined, 1, 2, 4, 9].flatMap((cores) => [undefined, 1, 3].map((workers) => ({ limit, cores, workers }))),
);

test('strategies stand where the simulator has them, and go where they are moved', () => {
  for (const key of STRATEGY_KEYS) {
    for (const bounds of BOUNDS) {
      const scenario = withStrategy({ ...SMALL, grid: [3, 2], ...bounds }, key);
      const { slots, executors } = simulate(scenario);
      const what = JSON.stringify(scenario);
      assert.deepEqual(pointOf(scenario), { slots, executors }, what);
      assert.equal(moveTo(scenario, { slots, executors }).cores, scenario.cores, `it stays: ${what}`);
      for (let to = 1; to <= 6; to++) {
        for (let at = 1; at <= to; at++) {
          const moved = moveTo(scenario, { slots: to, executors: at });
          assert.deepEqual(pointOf(moved), { slots: to, executors: at }, `${what} to ${to}, ${at}`);
          assert.ok((moved.cores ?? 9) >= at, 'no more at once than there are cores');
        }
      }
    }
  }
});

test('a strategy becomes another one only where it cannot stand', () => {
  const moves: [from: (typeof STRATEGY_KEYS)[number], slots: number, executors: number, to: string][] = [
    ['loop', 1, 1, 'loop'],
    ['loop', 8, 1, 'coroutines'],
    ['loop', 8, 2, 'threads'],
    ['coroutines', 8, 2, 'stealing'],
    ['gil', 3, 1, 'gil'],
    ['gil', 3, 2, 'threads'],
    ['processes', 3, 2, 'processes'],
    ['stealing', 3, 1, 'stealing'],
  ];
  for (const [from, slots, executors, to] of moves) {
    assert.equal(
      keyOf(moveTo(withStrategy(SMALL, from), { slots, executors })),
      to,
      `${from} to ${slots}, ${executors}`,
    );
  }
});

test('the cell where a strategy stands takes as long as its run', () => {
  const fields: Partial<Scenario>[] = [
    {},
    { limit: 5, quantum: 100, switchCost: 3, threadStart: 20, coroutineStart: 7, processStart: 90, gilInterval: 50 },
    { limit: 6, workers: 3, serverConnections: 2, blocking: [1, 4] },
    { chain: true, limit: 3 },
  ];
  for (const more of fields) {
    for (const key of STRATEGY_KEYS) {
      const scenario = withStrategy({ ...SMALL, ...more }, key);
      const cell = moveTo(scenario, pointOf(scenario));
      assert.equal(simulate(cell).makespan, simulate(scenario).makespan, `${key} ${JSON.stringify(more)}`);
    }
  }
});

test('contours are vertical where all is waiting, horizontal where all is work', () => {
  const loopOf = (scenario: Scenario) => simulate(withStrategy(scenario, 'loop')).makespan;
  const directions = (scenario: Scenario) =>
    contoursOf(planeOf(scenario), loopOf(scenario), speedsUpTo(16)).map(({ times, path, start }) => [
      times,
      [...new Set(path.match(/[hv]/g))].join(''),
      start,
    ]);
  assert.deepEqual(directions({ ...SMALL, load: 1000, render: 0 }), [
    [2, 'v', 1],
    [4, 'v', 3],
    [8, 'v', 7],
    [16, 'v', 15],
  ]);
  assert.deepEqual(directions({ ...SMALL, load: 0, render: 1000 }), [
    [2, 'h', 1],
    [4, 'h', 3],
    [8, 'h', 7],
    [16, 'h', 15],
  ]);
  assert.deepEqual(directions(SMALL), [
    [2, 'v', 2],
    [4, 'vh', 5],
    [8, 'vh', 14],
  ]);
  assert.equal(contoursOf(planeOf({ ...SMALL, chain: true }), loopOf(SMALL), speedsUpTo(16)).length, 0);
});

test('the floor leads around the cells that are as fast as the longest tile', () => {
  const plane = planeOf(SMALL);
  const { lowerBound, makespan } = simulate({ ...SMALL, cores: undefined }).measures;
  assert.equal(lowerBound, makespan);
  const floor = floorOf(plane, lowerBound)!;
  assert.equal(floor.start, 15);
  assert.equal(floorOf(plane, lowerBound / 2), undefined, 'no cell is as fast as that');
});

test('each doubling of the speed takes as much of the scale', () => {
  assert.deepEqual(
    [0.5, 1, 2, 4, 16, 99, Number.NaN].map((speed) => partOf(speed, 16)),
    [0, 0, 0.25, 0.5, 1, 1, 0],
  );
  assert.equal(partOf(3, 1), 0);
  assert.deepEqual(speedsUpTo(17), [2, 4, 8, 16]);
  assert.deepEqual(speedsUpTo(0), []);
});

test('the sentence says what one more core and one more in flight would save', () => {
  const plane = planeOf(SMALL);
  const said = (slots: number, executors: number) => {
    const { told, neighbours } = tell(plane, { slots, executors }, plane.time(slots - 1, executors - 1));
    return `${told} ${neighbours}`;
  };
  assert.equal(said(16, 4), '16 in flight, 4 at once: 7.7 s. A fifth core would save nothing.');
  assert.equal(said(16, 1), '16 in flight, 1 at once: 19.4 s. A second core would save 8.5 s.');
  const took = (limit: number) => simulate({ ...SMALL, limit, cores: 2 }).makespan;
  assert.equal(
    said(2, 2),
    `2 in flight, 2 at once: ${duration(took(2))}. A third core would have nothing to do: no more than 2 may be in flight. One more in flight would save ${duration(took(2) - took(3))}.`,
  );
  assert.equal(
    said(16, 16),
    '16 in flight, 16 at once: 7.7 s. More is not possible: every tile is in flight, each with a core of its own.',
  );
});

test('the sentence says so where more takes longer, and counts where the map leaves numbers out', () => {
  const scenario: Scenario = {
    strategy: 'coroutines',
    tasks: [9, 0, 9, 7, 0, 8, 10].map((load, i) => ({ load: load * 1000, render: [1, 8, 4, 7, 1, 2, 8][i]! * 1000 })),
  };
  const plane = new Plane(7);
  for (const [column, row] of plane.cells()) {
    plane.setTime(column, row, simulate(moveTo(scenario, plane.pointAt(column, row))).makespan);
  }
  assert.equal(
    tell(plane, { slots: 3, executors: 1 }, 33_000).neighbours,
    'A second core would save 2.0 s. 4 in flight would take 1.0 s longer.',
  );
  const large = planeOf({ ...SMALL, grid: [16, 16] });
  assert.match(
    tell(large, { slots: 32, executors: 4 }, large.time(9, 3)).neighbours,
    /^6 cores would save .+ s\. 48 in flight would save .+\.$/,
  );
});

test('an arrow leads to where a run would be as fast for free', () => {
  const priced: Scenario = { ...SMALL, strategy: 'processes', processStart: 1300 };
  const free = planeOf(forFree(priced));
  const [column, row] = free.cellOf(pointOf(priced));
  assert.deepEqual(
    placeForFree(free, [column, row], free.time(column, row)),
    [column, row],
    'without a price it stays',
  );
  const place = placeForFree(free, [column, row], simulate(priced).makespan);
  assert.equal(place[1], row);
  const [before, after] = [Math.floor(place[0]), Math.ceil(place[0])];
  const time = simulate(priced).makespan;
  assert.ok(free.time(before, row) >= time && free.time(after, row) <= time);
  assert.deepEqual(placeForFree(free, [column, row], 1e9), [0, 0], 'a run that is slower than the loop ends there');
});

test('work is mixed with waiting without a change of the whole, and as it was where it was', () => {
  const shape = shapeOf(SMALL);
  assert.deepEqual(mix(SMALL, shape, workOf(shape)), ARTICLE);
  assert.deepEqual(mix(SMALL, shape, 0), { load: [1906, 8894], render: 0 });
  assert.deepEqual(mix(SMALL, shape, 1), { load: 0, render: [3757, 7043, 470] });
  assert.deepEqual(shapeOf({ ...SMALL, load: 0 }), ARTICLE, 'the article’s loads stand in for none');
  assert.deepEqual(mix({ ...SMALL, load: 0, render: 0 }, shape, 0.5), { load: 0, render: 0 });
  for (const work of [0, 0.3, 0.77, 1]) {
    assert.ok(Math.abs(workOf(mix(SMALL, shape, work)) - work) < 1e-3);
  }
});

test('strategies that stand at one point share a label, and the chosen one is named first', () => {
  assert.deepEqual(labelsOf({ ...SMALL, limit: 8 }), [
    { point: { slots: 8, executors: 4 }, names: ['threads', 'processes', 'work stealing'], isChosen: true },
    { point: { slots: 1, executors: 1 }, names: ['a loop'], isChosen: false },
    { point: { slots: 8, executors: 1 }, names: ['coroutines', 'threads, one GIL'], isChosen: false },
  ]);
});
