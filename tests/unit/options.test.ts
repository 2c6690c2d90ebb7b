import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkOptions, type FigureOptions } from '../../www/options.ts';
import { presets } from '../../www/presets.ts';
import { simulatePreset } from '../support/simulator.ts';

test('a figure’s own options are told apart from the scenario’s', () => {
  const { scenario, ...own } = checkOptions({
    strategy: 'threads',
    limit: 8,
    group: 'a',
    picture: 'balloons',
    label: 'Pool',
  });
  assert.deepEqual(scenario, { strategy: 'threads', limit: 8 });
  assert.deepEqual(own, { group: 'a', picture: 'balloons', image: undefined, label: 'Pool', line: 0.5 });
});

test('bad options are named', () => {
  const cases: [options: Record<string, unknown>, message: string][] = [
    [{ picture: 'cat' }, 'picture is "cat"; it must be one of "harbour", "balloons"'],
    [{ picture: '__proto__' }, 'picture is "__proto__"; it must be one of "harbour", "balloons"'],
    [{ picture: 3 }, 'picture is 3; it must be one of "harbour", "balloons"'],
    [{ image: 3 }, 'image is 3; it must be a text that is not empty, or left out'],
    [{ image: '' }, 'image is ""; it must be a text that is not empty, or left out'],
    [{ group: {} }, 'group is {}; it must be a text that is not empty, or left out'],
    [{ label: null }, 'label is null; it must be a text that is not empty, or left out'],
    [{ line: 2 }, 'line is 2; it must be a number from 0, the top of the window, to 1, its bottom'],
    [{ line: '0.5' }, 'line is "0.5"; it must be a number from 0, the top of the window, to 1, its bottom'],
  ];
  for (const [options, message] of cases) {
    assert.throws(() => checkOptions(options as FigureOptions), { message }, JSON.stringify(options));
  }
});

test('every placeholder of the article has its preset, as its table has it', () => {
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

test('members of a row share one workload', () => {
  const rows = new Map<string, string[]>();
  for (const [id, { group }] of Object.entries(presets)) if (group) rows.set(group, [...(rows.get(group) ?? []), id]);
  assert.deepEqual([...rows.keys()], ['all-ideal', 'io-bound', 'cpu-bound', 'both-bound', 'large']);
  for (const ids of rows.values()) {
    const workloads = ids.map((id) => {
      const { task, kinds, kind, start, end } = simulatePreset(id);
      const spans = [...task].map((number, span) => [
        number,
        kinds[kind[span]!],
        Math.round((end[span]! - start[span]!) * 1000),
      ]);
      return spans
        .filter(([, name]) => name !== 'ready')
        .sort()
        .join(' ');
    });
    assert.equal(new Set(workloads).size, 1, ids.join());
  }
});
