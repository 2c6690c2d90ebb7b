import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELD_NAMES } from '../../www/lab/state/fields.ts';
import { type Check, readHash, writeHash } from '../../www/lab/state/hash.ts';
import { type LabState, START, tidy } from '../../www/lab/state/state.ts';
import { presets } from '../../www/page/presets.ts';
import type { Scenario } from '../../www/run/scenario.ts';
import { simulate } from '../support/simulator.ts';

const check: Check = (scenario) => {
  try {
    simulate(scenario);
    return undefined;
  } catch (error) {
    return error as Error & { field?: string };
  }
};

const read = (hash: string) => readHash(hash, check);
const scenario = (fields: object) => ({ ...START, scenario: { ...START.scenario, ...fields } as Scenario });

const LINKS: [state: LabState, hash: string][] = [
  [START, ''],
  [scenario({ limit: 8 }), '#v=1&limit=8'],
  [scenario({ cores: undefined }), '#v=1&cores='],
  [scenario({ load: 1500, render: [800, 1500] }), '#v=1&load=1500&render=800..1500'],
  [scenario({ strategy: 'work-stealing', workers: 2, grid: [3, 2] }), '#v=1&strategy=work-stealing&workers=2&grid=3x2'],
  [scenario({ gil: true, chain: true, blocking: [0, 5] }), '#v=1&gil=true&blocking=0,5&chain=true'],
  [
    { ...scenario({ switchCost: 0.006 }), pin: { strategy: 'coroutines', gil: undefined, limit: 8 } },
    '#v=1&switchCost=0.006&pin=coroutines,limit:8',
  ],
  [{ ...START, speed: 0.5, open: [], at: 4200.125 }, '#v=1&speed=0.5&open=&at=4200.125ms'],
  [{ ...START, open: ['lanes', 'code'] }, '#v=1&open=lanes,code'],
  [
    scenario({
      grid: undefined,
      load: undefined,
      render: undefined,
      seed: undefined,
      tasks: [
        { load: 2, render: 1 },
        { load: 0, render: 3, after: [0] },
      ],
    }),
    '#v=1&grid=&load=&render=&seed=&tasks=[%7B%22load%22:2,%22render%22:1%7D,%7B%22load%22:0,%22render%22:3,%22after%22:[0]%7D]',
  ],
];

test('a link holds what differs from the start, in order and in words, and leads back to it', () => {
  for (const [state, hash] of LINKS) {
    assert.equal(writeHash(state), hash);
    const { state: back, problems } = read(hash);
    assert.deepEqual(problems, [], hash);
    assert.deepEqual(
      { ...back, scenario: tidy(back.scenario, FIELD_NAMES) },
      { ...state, scenario: tidy(state.scenario, FIELD_NAMES) },
      hash,
    );
    assert.equal(writeHash(back), hash);
  }
});

test('every figure of the article has a link', () => {
  for (const [id, options] of Object.entries(presets)) {
    const state = { ...START, scenario: tidy(options as Scenario, FIELD_NAMES) };
    const { state: back, problems } = read(writeHash(state));
    assert.deepEqual([tidy(back.scenario, FIELD_NAMES), problems], [state.scenario, []], id);
  }
});

test('what is wrong with a link is named, and the rest of it holds', () => {
  const bad: [hash: string, problems: string[], kept: object][] = [
    ['#v=2&limit=3', ['v is "2"; it must be the version of the link, 1'], { limit: 3 }],
    ['#limit=3', ['v is missing; it must be the version of the link, 1'], { limit: 3 }],
    [
      '#v=1&limit=0&cores=2',
      ['limit is 0; it must be a whole number from 1 to 4294967295, or left out for no bound'],
      { cores: 2 },
    ],
    [
      '#v=1&limit=many',
      ['limit is "many"; it must be a whole number from 1 to 4294967295, or left out for no bound'],
      {},
    ],
    ['#v=1&grid=4&seed=7', ['grid is "4"; it must be columns × rows, such as "4x4"'], { seed: 7 }],
    ['#v=1&limit=3&limit=4', ['limit is "4"; it must be given once'], { limit: 3 }],
    ['#v=1&colour=red', ['"colour" is unknown to the lab'], {}],
    [
      '#v=1&__proto__=1&constructor=2',
      ['"__proto__" is unknown to the lab', '"constructor" is unknown to the lab'],
      {},
    ],
    ['#v=1&limit', ['"limit" is unknown to the lab'], {}],
    ['#v=1&seed=%E0%A4', ['seed is "%E0%A4"; it must be written as in a link, with % before two digits'], {}],
    [
      '#v=1&pin=fork',
      [
        'pin is "fork"; it must be one of loop, coroutines, threads, gil, processes, stealing, such as "coroutines,limit:8"',
      ],
      {},
    ],
    ['#v=1&pin=loop,slots:3', ['pin is "slots:3"; it must be limit, cores or workers, such as "limit:8"'], {}],
    [
      '#v=1&pin=threads,limit:0',
      ['pin: limit is 0; it must be a whole number from 1 to 4294967295, or left out for no bound'],
      {},
    ],
    ['#v=1&speed=3', ['speed is "3"; it must be one of 0.25, 0.5, 1, 2, 4, 8, 16'], {}],
    ['#v=1&at=-4ms', ['at is "-4ms"; it must be a moment such as "4200ms"'], {}],
    ['#v=1&open=lanes,doors', ['open is "doors"; it must be one of lanes, numbers, account, code'], {}],
    ['#v=1&tasks=[', ['tasks is not JSON: Unexpected end of JSON input'], {}],
    [
      '#v=1&blocking=99&limit=2',
      ['blocking is [99]; it must be a list of numbers of tasks, each below 16'],
      { limit: 2 },
    ],
    [`#v=1&seed=${'1'.repeat(100_001)}`, ['the link has 100011 characters; it must have at most 100000'], {}],
  ];
  for (const [hash, problems, kept] of bad) {
    const { state, problems: said } = read(hash);
    assert.deepEqual(said, problems, hash.slice(0, 60));
    assert.deepEqual(
      tidy(state.scenario, FIELD_NAMES),
      tidy({ ...START.scenario, ...kept }, FIELD_NAMES),
      hash.slice(0, 60),
    );
  }
});

/** Gives the same numbers in each run: a linear congruential generator. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('whatever a link says, it gives a state that can be run, whose own link leads back to it', () => {
  const random = randomFrom(15);
  const words = LINKS.flatMap(([, hash]) => hash.slice(1).split('&')).filter(Boolean);
  const noise = [
    '&',
    '=',
    '%',
    '%zz',
    '..',
    ',',
    '-1',
    '1e99',
    'NaN',
    '[]',
    '{}',
    'null',
    '<b>',
    '\u0000',
    '💥',
    'v=1',
    ' ',
  ];
  const pick = (from: readonly string[]) => from[random(from.length)]!;
  for (let round = 0; round < 1500; round++) {
    const parts = Array.from({ length: random(5) }, () => pick(words));
    let hash = `#v=1&${parts.join('&')}`;
    for (let i = random(4); i > 0; i--) {
      const at = random(hash.length);
      hash = hash.slice(0, at) + pick(noise) + hash.slice(at + random(3));
    }
    const { state } = read(hash);
    assert.equal(check(state.scenario), undefined, hash);
    const again = read(writeHash(state));
    assert.deepEqual(again.problems, [], hash);
    assert.equal(writeHash(again.state), writeHash(state), hash);
  }
});
