import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepText } from '../../www/group/step.ts';
import type { Member } from '../../www/panels/panel.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { simulate } from '../support/simulator.ts';

function member(name: string, scenario: Record<string, unknown>): Member {
  return { name, scenario, timeline: makeSeekable(simulate(scenario)) } as unknown as Member;
}

const TASKS = [
  { load: 2, render: 4 },
  { load: 3, render: 2 },
  { load: 3, render: 1 },
];

test('a step says what happens at its moment, of tiles that are counted from 1', () => {
  const cases: [scenario: Record<string, unknown>, ...[time: number, text: string][]][] = [
    [
      { strategy: 'coroutines', tasks: TASKS },
      [0, 'All 3 tiles begin to load.'],
      [2, 'Tile 1 is loaded and begins to render.'],
      [3, 'Tiles 2 and 3 are loaded and stand in line for the core.'],
      [6, 'Tile 1 is finished; tile 2 begins to render.'],
      [9, 'Tile 3 is finished.'],
      [4, ''],
    ],
    [
      { strategy: 'threads', limit: 2, threadStart: 1, cores: 2, tasks: TASKS },
      [1, '1 thread is started; tile 1 begins to load.'],
      [7, 'Tiles 1 and 2 are finished; tile 3 begins to load.'],
    ],
    [
      { strategy: 'coroutines', tasks: [{ load: 2, render: 0, blocking: true }, ...TASKS.slice(1)] },
      [0, 'Tile 1 begins a blocking call; tiles 2 and 3 begin to load.'],
      [2, 'Tile 1 is finished.'],
    ],
    [
      { strategy: 'threads', gil: true, gilInterval: 2, tasks: TASKS },
      [3, 'Tiles 2 and 3 are loaded and stand in line for the lock.'],
      [4, 'Tile 1 is interrupted and stands in line for the lock; tile 2 begins to render.'],
    ],
    [
      { strategy: 'threads', serverConnections: 2, tasks: TASKS },
      [0, 'Tiles 1 and 2 begin to load; tile 3 stands in line at the server.'],
    ],
    [
      { strategy: 'threads', cores: 1, switchCost: 0.5, tasks: TASKS },
      [2, 'Tile 1 is loaded and is switched to.'],
      [2.5, 'Tile 1 begins to render.'],
    ],
  ];
  for (const [scenario, ...steps] of cases) {
    for (const [time, text] of steps) assert.equal(stepText([member('A', scenario)], time), text, `at ${time} ms`);
  }
});

test('in a row, it says in whose picture', () => {
  const row = [
    member('Coroutines', { strategy: 'coroutines', tasks: TASKS }),
    member('Threads', { strategy: 'threads', tasks: TASKS }),
  ];
  assert.equal(stepText(row, 5), 'Threads: Tile 2 is finished.');
  assert.equal(
    stepText(row, 3),
    'Coroutines: Tiles 2 and 3 are loaded and stand in line for the core. Threads: Tiles 2 and 3 are loaded and begin to render.',
  );
});
