import assert from 'node:assert/strict';
import { test } from 'node:test';
import { named, slotNames } from '../../www/panels/lanes/lane-names.ts';
import { nearnessOf } from '../../www/panels/near/nearness.ts';
import { paceOf } from '../../www/run/pace.ts';
import type { SeekableTimeline } from '../../www/run/seekable-timeline.ts';

const NONE = Number.NaN;

test('how near a prediction is comes from the ends and bursts of tasks', () => {
  const comparison = {
    ...{ makespan: 0.1, recordedMakespan: 50, medianEnd: 2, mostEnd: 12, sameOrder: false },
    recordedEnd: Float64Array.of(20, 30, NONE, 48, 50),
    predictedEnd: Float64Array.of(20, 28, NONE, 45, 38),
    recordedBursts: Uint32Array.of(1, 4, 0, 2, 1),
    predictedBursts: Uint32Array.of(1, 1, 0, 4, 1),
  };
  assert.deepEqual(nearnessOf(comparison, 45), {
    ...{ off: -5, part: 0.1, recordedBursts: 8, predictedBursts: 7, burstsOff: 3, misplaced: 2, worst: 4 },
  });
  const exact = { ...comparison, predictedEnd: comparison.recordedEnd, predictedBursts: comparison.recordedBursts };
  const { misplaced, worst, burstsOff } = nearnessOf(exact, 50);
  assert.deepEqual([misplaced, worst, burstsOff], [0, undefined, 0]);
});

test('slots have the names of their threads, or of their tasks, where each has one of its own', () => {
  const run = (slot: number[], executor: number[], task: number[]) =>
    ({
      ...{ slot: Int32Array.from(slot), executor: Int32Array.from(executor), task: Int32Array.from(task) },
      slots: Math.max(...slot) + 1,
    }) as SeekableTimeline;
  const names = { tasks: ['a', 'b', 'c'], executors: ['main', 'other'] };
  assert.deepEqual(slotNames(run([0, 1, 0, 1], [-1, 0, 1, 0], [0, 1, 0, 2]), names), ['other', 'main']);
  assert.deepEqual(slotNames(run([0, 1, 1], [0, 0, -1], [1, 0, 0]), names), ['b', 'a'], 'one thread has both slots');
  assert.equal(slotNames(run([0, 1, 0], [0, 0, 0], [0, 1, 2]), names), undefined, 'neither has its own');
  assert.equal(named('2 threads', ['main', 'other']), '2 threads: main, other');
  assert.equal(
    named(
      '9 threads',
      [...Array(9).keys()].map((i) => `worker-${i}`),
    ),
    '9 threads: worker-0 … worker-8',
  );
  assert.equal(named('1 thread', ['']), '1 thread');
});

test('what programs did in less than 5 s is played in slow motion, for some 8 s', () => {
  const run = (makespan: number) => ({
    ...{ makespan, end: Float64Array.of(makespan), task: Int32Array.of(0), recording: { tasks: ['a'] } },
  });
  for (const [makespan, factor] of [
    [2100, 0.3],
    [53, 0.007],
    [5000, 1],
    [0, 1],
  ] as const)
    assert.deepEqual(paceOf([run(makespan)]), { until: 0, factor }, `${makespan} ms`);
});
