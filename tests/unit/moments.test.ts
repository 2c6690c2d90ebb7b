import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMoment, momentOfMost } from '../../www/page/moments.ts';
import type { Highlight } from '../../www/panels/highlight.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { State } from '../../www/run/state.ts';
import { simulate, simulatePreset } from '../support/simulator.ts';

const TASKS = [
  { load: 2, render: 4 },
  { load: 3, render: 2 },
  { load: 7, render: 1 },
];
// Coroutines: task 0 renders in 2..6, task 1 is ready in 3..6 and renders in 6..8, task 2 is ready in 7..8 and renders in 8..9.
const coroutines = makeSeekable(simulate({ strategy: 'coroutines', tasks: TASKS }));
// Threads: renders in 2..6, 3..5 and 7..8.
const threads = makeSeekable(simulate({ strategy: 'threads', tasks: TASKS }));

const { load, ready, render, finished } = State;

test('a moment is a time, or an event of the run', () => {
  const cases: [text: string, member: number, time: number, highlight?: Highlight][] = [
    ['4ms', 0, 4],
    ['end', 0, 9],
    ['end', 1, 8],
    ['first load', 0, 0, { states: [load], member: 0 }],
    ['first ready', 0, 3, { states: [ready], member: 0 }],
    ['last ready', 0, 7, { states: [ready], member: 0 }],
    ['most ready', 0, 3, { states: [ready], member: 0 }],
    ['first render', 1, 2, { states: [render], member: 1 }],
    ['2 render', 1, 3, { states: [render], member: 1 }],
    ['most render', 1, 3, { states: [render], member: 1 }],
    ['first finished', 0, 6, { states: [finished], member: 0 }],
    ['first finished', 1, 5, { states: [finished], member: 1 }],
    [' 2 finished ', 1, 6, { states: [finished], member: 1 }],
    ['last finished', 1, 8, { states: [finished], member: 1 }],
    // Task 1 is ready in one of them, and renders in the other.
    ['part', 0, 3, { task: 1 }],
    ['part', 1, 3, { task: 1 }],
  ];
  for (const [text, member, time, highlight] of cases) {
    const expected = { time, highlight };
    assert.deepEqual(findMoment('data-cvsp-at', text, [coroutines, threads], member), expected, `${text} of ${member}`);
  }
});

test('a figure parts with the one before it in its row', () => {
  const runs = ['all-ideal-left', 'all-ideal-middle', 'all-ideal-right'].map((id) => makeSeekable(simulatePreset(id)));
  const times = runs.map((_, member) => findMoment('data-cvsp-at', 'part', runs, member).time);
  assert.deepEqual(times, [0, 0, 1848]);
});

test('an event that the run does not have, or that there is not, is an error', () => {
  const event = "an event of the figure's run";
  const moment = 'a moment such as "4.2s", "800ms", "1.5min", "50%", "start" or "end"';
  const cases: [text: string, allowed: string][] = [
    ['first blocked', event],
    ['most queued', event],
    ['3 ready', event],
    ['first cup', event],
    ['part', event],
    ['0 ready', moment],
    ['second ready', moment],
    ['ready', moment],
  ];
  for (const [text, allowed] of cases) {
    assert.throws(() => findMoment('data-cvsp-at', text, [coroutines], 0), {
      message: `data-cvsp-at is "${text}"; it must be ${allowed}`,
    });
  }
  assert.throws(() => findMoment('data-cvsp-at', 'part', [coroutines, coroutines], 0), { message: /an event/ });
});

test('a state is where most tiles are in it, or nowhere', () => {
  assert.equal(momentOfMost(ready, coroutines), 3);
  assert.equal(momentOfMost(ready, threads), undefined);
  assert.equal(momentOfMost(finished, threads), 8);
});
