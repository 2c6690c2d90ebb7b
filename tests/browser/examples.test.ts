// These tests build the examples for site generators with the packed npm package. Hugo's is in hugo.test.ts.

import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { duration } from '../../www/words/format.ts';
import { simulate } from '../support/simulator.ts';
import { withBrowser } from './support/browser.ts';
import { FRAME, mounted, openWithClock, settle } from './support/clock.ts';
import { engine } from './support/engines.ts';
import { labelOf, labelsOf } from './support/labels.ts';
import { type Installed, install } from './support/package.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();
const viewport = { width: 900, height: 900 };
const skip = engine !== 'chromium' && 'what makers of sites make is the same for every engine: Chromium opens it';

/** The examples' figures have this work. */
const WORK = { grid: [4, 4], load: [1500, 7000], render: [800, 1500], seed: 42 };

let installed: Installed;
before(async () => {
  if (!skip) installed = await install('examples', 'react', 'react-dom');
});
after(() => installed?.remove());

/** Opens a page, and waits until it has this many figures. */
async function open(t: TestContext, url: string, figures: number): Promise<Page> {
  const page = await openWithClock(openPage, t, url, { viewport });
  await page
    .locator('.cvsp .cvsp-box > canvas')
    .nth(figures - 1)
    .waitFor();
  await mounted(page);
  return page;
}

test('Eleventy builds pages with figures', { skip }, async (t) => {
  await installed.run('eleventy', 'eleventy --quiet');
  const { url } = await serve(join(installed.site, 'eleventy/_site'));
  assert.deepEqual(await labelsOf(await open(t, url, 3)), [
    labelOf('In turn', simulate({ strategy: 'sequential', ...WORK })),
    labelOf('Whoever is ready', simulate({ strategy: 'coroutines', ...WORK })),
    // The preset is used with other options.
    labelOf('Threads', simulate({ strategy: 'threads', ...WORK, render: [800, 1500, 100] })),
  ]);
});

test('a figure in React follows its attribute, and fires an event at its end', { skip }, async (t) => {
  await installed.run('react', 'vite build --logLevel error');
  const { url } = await serve(join(installed.site, 'react/dist'));
  const page = await open(t, url, 1);
  const scenario = { strategy: 'coroutines', limit: 4, ...WORK };
  assert.deepEqual(await labelsOf(page), [labelOf('Coroutines', simulate(scenario))]);

  await page.locator('input').fill('1');
  await settle(page);
  const slower = { ...scenario, limit: 1 };
  assert.deepEqual(await labelsOf(page), [labelOf('Coroutines', simulate(slower))]);
  assert.equal(await page.locator('[role=status]').last().textContent(), '');
  const { makespan } = simulate(slower);
  await page.clock.runFor(FRAME);
  await page.clock.runFor(makespan + FRAME);
  await page.getByText(`The last picture took ${duration(makespan)}.`).waitFor();
});

test('a page that is opened from a disk has figures by id, by attributes and by JSON', { skip }, async (t) => {
  const work = { limit: 8, cores: 4, ...WORK };
  assert.deepEqual(await labelsOf(await open(t, pathToFileURL(resolve('examples/html/index.html')).href, 3)), [
    labelOf('Coroutines', simulate({ strategy: 'coroutines', ...WORK, render: [800, 1500, 100] })),
    labelOf('Threads', simulate({ strategy: 'threads', ...work })),
    labelOf('Processes', simulate({ strategy: 'processes', ...work })),
  ]);
});
