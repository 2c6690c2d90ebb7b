// npm run test:wild: builds sites with the packed package and the recipes of docs/recipes.md, by makers that people use, and looks
// at their figures in Chromium: from the development server and as built, under a sub-path. It ends with one table. It installs each
// maker from its registry, so it is no part of npm test. npm run test:wild -- --only=Astro,Nuxt tries these alone.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { MAKERS } from '../tests/wild/makers.mjs';
import { mainInChromium } from './chromium.mjs';
import { headline, run, UserError } from './run.mjs';

/** How long a development server may take to start, and a page to show its figures, in milliseconds. */
const PATIENCE = 90_000;
const FIGURES = 5;
const PANELS = ['Lanes', 'Numbers', 'In words', 'Code'];

await mainInChromium(async ({ browser, serve }) => {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => !arg.startsWith('--only='));
  if (unknown !== undefined) throw new UserError(`Unknown option ${unknown}. There is --only=NAME,NAME.`);
  const only = args[0]?.slice('--only='.length).split(',');
  const names = Object.keys(MAKERS).filter((name) => !only || only.some((word) => name.startsWith(word)));
  const folder = mkdtempSync(join(tmpdir(), 'cvsp-wild-'));
  const packed = JSON.parse(
    await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { quiet: true }),
  )[0].filename;
  const rows = [];
  try {
    for (const name of names) {
      headline(name);
      rows.push(...(await tryMaker(name, MAKERS[name], { folder, packed: join(folder, packed), browser, serve })));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  headline('How figures do');
  const head = [
    'maker',
    'version',
    'as',
    'plays',
    'console clean',
    'looks right',
    'panels',
    'theme',
    'fence',
    'comes back',
  ];
  for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`);
  if (rows.some((row) => row.some((cell) => cell.startsWith('no')))) process.exitCode = 1;
});

async function tryMaker(
  name,
  { packages = [], python, cargo, copy = {}, files, dev, build, serve: preview, out, toggle, says },
  { folder, packed, browser, serve },
) {
  const site = join(folder, name.replace(/\W/g, '-'));
  for (const [path, text] of Object.entries({ 'package.json': '{ "private": true, "type": "module" }\n', ...files })) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  }
  const expected = { toggle, says, hasFence: Object.values(files).some((text) => text.includes('```cvsp')) };
  const rows = [];
  let version = '';
  try {
    await shell(site, `npm install --no-audit --no-fund --loglevel=error ${packages.join(' ')} ${packed}`);
    for (const [from, to] of Object.entries(copy)) {
      cpSync(join(site, 'node_modules/cvsp', from), join(site, to), { recursive: true });
    }
    if (cargo) {
      await shell(site, `cargo install --quiet --root .cargo ${cargo}`);
      version = /[\d.]+/.exec(await shell(site, `${cargo} --version`))[0];
    } else if (python) {
      await shell(site, `python3 -m venv .venv && pip install --quiet ${python.join(' ')}`);
      version = /^Version: (.+)$/m.exec(await shell(site, `pip show ${python[0]} | head -2`))[1];
    } else {
      const [, main] = /^(@?[^@]+)/.exec(packages[0]);
      version = JSON.parse(readFileSync(join(site, 'node_modules', main, 'package.json'), 'utf8')).version;
    }
    if (dev) rows.push([name, version, 'development', ...(await lookAtServer(browser, site, dev, expected))]);
    await shell(site, build);
    if (preview) {
      rows.push([name, version, 'built', ...(await lookAtServer(browser, site, preview, expected))]);
    } else {
      const { url, close } = await serve(join(site, out), { prefix: '/sub/' });
      rows.push([name, version, 'built', ...(await look(browser, url, expected))]);
      await close();
    }
  } catch (error) {
    console.error(error.message);
    rows.push([name, version, 'no: it could not be tried', '', '', '', '', '', '', '']);
  }
  for (const row of rows) console.log(row.join(' | '));
  return rows;
}

/** Looks at the site that a server of its maker serves. */
async function lookAtServer(browser, site, command, expected) {
  const port = await freePort();
  const server = start(site, command.replace('$PORT', port));
  try {
    const url = `http://127.0.0.1:${port}/sub/`;
    await answers(url, server);
    // Servers for development put together what they need when a page first asks, and then may reload it.
    await look(browser, url, expected).catch(() => {});
    return await look(browser, url, expected);
  } finally {
    server.stop();
  }
}

/** Looks at a page as a reader does. Each answer is "yes", "no" with what was seen, or "-" where there is nothing to see. */
async function look(browser, url, { toggle, says, hasFence }) {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 } });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // Browsers ask every site for an icon.
    if (message.location().url.endsWith('/favicon.ico') || says?.test(message.text())) return;
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  try {
    await page.goto(url, { waitUntil: 'load', timeout: PATIENCE });
    const stand = () =>
      page
        .locator('.cvsp-box > canvas')
        .nth(FIGURES - 1)
        .waitFor({ timeout: 20_000 });
    const plays = await stand().then(
      async () => {
        await page.locator('#own').scrollIntoViewIfNeeded();
        const time = page.locator('#own .cvsp-time');
        await time.filter({ hasText: /[1-9]/ }).waitFor({ timeout: 10_000 });
        return 'yes';
      },
      async () => `no: ${await page.locator('.cvsp-box > canvas').count()} figures stand`,
    );
    const looks = await page.evaluate(measure);
    const panels = [];
    for (const panel of plays === 'yes' ? PANELS : []) {
      await page.locator('#own .cvsp-box > canvas').hover();
      const button = page.locator('#own').getByRole('button', { name: panel, exact: true });
      await button.click({ timeout: 5000 }).catch(() => panels.push(panel));
    }
    const last = page.locator('#own .cvsp-panels > *').nth(PANELS.length - 1);
    await last.waitFor({ timeout: 5000 }).catch(() => panels.push('they do not open'));
    const theme = toggle ? await tryTheme(page, toggle) : '-';
    const link = page.getByRole('link', { name: 'elsewhere' });
    let [fence, back] = ['-', '-'];
    if ((await link.count()) > 0) {
      await link.click();
      if (hasFence) fence = await tryFence(page);
      await page.getByRole('link', { name: 'back' }).click();
      back = await stand().then(
        async () => (await page.evaluate(measure)).join(', ').replace(/^(?=.)/, 'no: ') || 'yes',
        () => 'no',
      );
    }
    const clean = errors.length === 0 ? 'yes' : `no: ${[...new Set(errors)].join('; ').slice(0, 200)}`;
    const answer = (faults) => (faults.length === 0 ? 'yes' : `no: ${faults.join(', ')}`);
    return [plays, clean.replaceAll(/\s+/g, ' '), answer(looks), answer(panels), theme, fence, back];
  } finally {
    await context.close();
  }
}

/** Switches the site's theme, and tells whether the words of figures have the colour of the page's words afterwards. */
async function tryTheme(page, toggle) {
  const ink = (selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).color);
  const before = await ink('main p');
  await page.locator(toggle).first().click();
  await page.waitForFunction((before) => getComputedStyle(document.querySelector('main p')).color !== before, before);
  // Colours may change little by little.
  const isAlike = () => {
    const [word, figure] = ['main p', '#own .cvsp-time'].map((selector) =>
      getComputedStyle(document.querySelector(selector)),
    );
    return word.color === figure.color;
  };
  return page.waitForFunction(isAlike, undefined, { timeout: 5000 }).then(
    () => 'yes',
    async () => `no: ${await ink('#own .cvsp-time')}`,
  );
}

/** Tells whether the row of a fence plays in the page that is shown. */
async function tryFence(page) {
  const canvas = page.locator('figure > cvsp-group .cvsp-box > canvas').nth(1);
  return canvas.waitFor({ timeout: 20_000 }).then(
    () => 'yes',
    () => 'no',
  );
}

/** Runs in the page: what is wrong with sizes there. */
function measure() {
  const faults = [];
  const rects = [...document.querySelectorAll('.cvsp-box')].map((box) => box.getBoundingClientRect());
  const canvases = [...document.querySelectorAll('.cvsp-box > canvas')].map((canvas) => canvas.getBoundingClientRect());
  if (canvases.some(({ width, height }) => width < 120 || Math.abs(width - height) > 1)) faults.push('sizes');
  const overlap = (a, b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  if (rects.some((a, i) => rects.some((b, j) => i < j && overlap(a, b)))) faults.push('overlaps');
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push('overflow');
  const isRow = (a, b) => a && b && Math.abs(a.top - b.top) < 2 && b.left > a.right;
  if (!isRow(canvases[0], canvases[1]) || !isRow(canvases[2], canvases[3])) faults.push('rows');
  return faults;
}

function start(cwd, command) {
  const PATH = [join(cwd, 'node_modules/.bin'), join(cwd, '.venv/bin'), join(cwd, '.cargo/bin'), process.env.PATH].join(
    delimiter,
  );
  const quiet = { NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1', CI: '1' };
  const child = spawn('sh', ['-c', command], { cwd, env: { ...process.env, ...quiet, PATH }, detached: true });
  let written = '';
  const write = (data) => {
    written += data;
  };
  child.stdout.on('data', write);
  child.stderr.on('data', write);
  return {
    ended: new Promise((resolve) => child.on('close', resolve)),
    written: () => written.slice(-2000),
    stop() {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    },
  };
}

async function shell(cwd, command) {
  const { ended, written } = start(cwd, command);
  const code = await ended;
  if (code !== 0) throw new Error(`${command}: exit code ${code}\n${written()}`);
  return written();
}

async function answers(url, server) {
  for (const start = Date.now(); Date.now() - start < PATIENCE; ) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    if ((await Promise.race([server.ended, new Promise((next) => setTimeout(next, 500, 'runs'))])) !== 'runs') break;
  }
  throw new Error(`The development server does not answer:\n${server.written()}`);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
