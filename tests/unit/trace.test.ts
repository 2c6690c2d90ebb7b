import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { traceOf } from '../../www/run/trace.ts';
import { simulate } from '../support/simulator.ts';

const GOLDENS = new URL('../goldens/', import.meta.url);

/** Builds the program, and returns its path. */
function simulateProgram(): string {
  const build = ['build', '--quiet', '--package', 'cvsp', '--example', 'simulate', '--message-format=json'];
  const { stdout } = spawnSync('cargo', build, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const built = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).executable);
  return built.find(Boolean);
}

test('a run is written as the program simulate writes it', () => {
  const names = readdirSync(GOLDENS).filter((name) => name.endsWith('.json'));
  assert.ok(names.length > 15, names.join());
  const program = simulateProgram();
  for (const name of names) {
    const input = readFileSync(new URL(name, GOLDENS), 'utf8');
    const scenario = JSON.parse(input);
    const { stdout, stderr } = spawnSync(program, ['--trace'], { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
    assert.equal(stderr, '', name);
    assert.equal(traceOf(simulate(scenario), scenario), stdout, name);
  }
});

test('a run without its scenario says nothing of the strategy', () => {
  const timeline = simulate({ strategy: 'sequential', tasks: [{ load: 1, render: 0.5 }] });
  const { traceEvents, otherData } = JSON.parse(traceOf(timeline));
  assert.deepEqual(otherData, { cvsp: 1, slots: 1, executors: 1, tasks: 1 });
  const told = traceEvents.map(({ ph, name, ts }: Record<string, unknown>) => [ph, name, ts].join(' ').trim());
  const expected = ['M process_name', 'M thread_name', 'b task 0 0', 'b load 0', 'e load 1000', 'b render 1000'];
  assert.deepEqual(told, [...expected, 'e render 1500', 'e task 0 1500', 'X render 1000']);
});
