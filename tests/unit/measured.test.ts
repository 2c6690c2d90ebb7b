import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../examples/measured/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'cvsp-measured-'));
after(() => rmSync(scratch, { recursive: true }));

/** Without Python there is no server either, which the other programs ask. */
const python = spawnSync('python3', ['-c', 'import multiprocessing; print(multiprocessing.get_start_method())']);
const skip = python.error && 'there is no python3';
/** Starts are noted where a process is a copy of the one that starts it. */
const forks = String(python.stdout).trim() === 'fork';
/** As little as shows what there is to see. Bounds are in milliseconds. */
const SMALL = { TASKS: '5', LIMIT: '2', FIB: '5', LOADS: '4-6', RENDERS: '2-3', PYTHONDONTWRITEBYTECODE: '1' };

interface Event {
  ph: string;
  name: string;
  ts: number;
  pid: number;
  tid: number;
  cat?: string;
  id?: number;
  tts?: number;
  dur?: number;
  args?: unknown;
}
interface Recording {
  traceEvents: Event[];
  otherData: Record<string, unknown>;
}

function run(command: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const options = { cwd: FOLDER, env: { ...process.env, ...SMALL, ...env } };
  return new Promise((resolve, reject) => {
    execFile(command, args, options, (error, stdout, stderr) => (error ? reject(new Error(stderr)) : resolve(stdout)));
  });
}

const read = (name: string) => JSON.parse(readFileSync(join(scratch, name), 'utf8')) as Recording;

/** What a recording of the mixed work must hold, whoever wrote it. */
function check({ traceEvents, otherData }: Recording, about: Record<string, unknown>): void {
  const { cvsp, language, cores, ...others } = otherData;
  assert.deepEqual([cvsp, typeof language, typeof cores], [1, 'string', 'number']);
  assert.deepEqual(others, about);

  const threads = new Set(traceEvents.filter(({ ph }) => ph === 'M').map(({ pid, tid }) => `${pid} ${tid}`));
  const events = traceEvents.filter(({ ph }) => ph !== 'M');
  for (const { cat, pid, tid } of events) assert.ok(cat === 'cvsp' && threads.has(`${pid} ${tid}`), `${pid} ${tid}`);
  const times = events.map(({ ts }) => ts);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );

  const steps = events.filter(({ ph }) => ph !== 'X');
  for (let id = 0; id < 5; id++) {
    const own = steps.filter((event) => event.id === id);
    const name = own[0]!.name;
    assert.match(name, new RegExp(`^paint\\w* ${id}$`));
    const pairs = [`b ${name}`, 'b load', 'e load', 'b render', 'e render', `e ${name}`];
    assert.deepEqual(
      own.map(({ ph, name }) => `${ph} ${name}`),
      pairs,
    );
    // The server takes no less time than it is told to.
    assert.ok(own[2]!.ts - own[1]!.ts >= 4000, `task ${id}`);
    const clocks = own.map(({ tts }) => tts);
    assert.deepEqual([clocks[0], clocks[1], clocks[2], clocks[5]], [undefined, undefined, undefined, undefined]);
    if (clocks[3] !== undefined) assert.ok(clocks[4]! - clocks[3] >= 2000, `task ${id}`);
  }
  let inFlight = 0;
  let most = 0;
  const running = new Set<number>();
  for (const { ph, name, tid } of steps) {
    if (name === 'render') {
      assert.equal(running.has(tid), ph === 'e', `one thread renders one task at a time`);
      if (ph === 'b') running.add(tid);
      else running.delete(tid);
    } else if (name !== 'load') {
      inFlight += ph === 'b' ? 1 : -1;
      most = Math.max(most, inFlight);
    }
  }
  // Of a pool, one may do all before another is there.
  assert.ok(about['strategy'] === 'coroutines' ? most === about['limit'] : most <= Number(about['limit']), `${most}`);
}

const gil = { gil: true, gilInterval: 5 };
const PROGRAMS: [command: string, file: string, about: Record<string, unknown>, isStarted: boolean][] = [
  ['python3', 'sequential.py', { strategy: 'sequential', limit: 1 }, false],
  ['python3', 'coroutines.py', { strategy: 'coroutines', limit: 2, turns: true }, false],
  ['python3', 'threads.py', { strategy: 'threads', limit: 2, ...gil }, false],
  ['python3', 'processes.py', { strategy: 'processes', limit: 2 }, forks],
  ['node', 'sequential.mjs', { strategy: 'sequential', limit: 1 }, false],
  ['node', 'promises.mjs', { strategy: 'coroutines', limit: 2 }, false],
  ['node', 'workers.mjs', { strategy: 'threads', limit: 2 }, true],
];

for (const [command, file, about, isStarted] of PROGRAMS) {
  test(`${file} records what its tasks did, as docs/recordings.md says`, { skip }, async () => {
    assert.match(await run(command, [file, 'mixed'], { RECORD: join(scratch, file) }), /^mixed +\d+\.\d{3} s\n$/);
    const recording = read(file);
    check(recording, about);
    const threads = (begins: (event: Event) => boolean) =>
      new Set(recording.traceEvents.filter(begins).map(({ pid, tid }) => `${pid} ${tid}`));
    const started = threads(({ ph, name, dur }) => ph === 'X' && name === 'start' && dur! > 0);
    assert.deepEqual(started, isStarted ? threads(({ ph }) => ph === 'b') : new Set());
    assert.deepEqual(
      readdirSync(scratch).filter((name) => name.includes('.part')),
      [],
    );
  });
}

test('programs do fib and downloads, and say which other works there are', { skip }, async () => {
  for (const [command, file] of [PROGRAMS[0]!, PROGRAMS[5]!]) {
    assert.match(await run(command, [file]), /^fib +\d+\.\d{3} s\ndownload +\d+\.\d{3} s\n$/);
    const message = 'The works are fib, download, mixed, and one alone is recorded, not: nap.\n';
    await assert.rejects(run(command, [file, 'nap']), { message });
  }
});

test("article.py prints the article's tables", { skip }, async () => {
  const lines = (await run('python3', ['article.py'])).split('\n');
  assert.match(lines[0]!, /^Seconds in Python 3\.\S+ on \d+ cores$/);
  const cells = (title: string) =>
    lines
      .filter((line) => line.startsWith(title))
      .map((line) =>
        line
          .trim()
          .split(/\s{2,}/)
          .slice(1),
      );
  const programs = ['sequential', 'coroutines', 'threads', 'processes'];
  assert.deepEqual(cells('5 calls of fib(5)'), [programs]);
  assert.deepEqual(cells('5 downloads'), [programs]);
  assert.deepEqual(cells('in the article'), [
    ['27.80', '65.00', '33.00', '18.20'],
    ['15.70', '1.40', '1.88', '4.92'],
  ]);
  for (const row of cells('here')) assert.match(row.join(' '), /^\d+\.\d{2}( \d+\.\d{2}){3}$/);
});

/** What a recording tells, without its times and threads. */
const told = (name: string) =>
  read(name)
    .traceEvents.filter(({ ph }) => ph !== 'M')
    .map(({ ph, name, id, args }) => [ph, name, id, ...(args ? [args] : [])]);

const blocked = { blocking: true };
const answer = (id: number, ...args: unknown[]) => [
  ['b', 'load', id, ...args],
  ['e', 'load', id],
];
const burst = (id: number) => [
  ['b', 'render', id],
  ['e', 'render', id],
];
const task = (name: string, id: number, ...steps: unknown[][][]) => [
  ['b', `${name} ${id}`, id],
  ...steps.flat(),
  ['e', `${name} ${id}`, id],
];

/** What the two programs below do. Their first load is outside of tasks, and each of the others says when its answer came. */
function checkSteps(printed: string): void {
  const outer = (id: number) => task('outer', id, answer(id, blocked), burst(id), burst(id), answer(id, blocked));
  assert.deepEqual(told('steps.json'), [
    ...outer(0),
    ...outer(1),
    ['b', 'waits 2', 2],
    ['b', 'load', 2],
    ['b', 'waits 3', 3],
    ['b', 'load', 3],
    ...[['e', 'load', 2], ...answer(2, blocked), ...burst(2), ['e', 'waits 2', 2]],
    ...[['e', 'load', 3], ...answer(3, blocked), ...burst(3), ['e', 'waits 3', 3]],
  ]);
  const lines = printed.trim().split('\n');
  const ends = read('steps.json').traceEvents.filter(({ ph, name }) => ph === 'e' && name === 'load');
  const moments = [0, 2, 5, 7].map((index) => ends[index]!.ts);
  assert.deepEqual(
    [...lines.slice(1, 3), ...lines.slice(4)].map((line) => Number(line) / 1000),
    moments,
  );
  assert.equal(lines[3], 'told on');
}

test('the recorder for Python notes steps within tasks, to their end or to their answer', { skip }, async () => {
  const file = join(scratch, 'steps.json');
  const script = `
import asyncio, recorder, time

def load():
    now = time.monotonic_ns()
    recorder.answered(at=now)
    recorder.answered()
    print(now)
    render()

def fetch():
    render()

def render():
    pass

def inner():
    load()

def outer(fails):
    inner()
    render()
    fetch()
    if fails:
        raise ValueError("told on")

async def waits():
    await pause()
    load()

async def pause():
    await asyncio.sleep(0)

recorder.watch(globals(), ${JSON.stringify(file)}, "outer waits inner", "load fetch pause", "render", strategy="coroutines")
load()
outer(False)
try:
    outer(True)
except ValueError as error:
    print(error)
async def main():
    await asyncio.gather(waits(), waits())
asyncio.run(main())
`;
  checkSteps(await run('python3', ['-c', script]));
});

test('the recorder for Python notes what processes do, however they are started', { skip }, async () => {
  const program = `
import multiprocessing, recorder, sys

def work(number):
    return render(number)

def render(number):
    return number

recorder.watch(globals(), sys.argv[2], task="work", render="render")
if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
        print(sum(pool.map(work, range(4))))
`;
  writeFileSync(join(scratch, 'program.py'), program);
  for (const method of ['fork', 'spawn', 'forkserver']) {
    const file = `${method}.json`;
    const args = [join(scratch, 'program.py'), method, join(scratch, file)];
    assert.equal(await run('python3', args, { PYTHONPATH: FOLDER }), '6\n');
    const steps = told(file).filter(([ph]) => ph !== 'X');
    for (let id = 0; id < 4; id++) {
      assert.deepEqual(
        steps.filter((step) => step[2] === id),
        task('work', id, burst(id)),
        method,
      );
    }
    assert.equal(steps.length, 16);
  }
});

test('the recorder for Node.js notes steps within tasks, to their end or to their answer', async () => {
  const file = join(scratch, 'steps.json');
  const script = `
import { answered, watch } from './recorder.mjs';
let load = () => {
  const now = process.hrtime.bigint();
  answered(now);
  answered();
  console.log(String(now));
  render();
};
let fetch = () => render();
let render = () => {};
let inner = () => load();
let outer = (fails) => {
  inner();
  render();
  fetch();
  if (fails) throw new Error('told on');
};
let waits = async () => {
  await pause();
  load();
};
let pause = () => new Promise((resolve) => setImmediate(resolve));
({ outer, waits, inner, load, fetch, pause, render } = watch(${JSON.stringify(file)}, { strategy: 'coroutines' }, {
  task: { outer, waits, inner }, load: { load, fetch, pause }, render: { render }
}));
load();
outer(false);
try {
  outer(true);
} catch ({ message }) {
  console.log(message);
}
await Promise.all([waits(), waits()]);
`;
  checkSteps(await run('node', ['--input-type=module', '-e', script]));
});
