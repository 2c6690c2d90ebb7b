import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkOptions } from '../../www/figure/options.ts';
import { presets } from '../../www/page/presets.ts';
import { type Pace, paceOf, playedUntil, simulatedAfter } from '../../www/run/pace.ts';
import { simulate, simulatePreset } from '../support/simulator.ts';

/** Is a run of tiles that finish at these times, in milliseconds. */
function run(...ends: number[]) {
  return { makespan: Math.max(...ends), end: Float64Array.from(ends), task: Int32Array.from(ends.keys()) };
}

test('a run is as fast as life until what can be seen has been seen, and lasts at most 25 s', () => {
  const cases: [what: string, runs: ReturnType<typeof run>[], pace: Pace][] = [
    ['short enough', [run(25_000)], { until: 0, factor: 1 }],
    ['a loop until its third tile', [run(5000, 10_000, 15_000, 80_000)], { until: 15_000, factor: 7 }],
    ['whatever the order of its tiles', [run(80_000, 15_000, 5000, 10_000)], { until: 15_000, factor: 7 }],
    ['too few tiles', [run(80_000)], { until: 0, factor: 4 }],
    ['a row until the last rival is done', [run(8000), run(81_500), run(19_400)], { until: 19_400, factor: 12 }],
    ['two that end as late', [run(30_000), run(30_000), run(1000)], { until: 0, factor: 2 }],
    ['a rival that is too late', [run(20_001), run(40_000)], { until: 0, factor: 2 }],
    ['a rival that is just in time', [run(20_000), run(40_000)], { until: 20_000, factor: 4 }],
    ['nothing', [], { until: 0, factor: 1 }],
  ];
  for (const [what, runs, pace] of cases) assert.deepEqual(paceOf(runs), pace, what);
});

test('every figure of the article is over after 25 s, and all moments come in their order', () => {
  const groups = new Map<string, string[]>();
  for (const [id, options] of Object.entries(presets)) {
    const name = options.group ?? id;
    groups.set(name, [...(groups.get(name) ?? []), id]);
  }
  for (const [name, ids] of groups) {
    const runs = ids.map(simulatePreset);
    const pace = paceOf(runs);
    const makespan = Math.max(...runs.map(({ makespan }) => makespan));
    assert.ok(playedUntil(makespan, pace) <= 25_000, name);
    for (let time = 0; time <= makespan; time += makespan / 97) {
      const back = simulatedAfter(playedUntil(time, pace), pace);
      assert.ok(Math.abs(back - time) < 1e-6, `${name} at ${time} ms`);
    }
  }
  assert.equal(paceOf([simulatePreset('large-left'), simulatePreset('large-right')]).until, 0);
});

test('a third tile is counted by its last span, and starts of threads are none', () => {
  const { scenario } = checkOptions({
    strategy: 'threads',
    threadStart: 100,
    limit: 1,
    grid: [5, 1],
    load: 9000,
    render: 0,
  });
  const { until } = paceOf([simulate(scenario)]);
  assert.equal(until, 0, 'it is finished after 27.1 s, which is too late');
  assert.equal(paceOf([simulate({ ...scenario, load: 6000 })]).until, 18_100);
});
