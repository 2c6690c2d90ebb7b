import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Playhead } from '../../www/playhead.ts';

test('a run plays, rests 2 s, is wiped in 0.15 s, and starts again 3 s after its end', () => {
  const cases: [position: number, time: number, wiped: number][] = [
    [0, 0, 0],
    [4000, 4000, 0],
    [10_000, 10_000, 0],
    [12_000, 10_000, 0],
    [12_075, 10_000, 0.5],
    [12_150, 10_000, 1],
    [12_999, 10_000, 1],
    [13_000, 0, 0],
    [13_016, 16, 0],
    [13_000 * 50 + 5, 5, 0],
  ];
  for (const [position, time, wiped] of cases) {
    const playhead = new Playhead(10_000);
    playhead.advance(position);
    assert.deepEqual([playhead.time, playhead.wiped], [time, wiped], `at ${position} ms`);
  }
});

test('many small steps lead where one large step does', () => {
  const [steps, leap] = [new Playhead(5000), new Playhead(5000)];
  for (let step = 0; step < 1000; step++) steps.advance(16);
  leap.advance(16_000);
  assert.deepEqual([steps.time, steps.wiped], [leap.time, leap.wiped]);
});

test('a longer run that joins goes on from the same moment', () => {
  const playhead = new Playhead(5000);
  playhead.advance(4000);
  const extended = playhead.extended(9000);
  assert.deepEqual([extended.time, extended.makespan], [4000, 9000]);
  assert.equal(extended.extended(1000).makespan, 9000);
});
