import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkOptions } from '../../www/figure/options.ts';
import { presets } from '../../www/page/presets.ts';
import { type NotableEvent, notableEventsOf } from '../../www/panels/account/notable-events.ts';
import { activityAt, momentText, type TalliedRun } from '../../www/panels/account/sentences.ts';
import { summarize } from '../../www/panels/account/summary.ts';
import { makeSeekable } from '../../www/run/seekable-timeline.ts';
import { tallyOf } from '../../www/run/tally.ts';
import { stateKey } from '../../www/words/names.ts';
import { setStrings } from '../../www/words/strings.ts';
import { simulate } from '../support/simulator.ts';

type Scenario = Readonly<Record<string, unknown>>;

function runOf(scenario: Scenario): TalliedRun {
  const timeline = makeSeekable(simulate(scenario));
  return { scenario, timeline, tally: tallyOf(timeline) };
}

const presetOf = (id: string) => runOf(checkOptions(presets[id]!).scenario);
const textsOf = (run: TalliedRun, most = 8) => summarize(run, most).map(({ text }) => text);

/** Returns pseudo-random numbers from 0 to 1, the same in every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomScenario(seed: number): Scenario {
  const random = generator(seed);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const maybe = <T>(name: string, value: () => T) => (random() < 0.5 ? { [name]: value() } : {});
  const strategies = ['sequential', 'threads', 'processes', 'coroutines', 'work-stealing', 'gil', 'turns'];
  const strategy = strategies[upTo(strategies.length - 1)]!;
  const tasks = Array.from({ length: 1 + upTo(11) }, (_, i) => ({
    ...{ load: random() < 0.2 ? 0 : upTo(9000), render: random() < 0.2 ? 0 : upTo(3000) },
    ...(random() < 0.2 ? { blocking: true } : {}),
    ...(i > 0 && random() < 0.2 ? { after: [upTo(i - 1)] } : {}),
  }));
  return {
    ...{ strategy: strategy === 'gil' ? 'threads' : strategy === 'turns' ? 'coroutines' : strategy, tasks },
    ...(strategy === 'gil' ? { gil: true, gilInterval: 100 + upTo(900) } : {}),
    ...(strategy === 'turns' ? { turns: true } : {}),
    ...maybe('serverConnections', () => 1 + upTo(3)),
    ...maybe('switchCost', () => upTo(20)),
    ...(strategy === 'sequential' ? {} : maybe('limit', () => 1 + upTo(5))),
    ...(strategy === 'work-stealing' ? maybe('workers', () => 1 + upTo(3)) : {}),
    ...(['threads', 'processes', 'work-stealing'].includes(strategy) ? maybe('cores', () => 1 + upTo(3)) : {}),
    ...(['threads', 'processes'].includes(strategy) ? maybe('quantum', () => 200 + upTo(800)) : {}),
    ...maybe('threadStart', () => upTo(300)),
    ...maybe('processStart', () => upTo(900)),
    ...maybe('coroutineStart', () => upTo(9)),
  };
}

const RUNS: readonly (readonly [name: string, run: TalliedRun])[] = [
  ...Object.keys(presets).map((id) => [id, presetOf(id)] as const),
  ['nothing to do', runOf({ strategy: 'threads', threadStart: 1, grid: [2, 2], load: 0, render: 0 })],
  ...Array.from({ length: 200 }, (_, seed) => [`random ${seed}`, runOf(randomScenario(seed))] as const),
];

/** Lists the spans of a run as objects. */
function spansOf({ timeline: { state, start, end, task } }: TalliedRun) {
  return Array.from(state, (kind, i) => ({
    ...{ kind: stateKey(kind), start: start[i]!, end: end[i]!, task: task[i]! },
  }));
}

type Spans = ReturnType<typeof spansOf>;
const BUSY = ['blocked', 'switch', 'render'];
const at = (spans: Spans, t: number, ...kinds: string[]) =>
  spans.filter(({ kind, start, end }) => kinds.includes(kind) && start <= t && t < end).length;

/** Finds the notable events of a run by a search of every span at every instant. */
function naiveEvents(run: TalliedRun): NotableEvent[] {
  const all = spansOf(run);
  const { makespan, tasks, slots } = run.timeline;
  const instants = [...new Set([0, ...all.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const ofTask = Array.from({ length: tasks }, (_, task) => all.filter((span) => span.task === task));
  const worked = ofTask.filter((spans) => spans.length > 0);
  if (worked.length === 0) {
    const events: NotableEvent[] = [{ kind: 'nothing', time: 0, until: 0, count: tasks }];
    if (makespan > 0) events.push({ kind: 'start', time: 0, until: makespan, count: slots });
    return events;
  }
  const of = (kind: string) => all.filter((span) => span.kind === kind);
  const finishes = ofTask.map((spans) => Math.max(0, ...spans.map(({ end }) => end)));
  const begins = worked.map((spans) => Math.min(...spans.map(({ start }) => start)));
  const begin = Math.min(...begins);
  const end = Math.max(...finishes);
  const inFlight = (t: number) =>
    worked.filter((spans) => spans.some((span) => span.start <= t && t < span.end)).length;
  const finished = (t: number) => finishes.filter((finish) => finish <= t).length;

  const found: NotableEvent[] = [];
  const add = (kind: NotableEvent['kind'], time: number, count: number, until = time) =>
    found.push({ kind, time, until, count });
  const addMost = (kind: NotableEvent['kind'], state: string, least: number) => {
    const most = Math.max(...instants.map((t) => at(all, t, state)));
    const time = instants.find((t) => at(all, t, state) === most)!;
    if (most >= least && time > begin) add(kind, time, most);
  };

  add('begin', begin, inFlight(begin));
  add('end', end, tasks);
  if (of('start').length > 0) add('start', 0, slots, Math.max(...of('start').map(({ end }) => end)));
  addMost('queued', 'queued', 1);
  addMost('ready', 'ready', 2);
  addMost('peak', 'render', 2);
  const calls = of('blocked').sort((a, b) => b.end - b.start - (a.end - a.start));
  if (calls[0]) add('blocked', calls[0].start, calls.length, calls[0].end);
  const cut = of('render').filter((one) => all.some(({ task, start }) => task === one.task && start >= one.end));
  if (cut.length > 0) add('preempt', Math.min(...cut.map(({ end }) => end)), cut.length);
  if (of('switch').length > 0) add('switch', Math.min(...of('switch').map(({ start }) => start)), of('switch').length);

  const isIdle = (t: number) => at(all, t, ...BUSY) === 0;
  const stretches: [from: number, to: number][] = [];
  instants.slice(0, -1).forEach((t, i) => {
    if (!isIdle(t)) return;
    if (i > 0 && isIdle(instants[i - 1]!)) stretches.at(-1)![1] = instants[i + 1]!;
    else stretches.push([t, instants[i + 1]!]);
  });
  const isBusyIn = (from: number, to: number) => instants.some((t) => from <= t && t < to && !isIdle(t));
  const pauses = stretches.filter(([from, to]) => isBusyIn(0, from) && isBusyIn(to, makespan));
  const longest = [...pauses].sort((a, b) => b[1] - b[0] - (a[1] - a[0]))[0];
  if (longest && longest[1] - longest[0] >= 0.02 * makespan) add('pause', longest[0], pauses.length, longest[1]);

  const loads = all.filter(({ kind }) => kind === 'load' || kind === 'blocked');
  const render = of('render')[0];
  const before = all
    .filter(({ task, start, kind }) => task === render?.task && start < render.start && kind !== 'switch')
    .at(-1);
  const isFirst = before && loads.includes(before) && loads.every(({ end }) => end >= before.end);
  if (render && isFirst && render.start > begin) add('first', render.start, 1);
  const loaded = Math.max(0, ...loads.map(({ end }) => end));
  const left = tasks - finished(loaded);
  if (loaded > 0 && left > 1 && makespan - loaded >= 0.02 * makespan) add('loaded', loaded, left);
  const half = instants.find((t) => finished(t) >= tasks / 2)!;
  if (half > 0 && half < end) add('half', half, finished(half));
  if (Math.max(...begins) > begin) add('last', Math.max(...begins), 1);
  return found;
}

test('the notable events are those that a search of every span at every instant finds', () => {
  const seen = new Set<string>();
  const byKind = (events: NotableEvent[]) => events.sort((a, b) => (a.kind < b.kind ? -1 : 1));
  for (const [name, run] of RUNS) {
    const events = notableEventsOf(run.timeline, run.tally);
    for (const { kind } of events) seen.add(kind);
    assert.deepEqual(byKind(events), byKind(naiveEvents(run)), `${name}: ${JSON.stringify(run.scenario)}`);
  }
  const kinds = 'begin blocked end first half last loaded nothing pause peak preempt queued ready start switch';
  assert.equal([...seen].sort().join(' '), kinds, 'each is there');
});

const task = (load: number, render: number, more: object = {}) => ({ load, render, ...more });

test('accounts are short, clear and true', () => {
  const cases: [scenario: string | Scenario, texts: string[]][] = [
    [
      'coroutine-ideal',
      [
        'At the start all 16 tiles begin to load.',
        'At 1.8 s the first tile is loaded, and its render begins.',
        'At 6.5 s 12 tiles are loaded and stand in line for the core: the longest line.',
        'From 6.5 s on nothing is loading any more: 13 of 16 tiles are not finished yet.',
        'At 10.9 s 8 of 16 tiles are finished.',
        'At 19.4 s the last tile is finished: 4.2 times as fast as one after another.',
      ],
    ],
    [
      'both-bound-left',
      [
        'At the start 8 of 16 tiles begin to load.',
        'At 1.8 s the first tile is loaded, and its render begins.',
        'At 6.5 s 6 tiles are loaded and stand in line for the core: the longest line.',
        'At 10.9 s 8 of 16 tiles are finished.',
        'At 10.9 s the last of 16 tiles begins.',
        'From 17.3 s on nothing is loading any more: 3 of 16 tiles are not finished yet.',
        'At 19.4 s the last tile is finished: 4.2 times as fast as one after another.',
      ],
    ],
    [
      'time-slices',
      [
        'At the start 8 of 16 tiles begin to load.',
        'At 300 ms a core switches to its first tile: 183 switches take 54.9 ms in all.',
        'At 300 ms the first tile is loaded, and its render begins.',
        'At 550 ms a render is interrupted so that another has its turn: the first of 167 times.',
        'At 600 ms 4 tiles are loaded and stand in line for a core: the longest line.',
        'From 8.0 s on nothing is loading any more: 8 of 16 tiles are not finished yet.',
        'At 12.4 s the last tile is finished: 4.3 times as fast as one after another.',
      ],
    ],
    [
      'blocking-right',
      [
        'At the start 8 of 16 tiles begin to load.',
        'At 1.8 s the first tile is loaded, and its render begins.',
        'From 3.7 s to 9.4 s a blocking call keeps the core: nothing can be rendered meanwhile.',
        'At 9.2 s 7 tiles are loaded and stand in line for the core: the longest line.',
        'At 11.1 s 8 of 16 tiles are finished.',
        'At 11.1 s the last of 16 tiles begins.',
        'From 15.8 s to 17.5 s the core has nothing to do: the longest of 4 pauses.',
        'At 17.8 s the last tile is finished: 4.0 times as fast as one after another.',
      ],
    ],
    [
      'busy-server-left',
      [
        'At the start all 16 tiles begin, but 12 stand in line at the server, which serves 4 at a time.',
        'At 1.8 s the first tile is loaded, and its render begins.',
        'At 9.0 s 8 of 16 tiles are finished.',
        'From 16.0 s to 19.9 s the core has nothing to do: the longest of 9 pauses.',
        'At 20.2 s the last tile is finished: 3.5 times as fast as one after another.',
      ],
    ],
    [
      'gil-left',
      [
        'At the start 4 threads are started, one after the other, which takes 4 ms.',
        'At 1 ms the first of 16 tiles begins to render.',
        'At 4 ms 3 tiles stand in line for the lock: the longest line.',
        'At 101 ms a render is interrupted so that another has its turn: the first of 155 times.',
        'At 9.9 s 8 of 16 tiles are finished.',
        'At 15.8 s the last of 16 tiles begins.',
        'At 17.6 s the last tile is finished: just as fast as one after another.',
      ],
    ],
    [
      'cpu-bound-left',
      [
        'At the start 8 of 16 tiles begin: 7 in line for the core, 1 rendering.',
        'At 9.1 s 8 of 16 tiles are finished.',
        'At 9.1 s the last of 16 tiles begins.',
        'At 17.6 s the last tile is finished: just as fast as one after another.',
      ],
    ],
    [
      { strategy: 'coroutines', tasks: [task(2000, 1000)] },
      [
        'At the start the tile begins to load.',
        'At 2.0 s the tile is loaded, and its render begins.',
        'At 3.0 s the tile is finished.',
      ],
    ],
    [
      { strategy: 'coroutines', grid: [3, 1], load: 0, render: 0 },
      ['There is nothing to do: all 3 tiles are finished at the start.'],
    ],
    [
      { strategy: 'threads', threadStart: 5, tasks: [task(0, 0)] },
      [
        'There is nothing to do: the tile is finished at the start.',
        'At the start 1 thread is started, which takes 5 ms.',
      ],
    ],
    [
      // The core renders task 0 in 1..2, waits for task 1 until 4, and for task 3, the second to begin later, until 8.
      { strategy: 'coroutines', limit: 3, tasks: [task(1000, 1000), task(4000, 1000), task(5000, 0), task(6000, 500)] },
      [
        'At the start 3 of 4 tiles begin to load.',
        'At 1.0 s the first tile is loaded, and its render begins.',
        'At 2.0 s the last of 4 tiles begins.',
        'From 5.0 s to 8.0 s the core has nothing to do: the longest of 2 pauses.',
        'At 5.0 s 3 of 4 tiles are finished.',
        'At 8.5 s the last tile is finished: 2.2 times as fast as one after another.',
      ],
    ],
    [
      // All three slots are in use when the core has rendered task 0.
      {
        strategy: 'coroutines',
        limit: 3,
        tasks: [task(1000, 1000), task(4000, 1000), task(4000, 1000), task(6000, 500)],
      },
      [
        'At the start 3 of 4 tiles begin to load.',
        'At 1.0 s the first tile is loaded, and its render begins.',
        'At 2.0 s all 3 coroutines are waiting, and the core is idle until 4.0 s: the longest of 2 pauses.',
        'At 2.0 s the last of 4 tiles begins.',
        'At 5.0 s 2 of 4 tiles are finished.',
        'At 8.5 s the last tile is finished: 2.2 times as fast as one after another.',
      ],
    ],
    [
      // Both workers are blocked until task 0 renders in 2..3, and task 2, which is loaded in 0..1, waits until 3.
      {
        strategy: 'work-stealing',
        workers: 2,
        tasks: [task(2000, 1000, { blocking: true }), task(3000, 0, { blocking: true }), task(1000, 1000)],
      },
      [
        'At the start all 3 tiles begin: 1 loading, 2 in a blocking call.',
        'From the start to 3.0 s the longest of 2 blocking calls keeps one of 2 cores.',
        'At 3.0 s 2 of 3 tiles are finished.',
        'At 4.0 s the last tile is finished: 2.0 times as fast as one after another.',
      ],
    ],
    [
      // Tasks 2 and 3 begin at 2, and ask for their loads at 5, when task 1 has rendered.
      {
        strategy: 'coroutines',
        turns: true,
        tasks: [task(1000, 1000), task(0, 3000, { after: [0] }), ...[0, 1].map(() => task(2000, 1000, { after: [0] }))],
      },
      [
        'At the start the first of 4 tiles begins to load.',
        'At 1.0 s the first tile is loaded, and its render begins.',
        'At 2.0 s 2 tiles stand in line for the core: the longest line.',
        'At 2.0 s the last of 4 tiles begins.',
        'From 5.0 s to 7.0 s the core has nothing to do.',
        'At 5.0 s 2 of 4 tiles are finished.',
        'From 7.0 s on nothing is loading any more: 2 of 4 tiles are not finished yet.',
        'At 9.0 s the last tile is finished: 1.2 times as fast as one after another.',
      ],
    ],
    [
      // The server serves task 2 in 0..5 and leaves task 3 and 4, which begin at 1 and 2, waiting.
      {
        strategy: 'threads',
        limit: 3,
        serverConnections: 1,
        tasks: [task(0, 1000), task(0, 2000), task(5000, 0), task(1000, 0), task(1000, 1000)],
      },
      [
        'At the start 3 of 5 tiles begin: 1 loading, 2 rendering.',
        'At 2.0 s 2 tiles stand in line at the server, which serves 1 at a time: the longest line.',
        'At 2.0 s all 3 threads are waiting, and no core has anything to do until 7.0 s.',
        'At 2.0 s the last of 5 tiles begins.',
        'At 5.0 s 3 of 5 tiles are finished.',
        'At 8.0 s the last tile is finished: 1.4 times as fast as one after another.',
      ],
    ],
    [
      // Task 0 renders in 0.001..1.001 and, after task 1 in 1.002..1.502, in 1.503..2.003.
      { strategy: 'threads', cores: 1, quantum: 1000, switchCost: 1, tasks: [task(0, 1500), task(0, 500)] },
      [
        'At the start both tiles begin: 1 in line for the core, 1 being switched to.',
        'At the start the core switches to its first tile: 3 switches take 3 ms in all.',
        'At 1.0 s a render is interrupted so that another has its turn: the only time.',
        'At 1.5 s 1 of 2 tiles is finished.',
        'At 2.0 s the last tile is finished: just as fast as one after another.',
      ],
    ],
    [
      // The lock is held in 1..2 and 4..4.5.
      { strategy: 'threads', gil: true, gilInterval: 1000, tasks: [task(1000, 500), task(1000, 500), task(4000, 500)] },
      [
        'At the start all 3 tiles begin to load.',
        'At 1.0 s the first tile is loaded, and its render begins.',
        'From 2.0 s to 4.0 s no core has anything to do.',
        'At 2.0 s 2 of 3 tiles are finished.',
        'At 4.5 s the last tile is finished: 1.7 times as fast as one after another.',
      ],
    ],
    [
      // The first process has finished all tasks before the third is started.
      { strategy: 'processes', processStart: 1000, tasks: [task(0, 100), task(0, 100), task(0, 100)] },
      [
        'At the start 3 processes are started, one after the other, which takes 3.0 s.',
        'At 1.0 s the first of 3 tiles begins to render.',
        'At 1.2 s 2 of 3 tiles are finished.',
        'At 1.2 s the last of 3 tiles begins.',
        'At 1.3 s the last tile is finished.',
      ],
    ],
  ];
  for (const [scenario, texts] of cases) {
    const run = typeof scenario === 'string' ? presetOf(scenario) : runOf(scenario);
    assert.deepEqual(textsOf(run), texts, JSON.stringify(scenario));
  }
});

const wordsIn = (text: string) => text.split(/\s+/).length;

test('an account is short enough to listen to, and goes from the start to the end in the order of time', () => {
  for (const [name, run] of RUNS) {
    for (const most of [6, 8]) {
      const told = summarize(run, most);
      const text = told.map(({ text }) => text).join(' ');
      assert.ok(told.length <= most, `${name}: ${told.length} sentences`);
      assert.ok(wordsIn(text) <= 110, `${name}: ${wordsIn(text)} words`);
      const times = told.map(({ event }) => event.time);
      assert.deepEqual(
        times,
        [...times].sort((a, b) => a - b),
        name,
      );
      const kinds: string[] = told.map(({ event }) => event.kind);
      const ends = kinds.includes('nothing') || (kinds.includes('begin') && kinds.at(-1) === 'end');
      assert.ok(ends, `${name}: ${kinds}`);
      // Events that are special to a run are preferred to those that every run has.
      const { tally, timeline } = run;
      const special = ['start', 'queued', 'blocked', 'preempt', 'switch'];
      for (const { kind } of notableEventsOf(timeline, tally)) {
        if (special.includes(kind)) assert.ok(kinds.includes(kind), `${name}: ${kind}`);
      }
    }
  }
});

test('singular and plural are right, and no name in braces is left', () => {
  for (const [name, run] of RUNS) {
    const { makespan } = run.timeline;
    const now = [-1, 0, 0.2, 0.4, 0.6, 0.8, 1].map((part) => activityAt(part * makespan, run));
    for (const text of [...textsOf(run), ...now]) {
      assert.doesNotMatch(text, /[{}]|undefined|NaN|Infinity/, name);
      assert.doesNotMatch(text, /(?<!of )\b1 (?:tiles|threads|processes|coroutines|cores|switches)\b/, name);
      assert.doesNotMatch(text, /\b(?:[2-9]|\d\d+) (?:tile|thread|process|coroutine|core)\b/, name);
      assert.doesNotMatch(text, /\b1 (?!of \d+ tiles are not)(?:of \d+ )?tiles (?:begin|are|stand)\b/, name);
    }
  }
});

test('the activity at a moment agrees with the spans of that moment', () => {
  for (const [name, run] of RUNS) {
    const all = spansOf(run);
    const { makespan, tasks } = run.timeline;
    const times = [...all.map(({ start }) => start), ...all.map(({ end }) => end)].filter((_, i) => i % 7 === 0);
    for (const t of [0, ...times, ...Array.from({ length: 20 }, (_, i) => ((i * 0.618034) % 1) * makespan)]) {
      const text = activityAt(t, run);
      const where = `${name} at ${t} ms: ${text}`;
      assert.ok(wordsIn(`${momentText(t, makespan)}: ${text}`) <= 30, where);
      if (t >= makespan) {
        assert.match(text, /^finished after /, where);
        continue;
      }
      const found = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
      assert.equal(found(/(\d+) of \d+ \w+ starting/), at(all, t, 'start'), where);
      assert.equal(found(/(\d+) in line at the server/), at(all, t, 'queued'), where);
      assert.equal(found(/(\d+) loading/), at(all, t, 'load'), where);
      assert.equal(found(/(\d+) in a blocking call/), at(all, t, 'blocked'), where);
      assert.equal(found(/(\d+) in line for (?:the core|a core|the lock)/), at(all, t, 'ready'), where);
      assert.equal(found(/(\d+) being switched to/), at(all, t, 'switch'), where);
      assert.equal(found(/(\d+) rendering/), at(all, t, 'render'), where);
      assert.equal(/the core idle|no core busy|the lock free/.test(text), at(all, t, ...BUSY) === 0, where);
      const done = Array.from({ length: tasks }, (_, one) => all.every(({ task, end }) => task !== one || end <= t));
      if (tasks > 1) assert.equal(found(/(\d+) of \d+ tiles finished/), done.filter(Boolean).length, where);
    }
  }
});

test('the activity before the start is that nothing has begun, and at the end it is the result', () => {
  const run = presetOf('coroutine-ideal');
  const { makespan } = run.timeline;
  assert.equal(`${momentText(-1, makespan)}: ${activityAt(-1, run)}`, 'Before the start: nothing has begun');
  assert.equal(
    `${momentText(makespan, makespan)}: ${activityAt(makespan, run)}`,
    'At the end: finished after 19.4 s, 4.2 times as fast as one after another',
  );
  assert.equal(activityAt(1e9, presetOf('sync-ideal')), 'finished after 81.5 s', 'that is one after another');
});

test('an account of 100,000 tiles is as short', () => {
  for (const more of [{}, { limit: 100, quantum: 100, cores: 4 }, { serverConnections: 50 }]) {
    const run = runOf({ strategy: 'threads', grid: [400, 250], load: [100, 900], render: [10, 300], seed: 7, ...more });
    assert.equal(run.timeline.tasks, 100_000);
    const told = summarize(run, 8);
    assert.ok(told.length >= 4 && told.length <= 8, `${told.length} sentences`);
    assert.ok(wordsIn(told.map(({ text }) => text).join(' ')) <= 110);
  }
});

test('every sentence can be replaced', () => {
  setStrings({ 'account.load.many': '{tiles} laden {when}.', 'account.at.start': 'am Anfang' });
  assert.equal(textsOf(presetOf('coroutine-ideal'))[0], 'all 16 tiles laden am Anfang.');
});
