import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataOf } from '../../www/lab/export/data.ts';
import { planFilm, slowdownFor } from '../../www/lab/export/film.ts';
import type { Format } from '../../www/lab/export/formats.ts';
import { fileName } from '../../www/lab/export/names.ts';
import type { Scenario } from '../../www/run/scenario.ts';
import { simulate } from '../support/simulator.ts';

const GRID = { grid: [4, 4], load: [1500, 7000], render: [800, 1500, 100], seed: 42 } as const;

test('files have names that tell what they show', () => {
  const cases: [Scenario[], Format, number | undefined, string][] = [
    [[{ strategy: 'coroutines', limit: 8, ...GRID }], 'webm', undefined, 'cvsp-coroutines-8-in-flight.webm'],
    [[{ strategy: 'threads', cores: 4, ...GRID }], 'png', 4200.5, 'cvsp-threads-16-in-flight-4-at-once-at-4201ms.png'],
    [[{ strategy: 'threads', gil: true, ...GRID }], 'svg', undefined, 'cvsp-threads-with-gil-16-in-flight.svg'],
    [[{ strategy: 'sequential', ...GRID }], 'animated', undefined, 'cvsp-loop-animated.svg'],
    [[{ strategy: 'processes', cores: 1, ...GRID }], 'csv', undefined, 'cvsp-processes-16-in-flight-spans.csv'],
    [
      [{ strategy: 'work-stealing', workers: 2, ...GRID }],
      'trace',
      undefined,
      'cvsp-work-stealing-16-in-flight-2-at-once.trace.json',
    ],
    [
      [
        { strategy: 'coroutines', limit: 3, ...GRID },
        { strategy: 'sequential', ...GRID },
      ],
      'gif',
      undefined,
      'cvsp-coroutines-3-in-flight-and-loop.gif',
    ],
    [[{ strategy: 'sequential', ...GRID }], 'rust', undefined, 'cvsp-loop.rs'],
  ];
  for (const [scenarios, format, at, name] of cases) assert.equal(fileName(scenarios, format, at), name);
});

test('each frame of a film shows the moment that it has come to, and the last one the end', () => {
  const cases: [makespan: number, slowdown: number, most: number, rate: number, frames: number, times: number[]][] = [
    // 7.744 s and 3 s of rest at 30 frames.
    [7744, 1, Infinity, 30, 322, [0, 1000 / 30, 2000 / 30]],
    [7744, 1, 5, 30, 150, [0, 1000 / 30, 2000 / 30]],
    [7744, 1, 60, 12.5, 134, [0, 80, 160]],
    // Four seconds of the run in one.
    [81_500, 0.25, Infinity, 30, 701, [0, 4000 / 30, 8000 / 30]],
    // 6 ms of the run in 0.6 s.
    [6, 100, Infinity, 30, 108, [0, 1 / 3, 2 / 3]],
    [0, 1, Infinity, 30, 90, [0, 0, 0]],
  ];
  for (const [makespan, slowdown, most, rate, frames, times] of cases) {
    const film = planFilm(makespan, slowdown, most, rate);
    assert.equal(film.frames, frames);
    assert.equal(film.seconds, frames / rate);
    for (const [frame, time] of times.entries()) assert.ok(Math.abs(film.timeOf(frame) - time) < 1e-9, `${frame}`);
    if (most === Infinity) assert.equal(film.timeOf(frames - 1), makespan);
    assert.ok(film.timeOf(frames - 1) <= makespan);
  }
});

test('the speed that suits a run lets nobody wait for long, and shows the shortest one', () => {
  const cases = [
    [0, 1],
    [6, 1000],
    [1000, 1],
    [21_000, 1],
    [21_001, 1 / 2],
    [81_500, 1 / 4],
  ] as const;
  for (const [makespan, slowdown] of cases) assert.equal(slowdownFor(makespan), slowdown, `${makespan} ms`);
});

/** By hand: one starts after the other, the second one renders first, and each change of the core has its price. */
const PRICED: Scenario = {
  ...{ strategy: 'threads', limit: 2, cores: 1, threadStart: 1.5, switchCost: 0.25 },
  tasks: [
    { load: 4, render: 2 },
    { load: 1, render: 3, blocking: true },
  ],
};

test('spans are a table, with what they do not have left empty', () => {
  assert.equal(
    dataOf('csv', PRICED, simulate(PRICED)),
    `task,state,slot,executor,start_ms,end_ms
,start,0,,0,1.5
,start,1,,1.5,3
0,load,0,,1.5,5.5
1,load,1,,3,4
1,switch,1,0,4,4.25
1,render,1,0,4.25,7.25
0,ready,0,,5.5,7.25
0,switch,0,0,7.25,7.5
0,render,0,0,7.5,9.5
`,
  );
});

test('a scenario is written without what is left out, and runs as it did', () => {
  const given: Scenario = { strategy: 'coroutines', limit: 8, cores: undefined, ...GRID };
  const text = dataOf('scenario', given, simulate(given));
  const { cores: _, ...expected } = given;
  assert.deepEqual(JSON.parse(text), expected);
  assert.equal(simulate(JSON.parse(text)).makespan, simulate(given).makespan);
});
