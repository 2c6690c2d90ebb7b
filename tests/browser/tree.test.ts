import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withBrowser } from './support/browser.ts';
import { lacks } from './support/engines.ts';
import { openPlaying } from './support/post.ts';

// These tests read the accessibility tree, which browsers give to screen readers.

const openPage = withBrowser();
const viewport = { width: 900, height: 1400 };

/** Computed by hand: loads end at 100, 100, 250 and 300 ms, renders at 150, 200, 300 and 350; the second tile waits for 50. */
const SCENARIO = { strategy: 'coroutines', limit: 2, grid: [2, 2], load: 100, render: 50, seed: 1 };
const figure = (more: object) => `<div data-cvsp='${JSON.stringify({ ...SCENARIO, ...more })}'></div>`;

const CONTROLS = `      - toolbar "Playback":
        - button "Play"
        - combobox "Speed":
          - option "¼×"
          - option "½×"
          - option "1×" [selected]
          - option "2×"
          - option "4×"
          - option "8×"
          - option "16×"
        - button "To the event before"
        - button "To the next event"
        - button "More"
        - button "Lanes"
        - button "Numbers"
        - button "In words"
        - button "Code"`;

test('figure and controls have names, roles and states, and describe the current moment', async (t) => {
  if (lacks(t, 'accessibilityTree')) return;
  const page = await openPlaying(openPage, t, { html: figure({}) }, { viewport });
  const slider = page.getByRole('slider', { name: 'Time' });
  await slider.focus();
  await page.keyboard.press('End');
  await page.keyboard.press(',');
  await page.locator('.cvsp-told:not(:empty)').waitFor();
  assert.equal(
    await page.locator('main').ariaSnapshot(),
    `- main:
  - group "Coroutines, at most 2":
    - 'img "Coroutines: a picture of 4 tiles, 3 finished; all take 350 ms"'
    - text: Coroutines at most 2 300 of 350 ms
    - 'group "Playback: Coroutines"':
      - slider "Time"
${CONTROLS}
      - status: ${await page.locator('.cvsp-told').innerText()}`,
  );
  const values = ['aria-valuemin', 'aria-valuenow', 'aria-valuemax', 'aria-valuetext'];
  assert.deepEqual(await Promise.all(values.map((name) => slider.getAttribute(name))), [
    '0',
    '0.3',
    '0.35',
    '300 ms of 350 ms',
  ]);
});

test('lanes and listing have names and roles, and the listing says where the tasks are', async (t) => {
  if (lacks(t, 'accessibilityTree')) return;
  const page = await openPlaying(openPage, t, { html: figure({ lanes: true, code: 'python' }) }, { viewport });
  await page.locator('.cvsp-code').waitFor();
  await page.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('.');
  const lanes = await page.getByRole('group', { name: 'Lanes' }).ariaSnapshot();
  assert.equal(
    lanes,
    `- 'group "Lanes: what happens over time"':
  - text: 2 coroutines
  - 'img "Coroutines, 2 coroutines: a chart of what they do from the start to 350 ms"'
  - text: 1 core
  - 'img "Coroutines, 1 core: a chart of what they do from the start to 350 ms"'
  - group "States":
    - button "loading"
    - button "ready"
    - button "rendering"
  - text: Point at a span, or drag through time.`,
  );
  const code = (await page.getByRole('group', { name: 'The code in step' }).ariaSnapshot()).split('\n');
  assert.deepEqual(code.slice(0, 8), [
    '- group "The code in step":',
    '  - group "Language":',
    '    - button "Python" [pressed]',
    '    - button "Rust"',
    '    - button "JavaScript"',
    '  - code: coroutines.py',
    '  - group "Coroutines, coroutines.py":',
    '    - list:',
  ]);
  const marks = code.filter((line) => / here"/.test(line)).map((line) => line.trim());
  assert.deepEqual(marks, [
    `- 'button "queued, loading, ready: 1 here"'`,
    `- 'button "switching, rendering: 1 here"'`,
    `- 'button "starting: 0 here"'`,
  ]);
});

test('the numbers are a table with headings, and count what has happened so far', async (t) => {
  if (lacks(t, 'accessibilityTree')) return;
  const page = await openPlaying(openPage, t, { html: figure({ numbers: true }) }, { viewport });
  await page.locator('.cvsp-numbers').waitFor();
  await page.getByRole('slider').focus();
  await page.keyboard.press('Home');
  const rows = async () =>
    (await page.getByRole('table', { name: 'Numbers' }).ariaSnapshot())
      .split('\n')
      .filter((line) => line.includes('- row '))
      .map((line) => /"(.*)"/.exec(line)![1]);
  assert.deepEqual(await rows(), [
    'time 0 ms',
    'finished 0 of 4',
    'in flight 2 of 2',
    'running 0 of 1',
    'cores in use 0 %',
    'speed-up',
    'in line 0 ms',
    'overhead 0 ms',
    'most in flight 2',
  ]);
  await page.keyboard.press('End');
  assert.deepEqual(
    [(await rows())[0], ...(await rows()).slice(5)],
    ['time 350 ms', 'speed-up 1.7×', 'in line 50 ms', 'overhead 0 ms', 'most in flight 2'],
  );
});
