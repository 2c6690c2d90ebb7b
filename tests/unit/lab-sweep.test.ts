import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answers, Computer, Request } from '../../www/lab/compute/computer.ts';
import { Slices } from '../../www/lab/compute/slices.ts';
import { type Part, Sweeper } from '../../www/lab/compute/sweep.ts';
import { moveTo } from '../../www/lab/state/strategies.ts';
import type { Scenario } from '../../www/run/scenario.ts';
import { simulate } from '../support/simulator.ts';

const SCENARIO: Scenario = { strategy: 'threads', grid: [2, 2], load: 10, render: 5, seed: 1 };

/** Notes down what it is asked for, and lets a test answer. */
class Asked implements Computer {
  readonly asked: string[] = [];
  answers!: Answers;

  request({ slots }: Request, answers: Answers): void {
    this.asked.push(slots.join());
    this.answers = answers;
  }

  end(): void {}
}

function part(slots: number, told: string[]): Part {
  return {
    scenario: SCENARIO,
    slots: [slots],
    executors: [1],
    time: (run, milliseconds) => told.push(`${slots}: run ${run} takes ${milliseconds}`),
    progress: (isDone) => told.push(`${slots}: ${isDone ? 'done' : 'more'}`),
    fail: ({ message }) => told.push(`${slots}: ${message}`),
  };
}

test('what is missing is computed part by part, and one that fails does not stop the others', () => {
  const told: string[] = [];
  const computer = new Asked();
  const sweeper = new Sweeper(computer, () => [part(1, told), part(2, told), part(3, told)]);
  sweeper.request();
  computer.answers.time(0, 7);
  computer.answers.progress(false);
  computer.answers.progress(true);
  computer.answers.fail(new Error('too much'));
  computer.answers.progress(true);
  assert.deepEqual(computer.asked, ['1', '2', '3']);
  assert.deepEqual(told, ['1: run 0 takes 7', '1: more', '1: done', '2: too much', '3: done']);
});

test('what is asked for waits for what was asked for before, but not for long, and only the last of it is computed', (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const computer = new Asked();
  let wanted = 1;
  const sweeper = new Sweeper(computer, () => [part(wanted, [])]);
  const request = (slots: number) => {
    wanted = slots;
    sweeper.request();
  };
  request(1);
  now = 99;
  request(2);
  request(3);
  assert.deepEqual(computer.asked, ['1'], 'it waits');
  computer.answers.progress(true);
  assert.deepEqual(computer.asked, ['1', '3'], 'the last one is next');
  now = 198;
  request(4);
  assert.deepEqual(computer.asked, ['1', '3']);
  now = 199;
  request(5);
  assert.deepEqual(computer.asked, ['1', '3', '5'], 'after a tenth of a second it waits no longer');
  computer.answers.progress(true);
  assert.deepEqual(computer.asked, ['1', '3', '5'], 'nothing is left');
});

test('the main thread computes in slices, and a newer request ends an older one', async (t) => {
  let now = 0;
  // Each run takes longer than a slice.
  t.mock.method(performance, 'now', () => {
    now += 4;
    return now;
  });
  const slices = new Slices(simulate);
  const [slots, executors] = [
    [1, 2, 4],
    [1, 2, 3],
  ];
  const run = (scenario: Scenario, told: string[]) =>
    slices.request(
      { scenario, slots: slots!, executors: executors! },
      {
        time: (run, milliseconds) => told.push(`${run}: ${milliseconds}`),
        progress: (isDone) => told.push(isDone ? 'done' : 'more'),
        fail: ({ message }) => told.push(message),
      },
    );
  const [older, newer, bad]: string[][] = [[], [], []];
  const first = run(SCENARIO, older!);
  await run({ ...SCENARIO, render: 6 }, newer!);
  await first;
  const times = slots!.map(
    (slots, i) => simulate(moveTo({ ...SCENARIO, render: 6 }, { slots, executors: executors![i]! })).makespan,
  );
  assert.deepEqual(
    newer!.filter((line) => /^\d/.test(line)),
    times.map((time, i) => `${i}: ${time}`),
  );
  assert.equal(newer!.at(-1), 'done');
  assert.ok(newer!.includes('more'), 'it is told of in between');
  assert.ok(!older!.includes('done'), 'the older one comes to an end without a result');
  await run({ ...SCENARIO, render: -1 }, bad!);
  assert.match(bad![0]!, /^render is -1; it must be /);
});
