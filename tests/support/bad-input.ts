// Malformed attributes, JSON texts and option objects, and what is said of each, to the letter.

import { presets } from '../../www/page/presets.ts';

const COUNT = 'a whole number from 1 to 4294967295, or left out for no bound';
const DURATION = 'milliseconds from 0 to 1000000000';
const SLICE = 'milliseconds from 0.001 to 1000000000, or left out';
const MEMORY = 'a whole number from 0 to 1099511627776, or left out for none';
const SEED = 'a whole number from 0 to 9007199254740991, or left out for another workload each time';
const RANGE =
  'one number, [least, most] or [least, most, step], in milliseconds from 0 to 1000000000, with least at most most and a step of at least 0.001';
const SIDES =
  '[columns, rows], two whole numbers from 1 whose product is at most 1048576, or left out where tasks are given one by one';
const NUMBERS = 'a list of numbers of tasks, each below 16';
const FLAG = 'true or false';
const LANGUAGE = 'true or false, or one of "python", "rust", "javascript"';
const STRATEGY = 'one of "sequential", "threads", "processes", "coroutines", "work-stealing"';
const PICTURE = 'one of "harbour", "balloons"';
const TEXT = 'a text that is not empty, or left out';
const LINE = 'a number from 0, the top of the window, to 1, its bottom';
const AUTOPLAY = '"visible" or true, or "never" or false';
const PRESET = `one of ${Object.keys(presets)
  .map((id) => `"${id}"`)
  .join(', ')}`;
const MOMENT = 'a moment such as "4.2s", "800ms", "1.5min", "50%", "start" or "end"';
const MARKERS = 'an object such as {"4.2s": "the first tile is loaded"}';
const TASKS = 'a list of 1 to 1048576 tasks';
const ALONE = 'left out where tasks are given one by one';
const FIRST = 'empty, or left out: there is no task before the first';
const TASK_FIELDS = 'left out: the fields are load, render, blocking, after';
const TASK = 'an object with the fields load, render, blocking, after';
const FIELDS =
  'left out: the fields are strategy, gil, workers, turns, limit, cores, quantum, gilInterval, switchCost, threadStart, processStart, ' +
  'coroutineStart, serverConnections, slotMemory, grid, load, render, seed, blocking, chain, tasks';
const GRID_TEXT = 'columns × rows, such as "4x4"';
const RANGE_TEXT = 'milliseconds such as "1500", from least to most "1500..7000", or by a step "1500..7000/500"';
const LIST_TEXT = 'numbers of tasks, such as "0,5"';
const DEEP = 'plain data that does not contain itself';

const HTML = '<img src=x onerror=alert(1)>';
const SCRIPT = '<script>alert(1)</script>';
const LONG = 'x'.repeat(100_000);
/** As much of it as an error shows, after what stands before it. */
const cut = (before: string, text: string) => `${`${before}${text}`.slice(0, 60)}…`;

/** What is said, in two parts: what is, and what must be. Without the second, the first is all. */
export type Said = readonly [is: string, allowed?: string];
export const messageOf = ([is, allowed]: Said) => (allowed === undefined ? is : `${is}; it must be ${allowed}`);

/** A good figure, which each of those below spoils. */
export const GOOD = { strategy: 'threads', grid: [4, 4], load: 1, render: 1 } as const;
export const GOOD_ATTRIBUTES: Readonly<Record<string, string>> = {
  strategy: 'threads',
  grid: '4x4',
  load: '1',
  render: '1',
};

/** An attribute that is put over the good ones (`null` takes it away), or several. */
export const ATTRIBUTES: [attributes: Record<string, string | null>, ...said: Said][] = [
  [{ strategy: 'fibers' }, 'strategy is "fibers"', STRATEGY],
  [{ strategy: 'Threads' }, 'strategy is "Threads"', STRATEGY],
  [{ strategy: ' threads' }, 'strategy is " threads"', STRATEGY],
  [{ strategy: '' }, 'strategy is ""', STRATEGY],
  [{ strategy: null }, 'strategy is missing', STRATEGY],
  [{ strategy: '__proto__' }, 'strategy is "__proto__"', STRATEGY],
  [{ strategy: 'constructor' }, 'strategy is "constructor"', STRATEGY],
  [{ strategy: HTML }, `strategy is "${HTML}"`, STRATEGY],
  [{ strategy: '"><b>bold</b>' }, String.raw`strategy is "\"><b>bold</b>"`, STRATEGY],
  [{ strategy: 'a\nb' }, 'strategy is "a\u{fffd}b"', STRATEGY],
  [{ strategy: LONG }, `strategy is ${cut('"', LONG)}`, STRATEGY],
  [{ limit: '0' }, 'limit is 0', COUNT],
  [{ limit: '-1' }, 'limit is -1', COUNT],
  [{ limit: '2.5' }, 'limit is 2.5', COUNT],
  [{ limit: '4294967296' }, 'limit is 4294967296', COUNT],
  [{ limit: '1e300' }, 'limit is 1e300', COUNT],
  [{ limit: '1e999' }, 'limit is Infinity', COUNT],
  [{ limit: '-1e999' }, 'limit is -Infinity', COUNT],
  [{ limit: 'NaN' }, 'limit is "NaN"', COUNT],
  [{ limit: 'Infinity' }, 'limit is "Infinity"', COUNT],
  [{ limit: '' }, 'limit is ""', COUNT],
  [{ limit: ' ' }, 'limit is " "', COUNT],
  [{ limit: 'eight' }, 'limit is "eight"', COUNT],
  [{ limit: '8 tasks' }, 'limit is "8 tasks"', COUNT],
  [{ limit: '8px' }, 'limit is "8px"', COUNT],
  [{ limit: '0x10' }, 'limit is "0x10"', COUNT],
  [{ limit: '1_000' }, 'limit is "1_000"', COUNT],
  [{ limit: '1,000' }, 'limit is "1,000"', COUNT],
  [{ limit: '８' }, 'limit is "８"', COUNT],
  [{ limit: '+8' }, 'limit is "+8"', COUNT],
  [{ limit: '8.' }, 'limit is "8."', COUNT],
  [{ limit: '--8' }, 'limit is "--8"', COUNT],
  [{ limit: '8n' }, 'limit is "8n"', COUNT],
  [{ limit: 'true' }, 'limit is "true"', COUNT],
  [{ limit: 'null' }, 'limit is "null"', COUNT],
  [{ limit: '[8]' }, 'limit is "[8]"', COUNT],
  [{ limit: SCRIPT }, `limit is "${SCRIPT}"`, COUNT],
  [{ cores: '0' }, 'cores is 0', COUNT],
  [{ cores: 'all' }, 'cores is "all"', COUNT],
  [{ workers: '-4' }, 'workers is -4', COUNT],
  [{ workers: '4.0001' }, 'workers is 4.0001', COUNT],
  [{ serverconnections: '0' }, 'serverConnections is 0', COUNT],
  [{ serverConnections: 'many' }, 'serverConnections is "many"', COUNT],
  [{ quantum: '0' }, 'quantum is 0', SLICE],
  [{ quantum: '0.0004' }, 'quantum is 0.0004', SLICE],
  [{ quantum: '-5' }, 'quantum is -5', SLICE],
  [{ quantum: '5ms' }, 'quantum is "5ms"', SLICE],
  [{ gilinterval: '0' }, 'gilInterval is 0', SLICE],
  [{ gilinterval: '1e10' }, 'gilInterval is 10000000000', SLICE],
  [{ switchcost: '-0.001' }, 'switchCost is -0.001', DURATION],
  [{ switchcost: '' }, 'switchCost is ""', DURATION],
  [{ threadstart: '1000000001' }, 'threadStart is 1000000001', DURATION],
  [{ processstart: 'soon' }, 'processStart is "soon"', DURATION],
  [{ coroutinestart: '-1' }, 'coroutineStart is -1', DURATION],
  [{ slotmemory: '-1' }, 'slotMemory is -1', MEMORY],
  [{ slotmemory: '8 MB' }, 'slotMemory is "8 MB"', MEMORY],
  [{ slotmemory: '1099511627777' }, 'slotMemory is 1099511627777', MEMORY],
  [{ gil: 'yes' }, 'gil is "yes"', FLAG],
  [{ gil: '1' }, 'gil is "1"', FLAG],
  [{ gil: 'TRUE' }, 'gil is "TRUE"', FLAG],
  [{ gil: 'gil' }, 'gil is "gil"', FLAG],
  [{ turns: 'yes' }, 'turns is "yes"', FLAG],
  [{ chain: 'no' }, 'chain is "no"', FLAG],
  [{ chain: '0' }, 'chain is "0"', FLAG],
  [{ grid: null }, 'grid is missing', SIDES],
  [{ grid: '' }, 'grid is ""', GRID_TEXT],
  [{ grid: '4' }, 'grid is "4"', GRID_TEXT],
  [{ grid: '4x' }, 'grid is "4x"', GRID_TEXT],
  [{ grid: 'x4' }, 'grid is "x4"', GRID_TEXT],
  [{ grid: '4x4x4' }, 'grid is "4x4x4"', GRID_TEXT],
  [{ grid: '4*4' }, 'grid is "4*4"', GRID_TEXT],
  [{ grid: '[4, 4]' }, 'grid is "[4, 4]"', GRID_TEXT],
  [{ grid: 'NaNxNaN' }, 'grid is "NaNxNaN"', GRID_TEXT],
  [{ grid: HTML }, `grid is "${HTML}"`, GRID_TEXT],
  [{ grid: '0x4' }, 'grid is [0, 4]', SIDES],
  [{ grid: '-1x4' }, 'grid is [-1, 4]', SIDES],
  [{ grid: '1.5x4' }, 'grid is [1.5, 4]', SIDES],
  [{ grid: '1025x1024' }, 'grid is [1025, 1024]', SIDES],
  [{ grid: '1e9x1e9' }, 'grid is [1000000000, 1000000000]', SIDES],
  [{ grid: '4294967295x4294967295' }, 'grid is [4294967295, 4294967295]', SIDES],
  [{ load: null }, 'load is missing', RANGE],
  [{ load: '' }, 'load is ""', RANGE_TEXT],
  [{ load: 'long' }, 'load is "long"', RANGE_TEXT],
  [{ load: '1500-7000' }, 'load is "1500-7000"', RANGE_TEXT],
  [{ load: '1500..' }, 'load is "1500.."', RANGE_TEXT],
  [{ load: '..7000' }, 'load is "..7000"', RANGE_TEXT],
  [{ load: '1..2..3' }, 'load is "1..2..3"', RANGE_TEXT],
  [{ load: '1500/500' }, 'load is "1500/500"', RANGE_TEXT],
  [{ load: '1s..7s' }, 'load is "1s..7s"', RANGE_TEXT],
  [{ load: '1500..7000/' }, 'load is "1500..7000/"', RANGE_TEXT],
  [{ load: '1500,' }, 'load is "1500,"', RANGE_TEXT],
  [{ load: '1,2,3,4' }, 'load is "1,2,3,4"', RANGE_TEXT],
  [{ load: '-1' }, 'load is -1', RANGE],
  [{ load: '1e999' }, 'load is Infinity', RANGE],
  [{ load: '7000..1500' }, 'load is [7000, 1500]', RANGE],
  [{ load: '-5..5' }, 'load is [-5, 5]', RANGE],
  [{ load: '1500..7000/0' }, 'load is [1500, 7000, 0]', RANGE],
  [{ load: '1500..7000/-1' }, 'load is [1500, 7000, -1]', RANGE],
  [{ load: '0..1000000001' }, 'load is [0, 1000000001]', RANGE],
  [{ render: null }, 'render is missing', RANGE],
  [{ render: '800..' }, 'render is "800.."', RANGE_TEXT],
  [{ render: '-0.5' }, 'render is -0.5', RANGE],
  [{ render: SCRIPT }, `render is "${SCRIPT}"`, RANGE_TEXT],
  [{ seed: '-1' }, 'seed is -1', SEED],
  [{ seed: '0.5' }, 'seed is 0.5', SEED],
  [{ seed: '9007199254740992' }, 'seed is 9007199254740992', SEED],
  [{ seed: 'random' }, 'seed is "random"', SEED],
  [{ seed: '' }, 'seed is ""', SEED],
  [{ blocking: '16' }, 'blocking is [16]', NUMBERS],
  [{ blocking: '-1' }, 'blocking is [-1]', NUMBERS],
  [{ blocking: '0,1.5' }, 'blocking is [0, 1.5]', NUMBERS],
  [{ blocking: '0,' }, 'blocking is "0,"', LIST_TEXT],
  [{ blocking: '0 5' }, 'blocking is "0 5"', LIST_TEXT],
  [{ blocking: '0;5' }, 'blocking is "0;5"', LIST_TEXT],
  [{ blocking: 'true' }, 'blocking is "true"', LIST_TEXT],
  [{ blocking: '[0]' }, 'blocking is "[0]"', LIST_TEXT],
  [{ tasks: '[]' }, 'grid is [4, 4]', ALONE],
  [{ grid: null, load: null, render: null, tasks: '[]' }, 'tasks is []', TASKS],
  [{ grid: null, load: null, render: null, tasks: '{}' }, 'tasks is {}', TASKS],
  [{ grid: null, load: null, render: null, tasks: '8' }, 'tasks is 8', TASKS],
  [{ grid: null, load: null, render: null, tasks: '[1]' }, 'tasks[0] is 1', TASK],
  [{ grid: null, load: null, render: null, tasks: '[{"load":1}]' }, 'tasks[0].render is missing', DURATION],
  [{ grid: null, load: '1', render: null, tasks: '[{"load":1,"render":1}]' }, 'load is 1', ALONE],
  [{ grid: null, load: null, render: '1', tasks: '[{"load":1,"render":1}]' }, 'render is 1', ALONE],
  [{ grid: null, load: null, render: null, chain: '', tasks: '[{"load":1,"render":1}]' }, 'chain is true', ALONE],
  [{ group: '' }, 'group is ""', TEXT],
  [{ picture: 'cat' }, 'picture is "cat"', PICTURE],
  [{ picture: 'toString' }, 'picture is "toString"', PICTURE],
  [{ picture: HTML }, `picture is "${HTML}"`, PICTURE],
  [{ picture: LONG }, `picture is ${cut('"', LONG)}`, PICTURE],
  [{ image: '' }, 'image is ""', TEXT],
  [{ label: '' }, 'label is ""', TEXT],
  [{ line: '2' }, 'line is 2', LINE],
  [{ line: '-0.1' }, 'line is -0.1', LINE],
  [{ line: '50%' }, 'line is "50%"', LINE],
  [{ line: 'NaN' }, 'line is "NaN"', LINE],
  [{ autoplay: 'always' }, 'autoplay is "always"', AUTOPLAY],
  [{ autoplay: 'FALSE' }, 'autoplay is "FALSE"', AUTOPLAY],
  [{ preset: '' }, 'preset is ""', PRESET],
  [{ preset: 'coroutines' }, 'preset is "coroutines"', PRESET],
  [{ preset: 'toString' }, 'preset is "toString"', PRESET],
  [{ lanes: 'open' }, 'lanes is "open"', FLAG],
  [{ numbers: '2' }, 'numbers is "2"', FLAG],
  [{ account: SCRIPT }, `account is "${SCRIPT}"`, FLAG],
  [{ code: 'cobol' }, 'code is "cobol"', LANGUAGE],
  [{ code: 'Python' }, 'code is "Python"', LANGUAGE],
  [{ markers: '[]' }, 'markers is []', MARKERS],
  [{ markers: '"soon"' }, 'markers is "soon"', MARKERS],
  [{ markers: 'null' }, 'markers is null', MARKERS],
  [{ markers: '{"soon":"now"}' }, 'markers is "soon"', MOMENT],
  [{ markers: '{"-1s":"before"}' }, 'markers is "-1s"', MOMENT],
  [{ markers: '{"__proto__":"x"}' }, 'markers is "__proto__"', MOMENT],
  [{ markers: '{"1s":2}' }, 'markers "1s" is 2', TEXT],
  [{ markers: '{"1s":""}' }, 'markers "1s" is ""', TEXT],
  [{ limt: '8' }, 'limt is "8"', 'left out: the attribute is limit'],
  [{ limits: '8' }, 'limits is "8"', 'left out: the attribute is limit'],
  [{ gird: '4x4' }, 'gird is "4x4"', 'left out: the attribute is grid'],
  [{ 'gil-interval': '5' }, 'gil-interval is "5"', 'left out: the attribute is gilinterval'],
  [{ 'auto-play': 'never' }, 'auto-play is "never"', 'left out: the attribute is autoplay'],
  [{ stratgey: HTML }, `stratgey is "${HTML}"`, 'left out: the attribute is strategy'],
];

/** Attributes that are not JSON: what follows is in the engine's own words. */
export const NOT_JSON: [attribute: string, text: string][] = [
  ['tasks', ''],
  ['tasks', '[{'],
  ['tasks', `[${HTML}]`],
  ['markers', '{4.2s: "now"}'],
  ['markers', "{'4.2s': 'now'}"],
  ['data-cvsp', '{ strategy }'],
  ['data-cvsp', '{ "strategy": "threads", }'],
  ['data-cvsp', "{ 'strategy': 'threads' }"],
  ['data-cvsp', '{ "limit": NaN }'],
  ['data-cvsp', '{ "limit": 08 }'],
  ['data-cvsp', '{ "limit": 8'],
  ['data-cvsp', '// a comment'],
  ['data-cvsp', 'strategy=threads'],
  ['data-cvsp', SCRIPT],
  ['data-cvsp-markers', '{ "4.2s": }'],
];

/** The fields of a `data-cvsp`, after the good ones; or all of it. */
export const JSON_FIELDS: [fields: string, ...said: Said][] = [
  ['"strategy": null', 'strategy is missing', STRATEGY],
  ['"strategy": 3', 'strategy is 3', STRATEGY],
  ['"strategy": ["threads"]', 'strategy is ["threads"]', STRATEGY],
  ['"strategy": {"__proto__": 1}', 'strategy is {"__proto__": 1}', STRATEGY],
  ['"limit": 1e400', 'limit is Infinity', COUNT],
  ['"limit": -1e-7', 'limit is -1e-7', COUNT],
  ['"limit": "8"', 'limit is "8"', COUNT],
  ['"limit": {}', 'limit is {}', COUNT],
  ['"limit": [[[[[[[[8]]]]]]]]', 'limit[0][0][0][0][0][0][0] is more than 8 lists and objects deep', DEEP],
  [`"limit": "${HTML}"`, `limit is "${HTML}"`, COUNT],
  ['"gil": 1', 'gil is 1', FLAG],
  ['"gil": "true"', 'gil is "true"', FLAG],
  ['"turns": "true"', 'turns is "true"', FLAG],
  ['"chain": []', 'chain is []', FLAG],
  ['"grid": 16', 'grid is 16', SIDES],
  ['"grid": []', 'grid is []', SIDES],
  ['"grid": [4]', 'grid is [4]', SIDES],
  ['"grid": ["4", "4"]', 'grid is ["4", "4"]', SIDES],
  ['"grid": "4x4"', 'grid is "4x4"', SIDES],
  ['"grid": {"0": 4, "1": 4, "length": 2}', 'grid is {"0": 4, "1": 4, "length": 2}', SIDES],
  ['"load": "1500..7000"', 'load is "1500..7000"', RANGE],
  ['"load": [1]', 'load is [1]', RANGE],
  ['"load": [1, 2, 3, 4]', 'load is [1, 2, 3, 4]', RANGE],
  ['"load": [1, null]', 'load is [1, null]', RANGE],
  ['"render": true', 'render is true', RANGE],
  ['"render": [2, 1]', 'render is [2, 1]', RANGE],
  ['"seed": "42"', 'seed is "42"', SEED],
  ['"seed": 1e16', 'seed is 1e16', SEED],
  ['"blocking": 0', 'blocking is 0', NUMBERS],
  ['"blocking": ["0"]', 'blocking is ["0"]', NUMBERS],
  ['"slotMemory": 0.5', 'slotMemory is 0.5', MEMORY],
  ['"switchCost": [1]', 'switchCost is [1]', DURATION],
  ['"limits": 8', 'limits is 8', FIELDS],
  ['"Limit": 8', 'Limit is 8', FIELDS],
  ['"gilinterval": 8', 'gilinterval is 8', FIELDS],
  ['"": 8', ' is 8', FIELDS],
  [`"${HTML}": 1`, `${HTML} is 1`, FIELDS],
  ['"a\\nb": 1', 'ab is 1', FIELDS],
  ['"__proto__": { "polluted": true }', '__proto__ is {"polluted": true}', FIELDS],
  ['"constructor": { "prototype": { "polluted": true } }', 'constructor is {"prototype": {"polluted": true}}', FIELDS],
  ['"prototype": 1', 'prototype is 1', FIELDS],
  ['"toString": 1', 'toString is 1', FIELDS],
  ['"hasOwnProperty": 1', 'hasOwnProperty is 1', FIELDS],
  ['"tasks": [{ "load": 1, "render": 1 }]', 'grid is [4, 4]', ALONE],
  ['"picture": ["harbour"]', 'picture is ["harbour"]', PICTURE],
  ['"picture": null', 'picture is null', PICTURE],
  ['"image": 3', 'image is 3', TEXT],
  ['"label": {}', 'label is {}', TEXT],
  ['"group": 7', 'group is 7', TEXT],
  ['"line": "0.5"', 'line is "0.5"', LINE],
  ['"line": null', 'line is null', LINE],
  ['"autoplay": 1', 'autoplay is 1', AUTOPLAY],
  ['"preset": null', 'preset is null', PRESET],
  ['"preset": 3', 'preset is 3', PRESET],
  ['"autoplay": null', 'autoplay is null', AUTOPLAY],
  ['"lanes": "yes"', 'lanes is "yes"', FLAG],
  ['"code": null', 'code is null', LANGUAGE],
  ['"markers": ["4.2s"]', 'markers is ["4.2s"]', MARKERS],
  [`"markers": { "${HTML}": "x" }`, `markers is "${HTML}"`, MOMENT],
  ['"markers": { "1s": { "__proto__": 1 } }', 'markers "1s" is {"__proto__":1}', TEXT],
];

export const JSON_TEXTS: [text: string, ...said: Said][] = [
  ['[]', 'data-cvsp is []', 'a JSON object'],
  ['"threads"', 'data-cvsp is "threads"', 'a JSON object'],
  ['null', 'data-cvsp is null', 'a JSON object'],
  ['42', 'data-cvsp is 42', 'a JSON object'],
  ['true', 'data-cvsp is true', 'a JSON object'],
  [`[${'0,'.repeat(100_000)}0]`, `data-cvsp is ${cut('[', '0,'.repeat(100))}`, 'a JSON object'],
  ['{}', 'strategy is missing', STRATEGY],
  ['{ "strategy": "threads" }', 'grid is missing', SIDES],
  ['{ "strategy": "threads", "tasks": "none" }', 'tasks is "none"', TASKS],
  ['{ "strategy": "threads", "tasks": [null] }', 'tasks[0] is missing', TASK],
  ['{ "strategy": "threads", "tasks": [[]] }', 'tasks[0] is []', TASK],
  ['{ "strategy": "threads", "tasks": [{ "load": -1, "render": 1 }] }', 'tasks[0].load is -1', DURATION],
  ['{ "strategy": "threads", "tasks": [{ "load": [1, 2], "render": 1 }] }', 'tasks[0].load is [1, 2]', DURATION],
  ['{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1, "after": [0] }] }', 'tasks[0].after is [0]', FIRST],
  [
    '{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1 }, { "load": 1, "render": 1, "after": [1] }] }',
    'tasks[1].after is [1]',
    'a list of numbers of tasks, each below 1',
  ],
  ['{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1, "blocking": 1 }] }', 'tasks[0].blocking is 1', FLAG],
  [
    `{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1, "name": "${HTML}" }] }`,
    `tasks[0].name is "${HTML}"`,
    TASK_FIELDS,
  ],
  [
    '{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1, "__proto__": { "load": 2 } }] }',
    'tasks[0].__proto__ is {"load": 2}',
    TASK_FIELDS,
  ],
  ['{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1 }], "blocking": [0] }', 'blocking is [0]', ALONE],
];

const circular: { self?: unknown } = {};
circular.self = circular;
const eight = () => 8;
const throwing = {
  get field() {
    throw new Error('no');
  },
};

/** Options as a program may give them, over the good ones. */
export const OPTIONS: [options: Record<string, unknown>, ...said: Said][] = [
  [{ strategy: undefined }, 'strategy is missing', STRATEGY],
  [{ limit: Number.NaN }, 'limit is NaN', COUNT],
  [{ limit: Number.POSITIVE_INFINITY }, 'limit is Infinity', COUNT],
  [{ limit: -0.5 }, 'limit is -0.5', COUNT],
  [{ limit: 2 ** 53 }, 'limit is 9007199254740992', COUNT],
  [{ limit: new Date(0) }, 'limit is {}', COUNT],
  [{ limit: [] }, 'limit is []', COUNT],
  [{ grid: new Set([4, 4]) }, 'grid is {}', SIDES],
  [{ limit: eight }, `limit is ${eight}`, COUNT],
  [{ limit: Symbol('8') }, 'limit is Symbol(8)', COUNT],
  [{ limit: circular }, 'limit.self.self.self.self.self.self.self is more than 8 lists and objects deep', DEEP],
  [{ limit: new Map([['a', 1]]) }, 'limit is {}', COUNT],
  [{ limit: 2n ** 64n }, 'limit is 1.844674e19', COUNT],
  [{ limit: throwing }, 'limit is unreadable (Error: no)', 'plain data'],
  [{ limit: [8, throwing] }, 'limit[1] is unreadable (Error: no)', 'plain data'],
  [{ load: new Float64Array([2, 1]) }, 'load is {"0": 2, "1": 1}', RANGE],
  [{ tasks: Object.create(null) }, 'grid is [4, 4]', ALONE],
  [{ load: Number.NaN }, 'load is NaN', RANGE],
  [{ load: [0, Number.NaN] }, 'load is [0, NaN]', RANGE],
  [{ load: Number.MAX_VALUE }, 'load is 1.797693e308', RANGE],
  [{ render: Number.NEGATIVE_INFINITY }, 'render is -Infinity', RANGE],
  [{ seed: 2 ** 64 }, 'seed is 1.844674e19', SEED],
  [{ quantum: Number.MIN_VALUE }, 'quantum is 4.940656e-324', SLICE],
  [{ unknown: undefined }, 'unknown is missing', FIELDS],
  [{ line: Number.NaN }, 'line is NaN', LINE],
  [{ line: Number.POSITIVE_INFINITY }, 'line is Infinity', LINE],
  [{ line: 5n }, 'line is 5', LINE],
  [{ line: Symbol('half') }, 'line is Symbol(half)', LINE],
  [{ label: Number.NaN }, 'label is NaN', TEXT],
  [{ label: circular }, 'label is [object Object]', TEXT],
  [{ image: new URL('https://example.org/cat.jpg') }, 'image is "https://example.org/cat.jpg"', TEXT],
  [{ group: ['a'] }, 'group is ["a"]', TEXT],
  [{ picture: /harbour/y }, 'picture is {}', PICTURE],
  [{ autoplay: 0 }, 'autoplay is 0', AUTOPLAY],
  [{ code: 1 }, 'code is 1', LANGUAGE],
  [{ lanes: 0 }, 'lanes is 0', FLAG],
  [{ markers: 'start' }, 'markers is "start"', MARKERS],
  [{ markers: { [LONG]: 'x' } }, `markers is ${cut('"', LONG)}`, MOMENT],
  [{ markers: { '1s': LONG.split('') } }, `markers "1s" is ${cut('', JSON.stringify(LONG.split('')))}`, TEXT],
];

/** What a program may ask of controls, and elements. */
export const CALLS: [method: 'seek' | 'step', argument: unknown, ...said: Said][] = [
  ['seek', undefined, 'ms is missing', 'a number of milliseconds'],
  ['seek', null, 'ms is null', 'a number of milliseconds'],
  ['seek', Number.NaN, 'ms is NaN', 'a number of milliseconds'],
  ['seek', '5s', 'ms is "5s"', 'a number of milliseconds'],
  ['seek', 5n, 'ms is 5', 'a number of milliseconds'],
  ['seek', [5], 'ms is [5]', 'a number of milliseconds'],
  ['step', undefined, 'n is missing', 'a whole number other than 0'],
  ['step', 0, 'n is 0', 'a whole number other than 0'],
  ['step', -0, 'n is 0', 'a whole number other than 0'],
  ['step', 1.5, 'n is 1.5', 'a whole number other than 0'],
  ['step', Number.NaN, 'n is NaN', 'a whole number other than 0'],
  ['step', Number.POSITIVE_INFINITY, 'n is Infinity', 'a whole number other than 0'],
  ['step', '1', 'n is "1"', 'a whole number other than 0'],
];
