import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Progress, progressAt } from '../../www/panels/numbers/progress.ts';
import { placesOf } from '../../www/panels/numbers/result.ts';
import { bytes } from '../../www/panels/numbers/units.ts';
import { createFrame, frameAt } from '../../www/run/frame.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { simulate, simulatePreset } from '../support/simulator.ts';

test('the counts at a moment agree with the spans of that moment', () => {
  // Task 0 loads in 0..2 and renders in 2..6; task 1 loads in 0..3 and renders in 6..8; task 2 loads in 6..7 and renders in
  // 8..9.
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
  const frame = createFrame(timeline.tasks);
  const cases: [time: number, count: Progress][] = [
    [0, { finished: 0, inFlight: 2, running: 0, utilisation: 0 }],
    [2, { finished: 0, inFlight: 2, running: 1, utilisation: 0 }],
    [4, { finished: 0, inFlight: 2, running: 1, utilisation: 2 / 4 }],
    [6, { finished: 1, inFlight: 2, running: 1, utilisation: 4 / 6 }],
    [8, { finished: 2, inFlight: 1, running: 1, utilisation: 6 / 8 }],
    [9, { finished: 3, inFlight: 0, running: 0, utilisation: 7 / 9 }],
    [100, { finished: 3, inFlight: 0, running: 0, utilisation: 7 / 9 }],
  ];
  for (const [time, count] of cases) {
    frameAt(timeline, time, frame);
    assert.deepEqual(progressAt({ timeline, frame }, time), count, `at ${time} ms`);
  }
});

test('the utilisation at the end of a run is the one that the simulator measures', () => {
  for (const id of ['sync-ideal', 'time-slices', 'gil-right', 'blocking-right', 'work-stealing-middle', 'large-left']) {
    const timeline = makeSeekable(simulatePreset(id));
    const frame = createFrame(timeline.tasks);
    frameAt(timeline, timeline.makespan, frame);
    const { finished, utilisation } = progressAt({ timeline, frame }, timeline.makespan);
    assert.equal(finished, timeline.tasks);
    assert.ok(Math.abs(utilisation - timeline.measures.utilisation) < 1e-12, id);
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
