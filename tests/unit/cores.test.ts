import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bar, coresOf } from '../../www/paint/cores.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { State } from '../../www/run/state.ts';
import { simulate, simulatePreset } from '../support/simulator.ts';

const TASKS = [
  { load: 2, render: 1 },
  { load: 1, render: 2 },
];

/** Bars as text: from when to when, in milliseconds, and how much of the whole height they fill. */
function barsOf(scenario: object, until: number): { rows: number; bars: Record<string, string[]> } {
  const { rows, bars } = coresOf(makeSeekable(simulate(scenario)), until);
  const round = (part: number) => Math.round(part * 1000) / 1000;
  const text = ({ left, right, top, bottom }: Bar) =>
    `${round(left * until)}-${round(right * until)} by ${round(top)}-${round(bottom)}`;
  const names = Object.keys(State);
  return { rows, bars: Object.fromEntries([...bars].map(([state, bars]) => [names[state], bars.map(text)])) };
}

test('a loop waits with its tiles: its row is a line while it loads, and full while it renders', () => {
  assert.deepEqual(barsOf({ strategy: 'sequential', tasks: TASKS }, 10), {
    rows: 1,
    bars: { render: ['2-3 by 0.1-0.9', '4-6 by 0.1-0.9'], load: ['0-2 by 0.5-0.75', '3-4 by 0.5-0.75'] },
  });
});

test('the executor of coroutines waits with none of them: one render after another is one bar', () => {
  // Task 1 renders in 1..3 and task 0 in 3..4.
  assert.deepEqual(barsOf({ strategy: 'coroutines', tasks: TASKS }, 10), {
    rows: 1,
    bars: { render: ['1-4 by 0.1-0.9'] },
  });
});

test('each executor has its row, and a blocking load and a switch have their shapes', () => {
  const scenario = {
    strategy: 'work-stealing',
    ...{ workers: 2, switchCost: 1 },
    tasks: [{ load: 3, render: 1, blocking: true }, ...TASKS],
  };
  // Worker 0 switches to task 0 in 0..1, blocks in 1..4 and renders in 4..5. Worker 1 switches to task 2, which is loaded
  // at 1, and renders it in 2..4, and then to task 1 in 4..5.
  assert.deepEqual(barsOf(scenario, 10), {
    rows: 2,
    bars: {
      render: ['2-4 by 0.55-0.95', '4-5 by 0.05-0.45', '5-6 by 0.55-0.95'],
      switch: ['0-1 by 0.25-0.45', '1-2 by 0.75-0.95', '4-5 by 0.75-0.95'],
      blocked: ['1-4 by 0.05-0.175', '1-4 by 0.325-0.45'],
    },
  });
});

test('of more than eight executors the part that works is as high as they are many, and a line above it those that wait', () => {
  const tasks = Array.from({ length: 16 }, (_, task) => ({ load: task < 4 ? 0 : 9, render: task < 4 ? 9 : 0 }));
  const { rows, bars } = coresOf(makeSeekable(simulate({ strategy: 'threads', tasks })), 18);
  assert.equal(rows, 8);
  const highest = (state: number) =>
    [...bars.get(state)!].map(({ left, right, top, bottom }) => [left < 0.5, right <= 0.5, top, bottom].join());
  assert.deepEqual(new Set(highest(State.render)), new Set(['true,true,0.75,1']));
  assert.deepEqual(new Set(highest(State.load)), new Set(['true,true,0,0.125']));
});

test('a long run has no more bars than can be told apart', () => {
  for (const id of ['sync-ideal', 'large-left', 'large-right', 'time-slices']) {
    const timeline = makeSeekable(simulatePreset(id));
    const { bars } = coresOf(timeline, timeline.makespan);
    for (const [state, of] of bars) assert.ok(of.length <= 8 * 360, `${of.length} bars of state ${state} in ${id}`);
  }
  const timeline = makeSeekable(simulate({ strategy: 'coroutines', grid: [64, 64], load: [1, 9], render: 1, seed: 1 }));
  assert.equal(coresOf(timeline, timeline.makespan).bars.get(State.render)!.length, 1);
});
