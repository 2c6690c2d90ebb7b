import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { createServer } from 'vite';
import { simulate } from '../support/simulator.ts';
import { withBrowser } from './support/browser.ts';
import { beIdle, FRAME, mounted, openWithClock } from './support/clock.ts';
import { engine, lacks } from './support/engines.ts';
import { type Installed, install } from './support/package.ts';
import { type ServeOptions, serve } from './support/server.ts';
import { assertShows } from './support/tiles.ts';

const openPage = withBrowser();
const viewport = { width: 700, height: 900 };
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
const skip = engine !== 'chromium' && 'what bundlers make is the same for every engine: Chromium opens it';

/** Lists the packages that the examples import besides this one. */
const OTHERS = [
  'css-loader',
  'mini-css-extract-plugin',
  '@rollup/plugin-node-resolve',
  '@web/rollup-plugin-import-meta-assets',
];

let installed: Installed;
before(async () => {
  if (!skip) installed = await install('examples/bundlers', ...OTHERS);
});
after(() => installed?.remove());

interface Build {
  /** These are the example's folder, and the command that builds it. */
  example: string;
  command: string;
  /** This folder of the example is served, by default the example's own folder. */
  served?: string;
  /** Tells whether the simulator is a separate file. */
  hasWasm: boolean;
  options?: ServeOptions;
}

const COPY = 'cp -r ../node_modules/cvsp/dist/lib cvsp';
const BUILDS: Record<string, Build> = {
  'built by webpack': { example: 'webpack', command: 'webpack', hasWasm: true },
  'built by Vite': { example: 'vite', command: 'vite build', served: 'dist', hasWasm: true },
  'built by Rollup': { example: 'rollup', command: 'rollup --config rollup.config.mjs', hasWasm: true },
  'built by esbuild': {
    example: 'esbuild',
    command: 'esbuild main.js --bundle --minify --outdir=dist',
    hasWasm: false,
  },
  'built by esbuild in files': {
    example: 'esbuild-files',
    command: 'esbuild main.js --bundle --splitting --format=esm --loader:.wasm=file --minify --outdir=dist',
    hasWasm: true,
  },
  'of modules alone, under a strict policy': {
    example: 'none',
    command: COPY,
    hasWasm: true,
    options: { headers: { 'content-security-policy': POLICY } },
  },
  'of modules alone, that may fetch nothing': {
    example: 'none',
    command: COPY,
    hasWasm: false,
    options: {
      headers: { 'content-security-policy': POLICY.replace("connect-src 'self'", "connect-src 'none'") },
      files: { 'main.js': "import { mountAll } from './cvsp/inline.js';\nmountAll();\n" },
    },
  },
};

for (const [name, { example, command, served = '.', hasWasm, options }] of Object.entries(BUILDS)) {
  test(`a figure works in a page ${name}`, { skip }, async (t) => {
    await installed.run(example, command);
    const { url } = await serve(join(installed.site, example, served), options);
    await assertLives(t, url, hasWasm);
  });
}

test('a figure works in a page of Vite’s development server, with the package installed', { skip }, async (t) => {
  const server = await createServer({
    root: join(installed.site, 'vite'),
    configFile: false,
    logLevel: 'error',
    // The package is beside the example here, and not in it.
    server: { host: '127.0.0.1', port: 0, fs: { allow: [installed.site] } },
  });
  t.after(() => server.close());
  await server.listen();
  // It looks for files beside the modules that it has put together: the package has it take the entry with all inside.
  await assertLives(t, server.resolvedUrls!.local[0]!, false);
});

test('importing the package changes nothing in a page', { skip }, async (t) => {
  const html = '<!doctype html><title>Nothing</title><link rel="icon" href="data:,">';
  const { url } = await serve(installed.site, { files: { 'index.html': html } });
  const page = await openPage(t);
  await page.goto(url);
  const { names, before, after } = await page.evaluate(async (address) => {
    const globals = new Set(Reflect.ownKeys(window));
    const seen = () => ({
      globals: Reflect.ownKeys(window)
        .filter((key) => !globals.has(key))
        .map(String),
      html: document.documentElement.outerHTML,
      sheets: document.adoptedStyleSheets.length,
      hasElements: customElements.get('cvsp-figure') !== undefined,
      files: performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => !name.endsWith('.js')),
    });
    const before = seen();
    const names = Object.keys(await import(address));
    return { names, before, after: seen() };
  }, `${url}node_modules/cvsp/dist/lib/cvsp.js`);
  const functions = [
    'defineElements',
    'mount',
    'mountAll',
    'setStrings',
    'setWasm',
    'simulate',
    'toTrace',
    'unmount',
    'unmountAll',
  ];
  assert.deepEqual(names.sort(), functions);
  assert.deepEqual(after, before);
});

/** Computed by hand: loads end at 100, 100, 250 and 300 ms, renders at 150, 200, 300 and 350. */
const SCENARIO = { strategy: 'coroutines', limit: 2, grid: [2, 2], load: 100, render: 50, seed: 1 } as const;

test('the package runs a scenario in Node.js, where there is no window', { skip }, async () => {
  for (const entry of ['cvsp', 'cvsp/inline']) {
    const program = `
      const before = Reflect.ownKeys(globalThis);
      const { simulate } = await import(${JSON.stringify(entry)});
      const added = Reflect.ownKeys(globalThis).filter((key) => !before.includes(key));
      const timeline = await simulate(${JSON.stringify(SCENARIO)});
      console.log(JSON.stringify({ added, timeline }));`;
    const printed = JSON.parse(await installed.run('.', 'node', '--input-type=module', '--eval', program));
    assert.deepEqual(printed.added, []);
    assert.deepEqual(printed.timeline, JSON.parse(JSON.stringify(simulate(SCENARIO))));
    assert.equal(printed.timeline.makespan, 350);
  }
});

test('the command puts figures into Markdown and into books of both versions of mdBook', { skip }, async () => {
  const FENCE = '```cvsp\nstrategy: threads\ngrid: 2x2\nload: 100\nrender: 50\nseed: 1\n```\n';
  const run = (input: string, ...args: string[]) =>
    spawnSync('node', ['node_modules/cvsp/bin/cvsp.mjs', ...args], { cwd: installed.site, input, encoding: 'utf8' });
  const { stdout: figure } = run(FENCE, 'markdown');
  assert.match(figure, /^<figure><cvsp-figure strategy="threads" grid="2x2" .*<\/figure>\n\n$/);
  for (const parts of ['items', 'sections']) {
    const book = (content: string) => ({
      [parts]: [
        { PartTitle: 'One' },
        'Separator',
        { Chapter: { name: 'A', content: '# A', sub_items: [{ Chapter: { name: 'B', content, sub_items: [] } }] } },
      ],
    });
    const { stdout } = run(JSON.stringify([{ renderer: 'html' }, book(FENCE)]), 'mdbook');
    assert.deepEqual(JSON.parse(stdout), book(figure));
  }
  const bad = { items: [{ Chapter: { path: 'a.md', content: FENCE.replace('2x2', '2'), sub_items: [] } }] };
  for (const [input, args, status, error] of [
    ['', ['mdbook', 'supports', 'html'], 0, ''],
    ['', ['mdbook', 'supports', 'epub'], 1, ''],
    ['', ['books'], 1, 'cvsp: command is books: it must be markdown or mdbook\n'],
    [
      JSON.stringify([{}, bad]),
      ['mdbook'],
      1,
      'cvsp: a.md, line 3: grid is "2"; it must be columns × rows, such as "4x4"\n',
    ],
  ] as const) {
    const { status: seen, stderr } = run(input, ...args);
    assert.deepEqual([seen, stderr], [status, error]);
  }
});

test('on a server, mounting all and the entry that needs no call do nothing', { skip }, async () => {
  const program = `
    const before = Reflect.ownKeys(globalThis);
    const { mountAll, unmountAll } = await import('cvsp');
    await import('cvsp/auto');
    await mountAll();
    unmountAll();
    console.log(JSON.stringify(Reflect.ownKeys(globalThis).filter((key) => !before.includes(key))));`;
  assert.equal(await installed.run('.', 'node', '--input-type=module', '--eval', program), '[]\n');
});

test('mountAll defines the elements of a page, and unmountAll takes all figures out', { skip }, async (t) => {
  await installed.run('none', COPY);
  const html = (await readFile('examples/bundlers/none/index.html', 'utf8')).replace(
    '</main>',
    '<cvsp-group grid="2x2" load="100" render="50" seed="1"><cvsp-figure strategy="threads"></cvsp-figure></cvsp-group></main>',
  );
  const main = "import { mountAll, unmountAll } from './cvsp/cvsp.js';\nwindow.unmountAll = unmountAll;\nmountAll();\n";
  const { url } = await serve(join(installed.site, 'none'), { files: { 'index.html': html, 'main.js': main } });
  const page = await openWithClock(openPage, t, url, { viewport });
  await page.locator('.cvsp .cvsp-box > canvas').nth(1).waitFor();
  await mounted(page);
  await page.evaluate(() => (window as unknown as { unmountAll(): void }).unmountAll());
  assert.equal(await page.locator('.cvsp, .cvsp-box').count(), 0);
});

test('setWasm sets the simulator, and is an error once the simulator is loaded', { skip }, async () => {
  const program = `
    import { readFile } from 'node:fs/promises';
    import { setWasm, simulate } from './node_modules/cvsp/dist/lib/cvsp.js';
    const scenario = ${JSON.stringify(SCENARIO)};
    setWasm(new Uint8Array([1, 2, 3]));
    const broken = await simulate(scenario).catch(({ message }) => message);
    setWasm(await readFile('node_modules/cvsp/dist/lib/cvsp.wasm'));
    const { makespan } = await simulate(scenario);
    let late;
    try { setWasm('elsewhere.wasm') } catch ({ message }) { late = message }
    console.log(JSON.stringify({ broken, makespan, late }));`;
  const { broken, makespan, late } = JSON.parse(
    await installed.run('.', 'node', '--input-type=module', '--eval', program),
  );
  assert.match(broken, /^the simulator did not load: .*; setWasm says where it is, and cvsp\/inline has it inside$/);
  assert.equal(makespan, 350);
  assert.equal(late, 'setWasm comes too late: the simulator is loaded already');
});

test('a recording has a poster in Node.js, and says what is wrong', { skip }, async () => {
  const program = `
    import { poster, posterText } from 'cvsp/poster';
    const trace = [0, 20_000].map((ts) => ({ ph: 'X', name: 'call', ts, dur: 10_000, tid: 1 }));
    const figures = [{ trace, grid: [1, 1] }, { trace, grid: [1, 1], predicted: true, strategy: 'threads' }];
    const fails = (figure) => poster(figure).catch(({ message }) => message);
    console.log(JSON.stringify({
      text: await posterText(figures),
      hasUnknown: (await poster(figures)).includes('<pattern id="unknown"'),
      errors: [await fails({ trace: 'run.json' }), await fails({ trace: [{ ph: 'X', ts: 0, dur: -1 }] })],
    }));`;
  const { text, hasUnknown, errors } = JSON.parse(
    await installed.run('.', 'node', '--input-type=module', '--eval', program),
  );
  assert.deepEqual(text, {
    title: 'Sequential, recorded; Threads, predicted',
    description:
      'Sequential, recorded: A picture of 1 tile, finished after 30 ms. One thing after another, their loads and renders ' +
      'take 20 ms. Threads, predicted: A picture of 1 tile, finished after 30 ms. One thing after another, their loads and ' +
      'renders take 30 ms.',
  });
  assert.ok(hasUnknown);
  assert.deepEqual(errors, [
    'trace is "run.json"; it must be a whole address, the text of a recording or its events',
    'event 0: dur is -1; it must be microseconds from 0 to 9007199254740992',
  ]);
});

/** This program uses the types: its correct lines compile, and its wrong ones do not. */
const TYPED = `
import 'cvsp/cvsp.css';
import {
  type CvspFigure, type CvspGroup, defineElements, type FigureOptions, mount, mountAll, type Player, type Scenario, setStrings,
  setWasm, simulate, type Timeline, unmount,
} from 'cvsp';
import { simulate as inside } from 'cvsp/inline';

const scenario: Scenario = { strategy: 'threads', limit: 8, cores: 4, grid: [4, 4], load: [1500, 7000], render: [800, 1500, 100] };
const options: FigureOptions = { ...scenario, picture: 'balloons', code: 'rust', markers: { '4.2s': 'loaded' } };
const element = document.querySelector<HTMLElement>('#figure')!;
export const all: Promise<unknown>[] = [mount(element, options), mount(element), mountAll(), mountAll(element)];
unmount(element);
const player: Player = await mount(element);
player.step(-2);
player.currentTime = 0.5 * player.duration;
defineElements();
const figure: CvspFigure = document.createElement('cvsp-figure');
const group: CvspGroup | null = document.querySelector('cvsp-group');
figure.addEventListener('cvsp-finish', ({ detail }) => group?.seek(detail.time));
figure.grid = [4, 4];
figure.playbackRate = 2;
setStrings({ 'caption.took': 'dauerte {time}' });
setWasm(new URL('https://example.org/cvsp.wasm'));
setWasm(fetch('cvsp.wasm'));
const timeline: Timeline = await simulate(scenario);
export const numbers: [number, Float64Array, number | null] = [timeline.makespan, timeline.start, timeline.seed];
await inside({ strategy: 'sequential', tasks: [{ load: 1, render: 2 }, { load: 1, render: 2, after: [0] }] });

// @ts-expect-error There is no such strategy.
await simulate({ strategy: 'fibers', grid: [4, 4], load: 1, render: 1 });
// @ts-expect-error A grid has rows, too.
await simulate({ strategy: 'threads', grid: [4], load: 1, render: 1 });
// @ts-expect-error It is called limit.
await mount(element, { ...scenario, limits: 8 });
// @ts-expect-error Figures have no such language.
await mount(element, { ...scenario, code: 'cobol' });
`;

for (const [module, moduleResolution] of [
  ['esnext', 'bundler'],
  ['node16', 'node16'],
]) {
  test(`the package’s types work with the module resolution ${moduleResolution}`, { skip }, async () => {
    const compilerOptions = {
      ...{ module, moduleResolution, target: 'es2022', lib: ['es2022', 'dom'], types: [] },
      ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false },
    };
    const project = { compilerOptions, files: [`${moduleResolution}.mts`] };
    await writeFile(join(installed.site, `${moduleResolution}.mts`), TYPED);
    await writeFile(join(installed.site, `${moduleResolution}.json`), JSON.stringify(project));
    await installed.run('.', `tsc --project ${moduleResolution}.json`);
  });
}

/** This is the page of the example without a bundler, with a classic script instead of modules. */
async function pageWith(script: string): Promise<string> {
  const html = await readFile('examples/bundlers/none/index.html', 'utf8');
  return html.replace(/<link rel="stylesheet".*\n.*<\/script>/, script);
}

test('cvsp-all.js works from a disk, without other files, and may be loaded twice', async (t) => {
  if (lacks(t, 'files')) return;
  const folder = await mkdtemp(join(tmpdir(), 'cvsp-all-'));
  t.after(() => rm(folder, { recursive: true }));
  const script = '<script src="cvsp-all.js"></script>';
  await copyFile('dist/embed/js/cvsp/cvsp-all.js', join(folder, 'cvsp-all.js'));
  await writeFile(join(folder, 'index.html'), await pageWith(script + script));
  await assertLives(t, pathToFileURL(join(folder, 'index.html')).href, false);
});

test('the file with all inside plays under a strict policy, and is what it is said to be', async (t) => {
  const hash = createHash('sha384')
    .update(await readFile('dist/embed/js/cvsp/cvsp-all.js'))
    .digest('base64');
  const html = await pageWith(`<script src="cvsp-all.js" integrity="sha384-${hash}" defer></script>`);
  const headers = { 'content-security-policy': POLICY.replace("connect-src 'self'", "connect-src 'none'") };
  const { url } = await serve('dist/embed/js/cvsp', { files: { 'index.html': html }, headers });
  await assertLives(t, url, false);
});

/** Maps every panel to a style of its style sheet. */
const PANELS = [
  { button: 'Lanes', selector: '.cvsp-lanes-panel', style: { 'container-type': 'inline-size' } },
  { button: 'Numbers', selector: '.cvsp-numbers', style: { 'container-type': 'inline-size' } },
  { button: 'In words', selector: '.cvsp-account-now', style: { 'white-space': 'pre-line' } },
  { button: 'Code', selector: '.cvsp-code', style: { 'container-type': 'inline-size' } },
];

/** Every example's figure has this scenario. */
async function scenarioOf(page: Page): Promise<object> {
  return JSON.parse((await page.locator('#figure').getAttribute('data-cvsp'))!);
}

/** Opens the page, and asserts that its figure plays, opens every panel, and loads everything from its origin. */
async function assertLives(t: TestContext, url: string, hasWasm: boolean): Promise<void> {
  const page = await openWithClock(openPage, t, url, { viewport });
  await mounted(page);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(8000);
  await assertShows(page, 'figure', simulate(await scenarioOf(page)), 8000);

  for (const { button, selector, style } of PANELS) {
    await page.locator('#figure').hover();
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.locator(selector).waitFor();
    const names = Object.keys(style);
    const seen = await page.locator(selector).evaluate((element, names) => {
      const all = getComputedStyle(element);
      return names.map((name) => [name, all.getPropertyValue(name)]);
    }, names);
    assert.deepEqual(Object.fromEntries(seen), style, `the style of ${button}`);
  }
  await beIdle(page);

  const files = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const base = new URL('.', url).href;
  assert.deepEqual(
    files.filter((file) => !file.startsWith(base)),
    [],
    'all comes from where the page does',
  );
  assert.equal(files.filter((file) => /\.wasm(?:$|\?)/.test(file)).length, hasWasm ? 1 : 0);
}
