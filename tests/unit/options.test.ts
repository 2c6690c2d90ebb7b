import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkOptions, type FigureOptions } from '../../www/figure/options.ts';
import { presets } from '../../www/page/presets.ts';
import { simulatePreset } from '../support/simulator.ts';

test('a figure’s own options are separated from the scenario’s fields', () => {
  const { scenario, markers, ...own } = checkOptions({
    strategy: 'threads',
    limit: 8,
    group: 'a',
    picture: 'balloons',
    label: 'Pool',
    code: 'rust',
    lanes: true,
    numbers: false,
    markers: { '2s': 'two', '50%': 'half' },
  });
  assert.deepEqual(scenario, { strategy: 'threads', limit: 8 });
  assert.deepEqual(own, {
    group: 'a',
    picture: 'balloons',
    image: undefined,
    label: 'Pool',
    line: undefined,
    autoplay: true,
    pace: 'auto',
    speed: undefined,
    panels: ['lanes', 'code'],
    language: 'rust',
  });
  assert.deepEqual(markers(10_000), [
    { time: 2000, name: 'two' },
    { time: 5000, name: 'half' },
  ]);
});

test('errors name bad options', () => {
  const cases: [options: Record<string, unknown>, message: string][] = [
    [{ picture: 'cat' }, 'picture is "cat"; it must be one of "harbour", "balloons"'],
    [{ picture: '__proto__' }, 'picture is "__proto__"; it must be one of "harbour", "balloons"'],
    [{ picture: 3 }, 'picture is 3; it must be one of "harbour", "balloons"'],
    [{ image: 3 }, 'image is 3; it must be a text that is not empty, or left out'],
    [{ image: '' }, 'image is ""; it must be a text that is not empty, or left out'],
    [{ group: {} }, 'group is {}; it must be a text that is not empty, or left out'],
    [{ label: null }, 'label is null; it must be a text that is not empty, or left out'],
    [{ line: 2 }, 'line is 2; it must be a number from 0, the top of the window, to 1, its bottom'],
    [{ lanes: 'yes' }, 'lanes is "yes"; it must be true or false'],
    [{ code: null }, 'code is null; it must be true or false, or one of "python", "rust", "javascript"'],
    [{ markers: [] }, 'markers is []; it must be an object such as {"4.2s": "the first tile is loaded"}'],
    [{ markers: { '4.2s': 3 } }, 'markers "4.2s" is 3; it must be a text that is not empty, or left out'],
    [
      { markers: { soon: 'now' } },
      'markers is "soon"; it must be a moment such as "4.2s", "800ms", "1.5min", "50%", "start" or "end"',
    ],
    [{ pace: 'slow' }, 'pace is "slow"; it must be "auto" or "even"'],
    [{ speed: 3 }, 'speed is 3; it must be one of 0.25, 0.5, 1, 2, 4, 8, 16'],
    [{ line: '0.5' }, 'line is "0.5"; it must be a number from 0, the top of the window, to 1, its bottom'],
  ];
  for (const [options, message] of cases) {
    assert.throws(() => checkOptions(options as FigureOptions), { message }, JSON.stringify(options));
  }
});

test('every placeholder of the article has the preset that its table describes', () => {
  const table: [id: string, strategy: string, limit: number | undefined, tiles: number, phases: string][] = [
    ['single-pixel-load', 'sequential', undefined, 1, 'load'],
    ['single-pixel-render', 'sequential', undefined, 1, 'render'],
    ['sync-ideal', 'sequential', undefined, 16, 'both'],
    ['parallel-ideal', 'threads', undefined, 16, 'both'],
    ['coroutine-ideal', 'coroutines', undefined, 16, 'both'],
    ['all-ideal-left', 'sequential', undefined, 16, 'both'],
    ['all-ideal-middle', 'coroutines', undefined, 16, 'both'],
    ['all-ideal-right', 'threads', undefined, 16, 'both'],
    ['io-bound-left', 'coroutines', 8, 16, 'load'],
    ['io-bound-right', 'threads', 8, 16, 'load'],
    ['cpu-bound-left', 'coroutines', 8, 16, 'render'],
    ['cpu-bound-right', 'threads', 8, 16, 'render'],
    ['both-bound-left', 'coroutines', 8, 16, 'both'],
    ['both-bound-right', 'threads', 8, 16, 'both'],
    ['large-left', 'coroutines', 32, 256, 'both'],
    ['large-right', 'threads', 32, 256, 'both'],
    ['time-slices', 'threads', 8, 16, 'both'],
    ['gil-left', 'threads', 4, 16, 'render'],
    ['gil-right', 'processes', 4, 16, 'render'],
    ['blocking-left', 'coroutines', 8, 16, 'both'],
    ['blocking-right', 'coroutines', 8, 16, 'both'],
    ['chain', 'threads', undefined, 9, 'both'],
    ['busy-server-left', 'coroutines', undefined, 16, 'both'],
    ['busy-server-right', 'threads', undefined, 16, 'both'],
    ['work-stealing-left', 'coroutines', undefined, 16, 'both'],
    ['work-stealing-middle', 'work-stealing', undefined, 16, 'both'],
    ['work-stealing-right', 'threads', undefined, 16, 'both'],
  ];
  assert.deepEqual(
    Object.keys(presets),
    table.map(([id]) => id),
  );
  for (const [id, strategy, limit, tiles, phases] of table) {
    const { scenario } = checkOptions(presets[id]!);
    const { kinds, kind, tasks } = simulatePreset(id);
    const used = new Set([...kind].map((number) => kinds[number]));
    const both = used.has('load') && used.has('render');
    const seen = both ? 'both' : used.has('load') ? 'load' : 'render';
    assert.deepEqual([scenario['strategy'], scenario['limit'], tasks, seen], [strategy, limit, tiles, phases], id);
  }
});

test('the runs of the realistic figures contain the states that their text describes', () => {
  const table: [id: string, kinds: string[]][] = [
    ['time-slices', ['load', 'ready', 'render', 'switch']],
    ['gil-left', ['ready', 'render', 'start']],
    ['gil-right', ['render', 'start']],
    ['blocking-left', ['load', 'ready', 'render']],
    ['blocking-right', ['blocked', 'load', 'ready', 'render']],
    ['chain', ['load', 'render']],
    ['busy-server-left', ['load', 'queued', 'ready', 'render']],
    ['busy-server-right', ['load', 'queued', 'render']],
    ['work-stealing-left', ['load', 'ready', 'render']],
    ['work-stealing-middle', ['load', 'ready', 'render']],
    ['work-stealing-right', ['load', 'ready', 'render']],
  ];
  for (const [id, expected] of table) {
    const { kinds, kind, makespan } = simulatePreset(id);
    assert.deepEqual([...new Set([...kind].map((number) => kinds[number]))].sort(), expected, id);
    assert.ok(makespan <= 30_000, `${id} can be watched to its end`);
  }
  // These are real costs, slowed down by the same factor as the figure.
  assert.deepEqual(
    [presets['time-slices']!['quantum'], presets['time-slices']!['switchCost']],
    [100 * 2.5, 100 * 0.003],
  );
  for (const id of ['gil-left', 'gil-right']) {
    const { gilInterval, threadStart, processStart } = presets[id]!;
    assert.deepEqual([gilInterval, threadStart, processStart], [20 * 5, 20 * 0.05, 20 * 65], id);
  }
});

test('members of a row share one workload', () => {
  const rows = new Map<string, string[]>();
  for (const [id, { group }] of Object.entries(presets)) if (group) rows.set(group, [...(rows.get(group) ?? []), id]);
  assert.deepEqual(Object.fromEntries([...rows].map(([group, ids]) => [group, ids.length])), {
    'all-ideal': 3,
    'io-bound': 2,
    'cpu-bound': 2,
    'both-bound': 2,
    large: 2,
    gil: 2,
    blocking: 2,
    'busy-server': 2,
    'work-stealing': 3,
  });
  for (const ids of rows.values()) {
    const workloads = ids.map((id) => {
      const { task, tasks, kinds, kind, start, end } = simulatePreset(id);
      const work = Array.from({ length: tasks }, () => ({ load: 0, render: 0 }));
      for (const [span, number] of task.entries()) {
        const name = kinds[kind[span]!]!;
        const micros = Math.round((end[span]! - start[span]!) * 1000);
        if (name === 'load' || name === 'blocked') work[number]!.load += micros;
        if (name === 'render') work[number]!.render += micros;
      }
      return JSON.stringify(work);
    });
    assert.equal(new Set(workloads).size, 1, ids.join());
  }
});
