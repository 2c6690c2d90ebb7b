import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STAY } from '../../www/group/playhead.ts';
import { type Happening, type State, Transport, type Wisher } from '../../www/group/transport.ts';
import { BEFORE } from '../../www/run/frame.ts';
import { evenPace, SPEEDS } from '../../www/run/pace.ts';

const MAKESPAN = 10_000;
const INSTANTS = Float64Array.of(0, 1000, 2500, MAKESPAN);

function create(): Transport {
  const transport = new Transport();
  transport.setRun({ makespan: MAKESPAN, pace: evenPace(1), instants: () => INSTANTS });
  return transport;
}

/** Maps the words of the tables below to calls of a transport. */
const ACTS: Readonly<Record<string, (transport: Transport) => void>> = {
  reach: (transport) => transport.reach(),
  play: (transport) => transport.play(),
  pause: (transport) => transport.pause(),
  toggle: (transport) => transport.toggle(),
  restart: (transport) => transport.restart(),
  'seek 4000': (transport) => transport.seek(4000),
  'seek -5': (transport) => transport.seek(-5),
  'seek ∞': (transport) => transport.seek(Number.POSITIVE_INFINITY),
  'jump 4000': (transport) => transport.jump(4000),
  'step 1': (transport) => transport.step(1),
  'step -1': (transport) => transport.step(-1),
  'step 9': (transport) => transport.step(9),
  'visit 4000': (transport) => transport.visit(4000),
  'move 0.1': (transport) => transport.move(0.1),
  'no loop': (transport) => {
    transport.looping = false;
  },
  'longer run': (transport) =>
    transport.setRun({ makespan: 2 * MAKESPAN, pace: evenPace(1), instants: () => INSTANTS }),
  free: (transport) => transport.setMotion('free'),
  paused: (transport) => transport.setMotion('paused'),
  reduced: (transport) => transport.setMotion('reduced'),
  '3 s': (transport) => transport.advance(3000),
  '9 s': (transport) => transport.advance(9000),
  // This is in the middle of the wipe, which starts two seconds after the end of the run.
  '12.075 s': (transport) => transport.advance(12_075),
};

type Case = readonly [acts: string, state: State, by: Wisher, time: number, ...happened: Happening[]];

const CASES: readonly Case[] = [
  // No reader has used the controls.
  ['', 'waiting', 'page', BEFORE],
  ['3 s', 'waiting', 'page', BEFORE],
  ['reach', 'playing', 'page', 0, 'play'],
  ['reach, 3 s', 'playing', 'page', 3000, 'play'],
  ['reach, 3 s, reach', 'playing', 'page', 3000, 'play'],
  ['reach, 12.075 s, 3 s', 'playing', 'page', 2075, 'play'],
  ['no loop, reach, 12.075 s', 'ended', 'page', MAKESPAN, 'play', 'pause'],
  ['no loop, reach, 12.075 s, reach', 'ended', 'page', MAKESPAN, 'play', 'pause'],
  ['no loop, reach, 12.075 s, paused, free', 'ended', 'page', MAKESPAN, 'play', 'pause'],
  // All figures of the page are paused.
  ['paused', 'preview', 'system', MAKESPAN],
  ['paused, free', 'waiting', 'page', BEFORE],
  ['paused, reach', 'resting', 'system', MAKESPAN],
  ['paused, free, reach', 'playing', 'page', 0, 'play'],
  ['paused, reach, free', 'playing', 'page', 0, 'play'],
  ['reach, 3 s, paused', 'held', 'system', 3000, 'play', 'pause'],
  ['reach, 3 s, paused, 9 s', 'held', 'system', 3000, 'play', 'pause'],
  ['reach, 3 s, paused, free', 'playing', 'page', 3000, 'play', 'pause', 'play'],
  ['reach, 12.075 s, paused', 'held', 'system', MAKESPAN, 'play', 'pause'],
  ['paused, play', 'playing', 'reader', 0, 'play'],
  // The reader's system asks for less motion.
  ['reduced', 'preview', 'system', MAKESPAN],
  ['reduced, longer run', 'preview', 'system', 2 * MAKESPAN],
  ['reduced, free', 'waiting', 'page', BEFORE],
  ['reduced, reach, longer run', 'resting', 'system', 2 * MAKESPAN],
  ['reach, 3 s, reduced', 'resting', 'system', MAKESPAN, 'play', 'pause'],
  ['reach, 3 s, reduced, free', 'playing', 'page', 0, 'play', 'pause', 'play'],
  ['reach, 3 s, paused, reduced', 'resting', 'system', MAKESPAN, 'play', 'pause'],
  ['reach, 3 s, reduced, paused', 'resting', 'system', MAKESPAN, 'play', 'pause'],
  ['no loop, reach, 12.075 s, reduced', 'resting', 'system', MAKESPAN, 'play', 'pause'],
  ['reduced, play, 12.075 s', 'ended', 'reader', MAKESPAN, 'play', 'pause'],
  // A reader uses the controls: nothing starts by itself any more, but reduced motion and the pause of all still stop it.
  ['play', 'playing', 'reader', 0, 'play'],
  ['toggle', 'playing', 'reader', 0, 'play'],
  ['reach, 3 s, toggle', 'held', 'reader', 3000, 'play', 'pause'],
  ['pause', 'held', 'reader', 0],
  ['pause, reach', 'held', 'reader', 0],
  ['pause, paused, free', 'held', 'reader', 0],
  ['play, 3 s, paused', 'held', 'reader', 3000, 'play', 'pause'],
  ['play, 3 s, reduced, free', 'held', 'reader', 3000, 'play', 'pause'],
  ['reach, 3 s, pause, reduced', 'held', 'reader', 3000, 'play', 'pause'],
  ['reach, 12.075 s, pause', 'held', 'reader', MAKESPAN, 'play', 'pause'],
  ['reach, 12.075 s, pause, play', 'playing', 'reader', 0, 'play', 'pause', 'play'],
  ['reach, 12.075 s, play', 'playing', 'reader', MAKESPAN, 'play'],
  ['no loop, play, 12.075 s, reach', 'ended', 'reader', MAKESPAN, 'play', 'pause'],
  ['no loop, play, 12.075 s, play', 'playing', 'reader', 0, 'play', 'pause', 'play'],
  // A reader or a program seeks to a moment.
  ['seek 4000', 'held', 'reader', 4000, 'seek'],
  ['seek -5', 'held', 'reader', 0, 'seek'],
  ['seek ∞', 'held', 'reader', MAKESPAN, 'seek'],
  ['reach, seek 4000, 3 s', 'held', 'reader', 4000, 'play', 'seek', 'pause'],
  ['seek 4000, play, 3 s', 'playing', 'reader', 7000, 'seek', 'play'],
  ['reach, 3 s, restart', 'playing', 'reader', 0, 'play', 'seek'],
  ['reduced, restart', 'playing', 'reader', 0, 'seek', 'play'],
  ['reach, jump 4000, 3 s', 'playing', 'page', 7000, 'play', 'seek'],
  ['jump 4000, 3 s', 'held', 'reader', 4000, 'seek'],
  ['seek 4000, longer run', 'held', 'reader', 4000, 'seek'],
  ['step 1', 'held', 'reader', 1000, 'seek'],
  ['step 1, step 1, step -1', 'held', 'reader', 1000, 'seek', 'seek', 'seek'],
  ['step -1', 'held', 'reader', 0, 'seek'],
  ['step 9', 'held', 'reader', MAKESPAN, 'seek'],
  // A link leads to a moment: nobody holds the run there, unless it would not move by itself.
  ['visit 4000', 'playing', 'page', 2500, 'seek', 'play'],
  ['visit 4000, 3 s', 'playing', 'page', 4000, 'seek', 'play'],
  ['reach, 3 s, visit 4000, 9 s', 'playing', 'page', 8000, 'play', 'seek'],
  ['no loop, reach, 12.075 s, visit 4000, 3 s', 'playing', 'page', 4000, 'play', 'pause', 'seek', 'play'],
  ['paused, visit 4000', 'held', 'reader', 4000, 'seek'],
  ['reduced, visit 4000', 'held', 'reader', 4000, 'seek'],
  ['reach, pause, visit 4000', 'held', 'reader', 4000, 'play', 'pause', 'seek'],
  ['play, visit 4000, 3 s, paused', 'held', 'reader', 4000, 'play', 'seek', 'pause'],
  ['seek 4000, move 0.1', 'held', 'reader', 5000, 'seek', 'seek'],
];

test('each call leads to the state, the moment and the events of the tables', () => {
  for (const [acts, state, by, time, ...happened] of CASES) {
    const transport = create();
    for (const act of acts.split(', ').filter(Boolean)) ACTS[act]!(transport);
    const seen = [transport.state, transport.by, transport.time, ...transport.takeHappenings()];
    assert.deepEqual(seen, [state, by, time, ...happened], acts || 'nothing');
    assert.deepEqual(transport.takeHappenings(), [], 'it is told once');
  }
});

test('a picture that is half wiped is complete once playback stops', () => {
  const transport = create();
  transport.reach();
  transport.advance(12_075);
  assert.equal(transport.wiped, 0.5);
  transport.pause();
  assert.equal(transport.wiped, 0);
});

test('with reduced motion, a run plays once; a loop that a reader has set stays', () => {
  const cases: [acts: readonly ((transport: Transport) => void)[], looping: boolean][] = [
    [[ACTS['reduced']!], false],
    [[ACTS['reduced']!, ACTS['free']!], true],
    [[ACTS['paused']!], true],
    [[ACTS['no loop']!, ACTS['paused']!, ACTS['free']!], false],
    [[ACTS['pause']!, ACTS['reduced']!], true],
    [[ACTS['reduced']!, ACTS['play']!, ACTS['free']!], false],
  ];
  for (const [acts, looping] of cases) {
    const transport = create();
    for (const act of acts) act(transport);
    assert.equal(transport.looping, looping);
  }
});

test('only listed speeds are allowed, and the last one stays', () => {
  const transport = create();
  for (const speed of SPEEDS.slice(SPEEDS.indexOf(1) + 1)) {
    transport.changeSpeed(1);
    assert.equal(transport.speed, speed);
  }
  transport.changeSpeed(1);
  assert.equal(transport.speed, SPEEDS.at(-1));
  const message = 'playbackRate is 3; it must be one of 0.25, 0.5, 1, 2, 4, 8, 16';
  assert.throws(() => Object.assign(transport, { speed: 3 }), { message });
});

test('an invalid moment or step is an error, and changes nothing', () => {
  const transport = create();
  assert.throws(() => transport.seek(Number.NaN), { message: 'ms is NaN; it must be a number of milliseconds' });
  assert.throws(() => transport.step(0.5), { message: 'n is 0.5; it must be a whole number other than 0' });
  assert.deepEqual([transport.state, transport.takeHappenings()], ['waiting', []]);
});

test('a run has its own pace until somebody chooses a speed, and tells of time-lapse while it goes on in it', () => {
  const pace = { until: 4000, factor: 3 };
  const cases: [acts: readonly ((transport: Transport) => void)[], time: number, lapse: number, isPaced: boolean][] = [
    [[ACTS['3 s']!], 3000, 1, true],
    [[ACTS['3 s']!, ACTS['3 s']!], 10_000, 1, true],
    [[(transport) => transport.advance(5000)], 7000, 3, true],
    [[(transport) => transport.advance(5000), ACTS['pause']!], 7000, 1, true],
    [[(transport) => Object.assign(transport, { speed: 1 }), ACTS['9 s']!], 9000, 1, false],
    [[(transport) => Object.assign(transport, { speed: 2 }), ACTS['3 s']!], 6000, 1, false],
    [
      [(transport) => Object.assign(transport, { speed: 2 }), (transport) => transport.unsetSpeed(), ACTS['3 s']!],
      3000,
      1,
      true,
    ],
    [[(transport) => transport.changeSpeed(1), ACTS['3 s']!], 6000, 1, false],
    [[(transport) => transport.jump(4000), ACTS['3 s']!.bind(null)], 10_000, 1, true],
    [[(transport) => transport.setMotion('reduced'), ACTS['restart']!, ACTS['9 s']!], 9000, 1, false],
  ];
  for (const [acts, time, lapse, isPaced] of cases) {
    const transport = create();
    transport.setRun({ makespan: MAKESPAN, pace, instants: () => INSTANTS });
    transport.looping = false;
    transport.reach();
    for (const act of acts) act(transport);
    assert.deepEqual([transport.time, transport.lapse, transport.isPaced], [time, lapse, isPaced], acts.join('; '));
  }
});

test('a reader who pauses a run that stays at a moment keeps it there', () => {
  const transport = create();
  transport.visit(4000);
  transport.advance(2000);
  transport.pause();
  transport.advance(STAY);
  assert.deepEqual([transport.time, transport.stays], [4000, true]);
});
