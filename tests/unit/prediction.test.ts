import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentOff, scaleFor } from '../../www/panels/predict/prediction.ts';

test('a scale of flags ends at a round time at least a fifth after the longest run, and has steps enough', () => {
  const cases: [longest: number, until: number, step: number][] = [
    [81_546, 100_000, 500],
    [19_427, 30_000, 100],
    [11_324, 15_000, 100],
    [17_601, 30_000, 100],
    [8_333, 10_000, 50],
    [100, 150, 1],
    [1, 1.5, 0.01],
    [3_600_000, 5_000_000, 50_000],
  ];
  for (const [longest, until, step] of cases) assert.deepEqual(scaleFor(longest), { until, step }, String(longest));
  // A run of no time has a scale, too.
  assert.ok(scaleFor(0).until > 0);
  for (let longest = 1; longest < 1e7; longest *= 1.1) {
    const { until, step } = scaleFor(longest);
    assert.ok(until >= 1.2 * longest && until <= 2 * longest, `${longest}: ${until}`);
    assert.ok(until / step >= 100 && until / step <= 400, `${longest}: ${step}`);
  }
});

test('a prediction is off by a part of what it took', () => {
  const cases: [said: number, took: number, off: number][] = [
    [20_000, 19_427, 3],
    [19_400, 19_427, 0],
    [0, 7726, 100],
    [100_000, 7726, 1194],
    [0, 0, 0],
    [10, 0, 100],
  ];
  for (const [said, took, off] of cases) assert.equal(percentOff(said, took), off, `${said} for ${took}`);
});
