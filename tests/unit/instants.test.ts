import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantsOf, nthInstantFrom } from '../../www/run/instants.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { simulate, simulatePreset } from '../support/simulator.ts';

test('every start and end of a span is an instant, once', () => {
  // Computed by hand: task 0 loads until 2 and renders until 6, task 1 loads until 3 and renders from 6 until 8.
  const tasks = [
    { load: 2, render: 4 },
    { load: 3, render: 2 },
  ];
  const coroutines = makeSeekable(simulate({ strategy: 'coroutines', tasks }));
  assert.deepEqual([...instantsOf([coroutines])], [0, 2, 3, 6, 8]);
  // In sequence the instants are 2, 6, 9 and 11.
  const sequential = makeSeekable(simulate({ strategy: 'sequential', tasks }));
  assert.deepEqual([...instantsOf([coroutines, sequential])], [0, 2, 3, 6, 8, 9, 11]);
  assert.deepEqual(
    [...instantsOf([makeSeekable(simulate({ strategy: 'sequential', tasks: [{ load: 0, render: 0 }] }))])],
    [0],
  );
});

test('a step goes to the next or the previous instant, and stops at the ends', () => {
  const instants = Float64Array.of(0, 2, 3, 6);
  const cases: [time: number, before: number, after: number][] = [
    [0, 0, 2],
    [1, 0, 2],
    [2, 0, 3],
    [2.5, 2, 3],
    [6, 3, 6],
    [7, 6, 6],
    [-1, 0, 0],
  ];
  for (const [time, before, after] of cases) {
    assert.equal(nthInstantFrom(instants, time, -1), before, `before ${time}`);
    assert.equal(nthInstantFrom(instants, time, 1), after, `after ${time}`);
  }
});

test('one step of n equals n single steps', () => {
  const instants = Float64Array.of(0, 2, 3, 6);
  for (const time of [-1, 0, 1, 2, 2.5, 6, 7]) {
    for (const n of [2, 3, 5, -2, -3, -5, 1e300, -1e300]) {
      let expected = time;
      for (let step = 0; step < Math.min(9, Math.abs(n)); step++) {
        expected = nthInstantFrom(instants, expected, Math.sign(n));
      }
      assert.equal(nthInstantFrom(instants, time, n), expected, `${n} from ${time}`);
    }
  }
});

test('steps through a whole run visit every instant, forward and back', () => {
  const timelines = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'].map((id) =>
    makeSeekable(simulatePreset(id)),
  );
  const naive = new Set([0]);
  for (const { start, end } of timelines) for (const time of [...start, ...end]) naive.add(time);
  const expected = [...naive].sort((a, b) => a - b);
  const instants = instantsOf(timelines);
  const walk = (direction: 1 | -1, from: number) => {
    const seen = [from];
    for (let time = from; ; ) {
      const next = nthInstantFrom(instants, time, direction);
      if (next === time) return seen;
      seen.push(next);
      time = next;
    }
  };
  assert.deepEqual(walk(1, 0), expected);
  assert.deepEqual(walk(-1, expected.at(-1)!), [...expected].reverse());
});
