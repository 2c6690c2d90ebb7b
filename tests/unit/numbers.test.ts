import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presets } from '../../www/page/presets.ts';
import { type Progress, ProgressMeter } from '../../www/panels/numbers/progress.ts';
import { placesOf } from '../../www/panels/numbers/result.ts';
import { bytes } from '../../www/panels/numbers/units.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { simulate, simulatePreset } from '../support/simulator.ts';

test('the counts and sums at a moment agree with the spans until that moment', () => {
  // Task 0 loads in 0..2 and renders in 2..6; task 1 loads in 0..3, is ready in 3..6 and renders in 6..8; task 2 loads in 6..7,
  // is ready in 7..8 and renders in 8..9.
  const timeline = makeSeekable(
    simulate({
      strategy: 'coroutines',
      limit: 2,
      tasks: [
        { load: 2, render: 4 },
        { load: 3, render: 2 },
        { load: 1, render: 1 },
      ],
    }),
  );
  type Row = readonly [
    ...[elapsed: number, finished: number, inFlight: number, running: number, peak: number],
    ...[rendered: number, worked: number, waited: number],
  ];
  const cases: [time: number, row: Row][] = [
    [-1, [0, 0, 0, 0, 0, 0, 0, 0]],
    [0, [0, 0, 2, 0, 2, 0, 0, 0]],
    [1, [1, 0, 2, 0, 2, 0, 2, 0]],
    [2, [2, 0, 2, 1, 2, 0, 4, 0]],
    [4, [4, 0, 2, 1, 2, 2, 7, 1]],
    [6, [6, 1, 2, 1, 2, 4, 9, 3]],
    [8, [8, 2, 1, 1, 2, 6, 12, 4]],
    [9, [9, 3, 0, 0, 2, 7, 13, 4]],
    [100, [9, 3, 0, 0, 2, 7, 13, 4]],
  ];
  const meter = new ProgressMeter(timeline);
  for (const [time, [elapsed, finished, inFlight, running, peak, rendered, worked, waiting]] of cases) {
    const expected: Progress = {
      ...{ elapsed, finished, inFlight, running, peak, waiting, overhead: 0 },
      ...{ utilisation: elapsed && rendered / elapsed, speedup: elapsed && worked / elapsed },
    };
    assert.deepEqual(meter.at(time), expected, `at ${time} ms`);
  }
});

test('what is measured at the end of a run is what the simulator measures', () => {
  for (const id of Object.keys(presets)) {
    const timeline = makeSeekable(simulatePreset(id));
    const { measures, makespan, tasks } = timeline;
    const { finished, peak, ...sums } = new ProgressMeter(timeline).at(makespan);
    assert.deepEqual([finished, peak], [tasks, measures.peakInFlight], id);
    for (const name of ['utilisation', 'speedup', 'waiting', 'overhead'] as const) {
      assert.ok(Math.abs(sums[name] - measures[name]) < 1e-6, `${name} of ${id}: ${sums[name]}, ${measures[name]}`);
    }
  }
});

test('measures cross the boundary in milliseconds and bytes', () => {
  // One core: two slots start in 0..1 and 1..2. Task 0 loads in 1..3, is switched to in 3..3.5 and renders in 3.5..7.5; task 1
  // loads in 2..5, is ready in 5..7.5, is switched to in 7.5..8 and renders in 8..10.
  const { measures, makespan } = simulate({
    strategy: 'threads',
    cores: 1,
    threadStart: 1,
    switchCost: 0.5,
    slotMemory: 8000,
    tasks: [
      { load: 2, render: 4 },
      { load: 3, render: 2 },
    ],
  });
  assert.equal(makespan, 10);
  assert.deepEqual(measures, {
    makespan: 10,
    speedup: 11 / 10,
    utilisation: 6 / 10,
    overhead: 3,
    waiting: 2.5,
    peakInFlight: 2,
    peakMemory: 16_000,
    lowerBound: 8,
  });
});

test('runs have places as in a race', () => {
  assert.deepEqual(placesOf([81, 19, 7]), [3, 2, 1]);
  assert.deepEqual(placesOf([5, 5, 9]), [1, 1, 3]);
});

test('bytes are written with a unit and up to three digits', () => {
  const cases: [count: number, text: string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [8_388_608, '8.39 MB'],
    [83_886_080_000, '83.9 GB'],
    [1e18, '1000 PB'],
  ];
  for (const [count, text] of cases) assert.equal(bytes(count), text);
});
