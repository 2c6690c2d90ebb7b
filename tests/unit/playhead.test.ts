import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LEAD, PAUSE, Playhead, STAY } from '../../www/group/playhead.ts';
import { evenPace, SPEEDS } from '../../www/run/pace.ts';

function playheadOf(makespan: number, settings: Partial<Pick<Playhead, 'looping' | 'pace'>> = {}): Playhead {
  const playhead = new Playhead();
  playhead.setMakespan(makespan);
  return Object.assign(playhead, settings);
}

test('a run plays, rests for 2 s, is wiped in 0.15 s, and starts again 3 s after its end', () => {
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
    const playhead = playheadOf(10_000);
    playhead.advance(position);
    assert.deepEqual([playhead.time, playhead.wiped], [time, wiped], `at ${position} ms`);
  }
});

test('the speed changes only the run: rest, wipe and pause always take the same time', () => {
  for (const speed of SPEEDS) {
    const playhead = playheadOf(8000, { pace: evenPace(speed) });
    playhead.advance(4000 / speed);
    assert.deepEqual([playhead.time, playhead.wiped], [4000, 0], `half way at ${speed}`);
    playhead.advance(4000 / speed + 2075);
    assert.deepEqual([playhead.time, playhead.wiped], [8000, 0.5], `half wiped at ${speed}`);
    playhead.advance(PAUSE - 2075 + 1000 / speed);
    assert.deepEqual([playhead.time, playhead.wiped], [1000, 0], `again at ${speed}`);
  }
});

test('without a loop a run stops at its end, with its picture complete', () => {
  const playhead = playheadOf(5000, { looping: false });
  assert.equal(playhead.advance(4999), true);
  assert.equal(playhead.time, 4999);
  assert.equal(playhead.advance(1_000_000), false);
  assert.deepEqual([playhead.time, playhead.wiped], [5000, 0]);
});

test('seeking keeps within the run', () => {
  const playhead = playheadOf(5000);
  playhead.seek(1234);
  assert.equal(playhead.time, 1234);
  playhead.seek(-5);
  assert.equal(playhead.time, 0);
  playhead.seek(Number.POSITIVE_INFINITY);
  assert.deepEqual([playhead.time, playhead.finished], [5000, true]);
});

test('many small steps equal one large step', () => {
  const [steps, leap] = [playheadOf(5000), playheadOf(5000)];
  for (let step = 0; step < 1000; step++) steps.advance(16);
  leap.advance(16_000);
  assert.deepEqual([steps.time, steps.wiped], [leap.time, leap.wiped]);
});

test('a run of 0 ms rests and loops like any other', () => {
  const playhead = playheadOf(0);
  playhead.advance(2150);
  assert.deepEqual([playhead.time, playhead.wiped], [0, 1]);
  playhead.advance(850);
  assert.equal(playhead.wiped, 0);
});

test('a longer run that joins continues from the same moment', () => {
  const playhead = playheadOf(5000);
  playhead.advance(4000);
  playhead.setMakespan(9000);
  assert.deepEqual([playhead.time, playhead.makespan], [4000, 9000]);
  playhead.advance(1000);
  assert.equal(playhead.time, 5000);
});

test('a run that becomes longer while it rests at its end continues from that end', () => {
  const playhead = playheadOf(5000);
  playhead.advance(5500);
  playhead.setMakespan(9000);
  assert.equal(playhead.time, 5000);
});

test('time-lapse begins at its moment in every round, and what is sought is played at the pace that it has there', () => {
  // It is watched for 4 s as fast as life, and for 6 s ten times as fast.
  const pace = { until: 4000, factor: 10 };
  const cases: [from: number, watched: number, time: number][] = [
    [0, 4000, 4000],
    [0, 4500, 9000],
    [0, 10_000, 64_000],
    [0, 10_000 + PAUSE + 4500, 9000],
    [3000, 1500, 9000],
    [9000, 500, 14_000],
    [64_000, PAUSE + 4000, 4000],
  ];
  for (const [from, watched, time] of cases) {
    const [steps, leap] = [playheadOf(64_000, { pace }), playheadOf(64_000, { pace })];
    for (const playhead of [steps, leap]) playhead.seek(from);
    for (let step = 0; step < watched / 100; step++) steps.advance(100);
    leap.advance(watched);
    assert.deepEqual([steps.time, leap.time], [time, time], `${watched} ms from ${from} ms on`);
  }
});

test('a run that is led to a moment plays to it, stays there for a while, and goes on', () => {
  const pace = { until: 4000, factor: 10 };
  const cases: [from: number, at: number, ...[watched: number, time: number, stays: boolean][]][] = [
    [
      0,
      3000,
      [0, 3000 - LEAD, false],
      [LEAD, 3000, true],
      [LEAD + STAY - 1, 3000, true],
      [LEAD + STAY + 500, 3500, false],
    ],
    [2000, 3000, [0, 2000, false], [1000, 3000, true]],
    [8000, 3000, [0, 3000 - LEAD, false]],
    [0, 1000, [0, 0, false], [1000, 1000, true]],
    [0, 9000, [0, 3000, false], [LEAD, 9000, true], [LEAD + STAY + 100, 10_000, false]],
    [0, 99_000, [LEAD, 64_000, true], [LEAD + STAY + PAUSE + 1000, 1000, false]],
  ];
  for (const [from, at, ...seen] of cases) {
    for (const [watched, time, stays] of seen) {
      const playhead = playheadOf(64_000, { pace });
      playhead.seek(from);
      playhead.approach(at);
      playhead.advance(watched);
      assert.deepEqual(
        [playhead.time, playhead.stays],
        [time, stays],
        `to ${at} ms from ${from} ms, after ${watched} ms`,
      );
    }
  }
});

test('a run that is sought while it stays at a moment stays there no more', () => {
  const playhead = playheadOf(5000);
  playhead.approach(0);
  assert.equal(playhead.stays, true);
  playhead.seek(0);
  playhead.advance(100);
  assert.deepEqual([playhead.time, playhead.stays], [100, false]);
});
