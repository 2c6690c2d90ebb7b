import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMoment } from '../../www/words/moment.ts';

test('a moment is a number with a unit, a percentage, or a word', () => {
  const cases: [text: string, time: number][] = [
    ['4.2s', 4200],
    ['4.2 s', 4200],
    [' 800ms ', 800],
    ['.5s', 500],
    ['0.1min', 6000],
    ['50%', 5000],
    ['start', 0],
    ['end', 10_000],
    ['1min', 10_000],
    ['0s', 0],
  ];
  for (const [text, time] of cases) assert.equal(parseMoment('data-cvsp-at', text, 10_000), time, text);
});

test('a text that is not a moment is an error that names it', () => {
  for (const text of ['', '4', '4,2s', '-1s', 's', '1h', '1e3s', 'Infinitys', '4.2s later', 'middle']) {
    assert.throws(() => parseMoment('data-cvsp-at', text, 10_000), {
      message: `data-cvsp-at is ${JSON.stringify(text)}; it must be a moment such as "4.2s", "800ms", "1.5min", "50%", "start" or "end"`,
    });
  }
});
