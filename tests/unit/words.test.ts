import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundsOf, compare, duration, progress, strategyName } from '../../www/words/format.ts';

test('durations are written in a suitable unit', () => {
  const cases: [milliseconds: number, words: string][] = [
    [0, '0 ms'],
    [0.021, '0.021 ms'],
    [12, '12 ms'],
    [999.4, '999 ms'],
    [999.9, '1.0 s'],
    [4000, '4.0 s'],
    [86_349, '86.3 s'],
    [119_949, '119.9 s'],
    [119_951, '2 min 0 s'],
    [294_100, '4 min 54 s'],
    [3_599_600, '1 h 0 min'],
    [360_448_065, '100 h 7 min'],
  ];
  for (const [milliseconds, words] of cases) assert.equal(duration(milliseconds), words);
});

test('a comparison says how many times as fast', () => {
  const words = (own: number, slowest: number) => Object.values(compare(own, slowest, 'sequential')).join(' ');
  assert.equal(words(2000, 9000), '4.5× as fast as sequential');
  assert.equal(words(9000, 9100), '1.01× as fast as sequential');
  assert.equal(words(1, 250), '250× as fast as sequential');
  assert.equal(words(9000, 9000), 'as fast as sequential');
});

test('a moment is told in whole seconds while time goes by, and in tenths where it stands', () => {
  const cases: [time: number, makespan: number, moving: string, still: string][] = [
    [4249, 81_500, '4 of 81.5 s', '4.2 of 81.5 s'],
    [0, 81_500, '0 of 81.5 s', '0.0 of 81.5 s'],
    [12.5, 600, '12 of 600 ms', '12 of 600 ms'],
    [65_432, 294_100, '65 s of 4 min 54 s', '65.4 s of 4 min 54 s'],
    [130_400, 294_100, '2 min 10 s of 4 min 54 s', '2 min 10 s of 4 min 54 s'],
  ];
  for (const [time, makespan, moving, still] of cases) {
    assert.deepEqual([progress(time, makespan, false), progress(time, makespan, true)], [moving, still]);
  }
});

test('bounds are named if they apply to the strategy', () => {
  assert.equal(boundsOf({ strategy: 'threads' }), '');
  assert.equal(boundsOf({ strategy: 'threads', limit: 8 }), 'at most 8');
  assert.equal(boundsOf({ strategy: 'threads', limit: 8, cores: 4 }), 'at most 8, on 4 cores');
  assert.equal(boundsOf({ strategy: 'processes', cores: 1 }), 'on 1 core');
  assert.equal(boundsOf({ strategy: 'coroutines', limit: 8, cores: 4 }), 'at most 8');
  assert.equal(boundsOf({ strategy: 'sequential', limit: 8, cores: 4, serverConnections: 4 }), '');
  assert.equal(boundsOf({ strategy: 'threads', gil: true, limit: 4, cores: 4 }), 'at most 4, one GIL');
  assert.equal(boundsOf({ strategy: 'processes', gil: true, limit: 4, cores: 4 }), 'at most 4, on 4 cores');
  assert.equal(boundsOf({ strategy: 'coroutines', turns: true, limit: 8, cores: 4 }), 'at most 8, in turns');
  assert.equal(boundsOf({ strategy: 'coroutines', turns: false, limit: 8 }), 'at most 8');
  assert.equal(boundsOf({ strategy: 'work-stealing', turns: true, workers: 4 }), '4 workers');
  assert.equal(boundsOf({ strategy: 'threads', workers: 2 }), '');
  assert.equal(boundsOf({ strategy: 'work-stealing', cores: 4 }), 'on 4 cores');
  assert.equal(boundsOf({ strategy: 'work-stealing', workers: 4 }), '4 workers');
  assert.equal(boundsOf({ strategy: 'work-stealing', workers: 1, cores: 4 }), '1 worker, on 4 cores');
  assert.equal(boundsOf({ strategy: 'coroutines', limit: 8, serverConnections: 4 }), 'at most 8, 4 connections');
  assert.equal(boundsOf({ strategy: 'threads', serverConnections: 1 }), '1 connection');
});

test('strategies have names for readers', () => {
  const names = ['sequential', 'threads', 'processes', 'coroutines', 'work-stealing'].map(strategyName);
  assert.deepEqual(names, ['Sequential', 'Threads', 'Processes', 'Coroutines', 'Work stealing']);
});
