import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cheapestUnder, judge, targetOf } from '../../www/lab/controls/task.ts';
import { snippet } from '../../www/lab/export/snippets.ts';
import { ARTICLE } from '../../www/lab/state/mix.ts';
import { Plane } from '../../www/lab/state/plane.ts';
import type { Scenario } from '../../www/run/scenario.ts';
import { simulate } from '../support/simulator.ts';

const THREADS: Scenario = {
  strategy: 'threads',
  cores: 4,
  grid: [4, 4],
  ...ARTICLE,
  seed: 42,
  gil: false,
  limit: undefined,
};
const COROUTINES: Scenario = { ...THREADS, strategy: 'coroutines', limit: 8, chain: true };
const TASKS: Scenario = { strategy: 'threads', gil: true, gilInterval: 5, tasks: [{ load: 1, render: 2 }] };

test('figures are written for a page in each way', () => {
  assert.equal(
    snippet('element', [THREADS]),
    `<cvsp-group cores="4" grid="4x4" load="1500..7000" render="800..1500/100" seed="42">
  <cvsp-figure strategy="threads"></cvsp-figure>
</cvsp-group>`,
  );
  assert.equal(
    snippet('element', [COROUTINES, THREADS]),
    `<cvsp-group cores="4" grid="4x4" load="1500..7000" render="800..1500/100" seed="42">
  <cvsp-figure strategy="coroutines" limit="8" chain></cvsp-figure>
  <cvsp-figure strategy="threads"></cvsp-figure>
</cvsp-group>`,
  );
  assert.equal(
    snippet('jsx', [TASKS]),
    `<cvsp-group gil gilInterval="5" tasks="[{&quot;load&quot;:1,&quot;render&quot;:2}]">
  <cvsp-figure strategy="threads" />
</cvsp-group>`,
  );
  assert.equal(
    snippet('hugo', [TASKS]),
    `{{< cvsp-group gil="true" gilInterval="5" tasks=\`[{"load":1,"render":2}]\` >}}
  {{< cvsp strategy="threads" >}}
{{< /cvsp-group >}}`,
  );
  assert.equal(
    snippet('div', [THREADS]),
    `<div data-cvsp='{"strategy":"threads","gil":false,"cores":4,"grid":[4,4],"load":[1500,7000],"render":[800,1500,100],"seed":42}'></div>`,
  );
  const race = snippet('div', [COROUTINES, THREADS]).split('\n');
  assert.equal(race.length, 2);
  for (const line of race) assert.match(line, /^<div data-cvsp='\{"group":"lab","strategy":/);
});

test('the cheapest point is that with the fewest cores, and of these with the fewest in flight', () => {
  const plane = new Plane(16);
  for (const [column, row] of plane.cells()) {
    const { slots, executors } = plane.pointAt(column, row);
    plane.setTime(column, row, simulate({ ...THREADS, limit: slots, cores: executors }).makespan);
  }
  assert.equal(targetOf(plane), 10_000, 'a quarter above 7.7 s, and round');
  const times = [
    [16, 3],
    [15, 3],
    [16, 2],
  ].map(([limit, cores]) => simulate({ ...THREADS, limit, cores }).makespan);
  assert.deepEqual(
    times.map((time) => time < 10_000),
    [true, false, false],
  );
  assert.deepEqual(cheapestUnder(plane, 10_000), { slots: 16, executors: 3 });
  const verdict = (target: number, slots: number, executors: number) => {
    const time = plane.time(slots - 1, executors - 1);
    const { isFast, cores, slots: more, score } = judge(plane, target, { slots, executors }, time);
    return [isFast, cores, more, score];
  };
  assert.deepEqual(verdict(10_000, 16, 3), [true, 0, 0, 100]);
  assert.deepEqual(verdict(10_000, 16, 4), [true, 1, 0, 85]);
  assert.deepEqual(verdict(10_000, 16, 16), [true, 13, 0, 10]);
  assert.deepEqual(verdict(10_000, 16, 1), [false, -2, 0, 0]);
  const { slots } = cheapestUnder(plane, 20_000)!;
  assert.deepEqual(verdict(20_000, slots, 1), [true, 0, 0, 100]);
  assert.deepEqual(verdict(20_000, slots + 2, 1), [true, 0, 2, 94]);
  assert.equal(cheapestUnder(plane, 1), undefined);
});
