import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presets } from '../../www/page/presets.ts';
import { areTooDense, countInState, laneHeight, lanesOf, spanAt } from '../../www/panels/lanes/layout.ts';
import { ticks, timeText } from '../../www/panels/lanes/times.ts';
import { countOver } from '../../www/run/count-over.ts';
import { makeSeekable, type SeekableTimeline } from '../../www/run/seekable-timeline.ts';
import { State } from '../../www/run/state.ts';
import { simulate, simulatePreset } from '../support/simulator.ts';

const RUNS = Object.keys(presets).map((id) => [id, makeSeekable(simulatePreset(id))] as const);

/** Returns the lanes of a run's slots, and those of its executors. */
function bothLanes({ slot, slots, executor, executors }: SeekableTimeline) {
  return [lanesOf(slot, slots), lanesOf(executor, executors)];
}

/** Returns times in golden-ratio steps, which reach every part from 0 to `most`. */
function spread(most: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => ((i * 0.618034) % 1) * most);
}

test('every span that has a lane is in its lane once, in the order of time', () => {
  for (const [id, timeline] of RUNS) {
    for (const { count, of, spans, first } of bothLanes(timeline)) {
      for (let lane = 0; lane < count; lane++) {
        const expected = [...of.keys()].filter((span) => of[span] === lane);
        assert.deepEqual([...spans.slice(first[lane], first[lane + 1])], expected, `${id}, lane ${lane}`);
      }
      assert.equal(first[count], spans.length, id);
    }
  }
});

test('spanAt returns the span at a point', () => {
  // Computed by hand: slot 0 starts in 0..1, task 0 loads in 1..5 and renders in 7..9; slot 1 starts in 1..2, task 1
  // loads in 2..4 and renders in 4..7. Task 0 waits in 5..7. Slot 0 is free from 9 on, slot 1 from 7 on.
  const timeline = makeSeekable(
    simulate({
      strategy: 'coroutines',
      coroutineStart: 1,
      tasks: [
        { load: 4, render: 2 },
        { load: 2, render: 3 },
      ],
    }),
  );
  const [slots, executors] = bothLanes(timeline);
  const cases: [lanes: typeof slots, lane: number, t: number, reach: number, state: number | null, task?: number][] = [
    [slots, 0, 0, 0, State.start, -1],
    [slots, 0, 0.999, 0, State.start, -1],
    [slots, 0, 1, 0, State.load, 0],
    [slots, 0, 5, 0, State.ready, 0],
    [slots, 0, 8.999, 0, State.render, 0],
    [slots, 0, 9, 0, State.render, 0],
    [slots, 0, 9.001, 0, null],
    [slots, 0, 9.5, 0.5, State.render, 0],
    [slots, 0, 9.5, 0.4, null],
    [slots, 1, 0.5, 0, null],
    [slots, 1, 0.5, 0.5, State.start, -1],
    [slots, 1, 6, 0, State.render, 1],
    [executors, 0, 3, 0, null],
    [executors, 0, 3, 1, State.render, 1],
    [executors, 0, 7, 0, State.render, 0],
  ];
  for (const [lanes, lane, t, reach, state, task] of cases) {
    const span = spanAt(lanes!, timeline, lane, t, reach);
    const where = `lane ${lane} at ${t} ms, within ${reach}`;
    assert.equal(span < 0 ? null : timeline.state[span], state, where);
    if (task !== undefined) assert.equal(timeline.task[span], task, where);
  }
});

test('spanAt agrees with a search of all spans', () => {
  for (const [id, timeline] of RUNS) {
    const { start, end, makespan } = timeline;
    for (const lanes of bothLanes(timeline)) {
      const reach = makespan / 50;
      for (const t of spread(makespan, 60)) {
        for (let lane = 0; lane < lanes.count; lane++) {
          const away = (span: number) => Math.max(0, start[span]! - t, t - end[span]!);
          const near = [...lanes.of.keys()].filter((span) => lanes.of[span] === lane && away(span) <= reach);
          const found = spanAt(lanes, timeline, lane, t, reach);
          const where = `${id}, lane ${lane} at ${t} ms`;
          if (near.length === 0) assert.equal(found, -1, where);
          else assert.equal(away(found), Math.min(...near.map(away)), where);
        }
      }
    }
  }
});

test('countInState agrees with a search of all spans', () => {
  for (const [id, timeline] of RUNS) {
    const { state, start, end, makespan } = timeline;
    for (const { of, spans } of bothLanes(timeline)) {
      for (const t of spread(makespan, 20)) {
        for (const key of Object.values(State)) {
          const naive = [...of.keys()].filter(
            (span) => of[span]! >= 0 && state[span] === key && start[span]! <= t && t < end[span]!,
          );
          assert.equal(countInState(timeline, spans, key, t), naive.length, `${id}, state ${key} at ${t} ms`);
        }
      }
    }
  }
});

test('a column of counts is the average over its time', () => {
  // Computed by hand: task 0 loads in 0..2 and renders in 2..3; task 1 loads in 0..1, does not wait, renders in 1..2.
  const timeline = makeSeekable(
    simulate({
      strategy: 'threads',
      tasks: [
        { load: 2, render: 1 },
        { load: 1, render: 1 },
      ],
    }),
  );
  const { spans } = lanesOf(timeline.slot, timeline.slots);
  const cases: [until: number, columns: number, load: number[], render: number[]][] = [
    [3, 3, [2, 1, 0], [0, 1, 1]],
    [3, 1, [1], [2 / 3]],
    [3, 2, [5 / 3, 1 / 3], [1 / 3, 1]],
    [6, 2, [1, 0], [2 / 3, 0]],
    [4, 8, [2, 2, 1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 1, 1, 0, 0]],
  ];
  for (const [until, columns, load, render] of cases) {
    const over = (state: number) => countOver(timeline, spans, state, until, columns);
    assertNear(over(State.load), load, `loads in ${columns} columns up to ${until} ms`);
    assertNear(over(State.render), render, `renders in ${columns} columns up to ${until} ms`);
    assertNear(over(State.ready), new Array(columns).fill(0), 'nobody waits');
  }
});

test('counts over time agree with a sum over all spans', () => {
  for (const [id, timeline] of RUNS) {
    const { state, start, end, makespan } = timeline;
    // A chart is as long as the longest run of its group.
    for (const until of [makespan, 1.7 * makespan]) {
      for (const { spans } of bothLanes(timeline)) {
        for (const columns of [1, 7, 100]) {
          for (const key of new Set(state)) {
            const width = until / columns;
            const naive = Array.from({ length: columns }, (_, column) => {
              const overlap = (span: number) =>
                Math.max(0, Math.min(end[span]!, (column + 1) * width) - Math.max(start[span]!, column * width));
              return spans.reduce((sum, span) => sum + (state[span] === key ? overlap(span) : 0), 0) / width;
            });
            assertNear(
              countOver(timeline, spans, key, until, columns),
              naive,
              `${id}, state ${key} in ${columns} columns`,
            );
          }
        }
      }
    }
  }
});

function assertNear(actual: Iterable<number>, expected: readonly number[], message: string): void {
  const values = [...actual];
  assert.equal(values.length, expected.length, message);
  for (const [i, value] of values.entries()) {
    assert.ok(Math.abs(value - expected[i]!) < 1e-6, `${message}: ${value} in column ${i}, not ${expected[i]}`);
  }
}

test('lanes are thinner the more there are, and counts are shown if they would be too dense', () => {
  assert.equal(laneHeight(1), 18);
  assert.ok(Math.abs(laneHeight(64) - 4) < 1e-9);
  for (let lanes = 1; lanes < 64; lanes++) assert.ok(laneHeight(lanes + 1) < laneHeight(lanes));

  const lanes = (count: number, spans: number) =>
    lanesOf(
      Int32Array.from({ length: spans }, (_, i) => i % count),
      count,
    );
  const cases: [count: number, spans: number, width: number, areTooDense: boolean][] = [
    [1, 0, 300, false],
    [1, 1, 300, false],
    [1, 150, 300, false],
    [1, 151, 300, true],
    [1, 151, 1000, false],
    [64, 640, 300, false],
    [65, 65, 1000, true],
    [8, 20_000, 1000, true],
  ];
  for (const [count, spans, width, expected] of cases) {
    assert.equal(areTooDense(lanes(count, spans), width), expected, `${count} lanes, ${spans} spans, ${width} px`);
  }
});

test('ticks are at steps of 1, 2 or 5 times a power of ten', () => {
  const cases: [until: number, most: number, times: number[]][] = [
    [0, 5, [0]],
    [10, 5, [0, 2, 4, 6, 8, 10]],
    [9, 5, [0, 2, 4, 6, 8]],
    [81_546, 7, [0, 20_000, 40_000, 60_000, 80_000]],
    [19_400, 7, [0, 5000, 10_000, 15_000]],
    [7000, 7, [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000]],
    [7001, 7, [0, 2000, 4000, 6000]],
    [36_000_000, 3, [0, 20_000_000]],
    [1, 3, [0, 0.5, 1]],
  ];
  for (const [until, most, times] of cases) assertNear(ticks(until, most), times, `${until} ms in ${most} steps`);

  for (const most of [3, 5, 7]) {
    for (let until = 0.001; until < 1e9; until *= 1.37) {
      const times = ticks(until, most);
      assert.ok(times.length >= 2 && times.length <= most + 1, `${until} ms in ${most} steps: ${times}`);
      assert.ok(times.at(-1)! <= until * (1 + 1e-9), `${until} ms in ${most} steps: ${times}`);
    }
  }
});

test('times have as many digits as they need', () => {
  const cases: [time: number, until: number, exact: number, text: string][] = [
    [0, 0, 1, '0 ms'],
    [20_000, 80_000, 20_000, '20 s'],
    [1500, 4000, 500, '1.5 s'],
    [1500, 20_000, 20, '1.50 s'],
    [1500.3, 20_000, 0.03, '1.50030 s'],
    [2, 9, 1, '2 ms'],
    [0.5, 1, 0.5, '0.5 ms'],
    [0.5, 1, 1e-9, '0.500 ms'],
    [36_000_000, 36_000_000, 5_000_000, '36000 s'],
  ];
  for (const [time, until, exact, text] of cases) assert.equal(timeText(time, until, exact), text);
});
