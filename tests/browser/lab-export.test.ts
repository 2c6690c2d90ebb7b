import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import type { Download, Page } from 'playwright-core';
import { dataOf } from '../../www/lab/export/data.ts';
import type { Scenario } from '../../www/run/scenario.ts';
import { simulate } from '../support/simulator.ts';
import { withBrowser } from './support/browser.ts';
import { mounted, openWithClock, settle } from './support/clock.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();

const SCENARIO: Scenario = {
  ...{
    strategy: 'coroutines',
    limit: 8,
    cores: 4,
    grid: [4, 4],
    load: [1500, 7000],
    render: [800, 1500, 100],
    seed: 42,
  },
};

/** The figure of the lab is held at this moment, which a film of 30 frames in a second shows in frame 126. */
const HASH = '#v=1&strategy=coroutines&limit=8&open=code&at=4200ms';

/** The figure is as large as in a file of the size 1×, and has its colours. */
const STYLE = '.lab-figure { --cvsp-width: 320px !important; --cvsp-ink: #1b1d22 !important; }';

declare global {
  interface Window {
    /** Reads the picture of a figure in what is shown at the size 1×. */
    cvspRead(source: CanvasImageSource): Uint8ClampedArray;
    /** Tells how far colours are from those of the lab's figure, on average, of 255. */
    cvspOff(source: CanvasImageSource): number;
  }
}

/** Opens the lab with what is saved of it. */
async function open(
  t: TestContext,
  hash: string,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Page> {
  const { url } = await serve('dist/site');
  const openPrepared: typeof openPage = async (...args) => {
    const page = await openPage(...args);
    await prepare(page);
    return page;
  };
  const options = { viewport: { width: 1200, height: 900 }, colorScheme: 'light' } as const;
  const page = await openWithClock(openPrepared, t, `${url}lab/${hash}`, options);
  await mounted(page);
  await page.addStyleTag({ content: STYLE });
  await page.locator('.lab-figure').first().scrollIntoViewIfNeeded();
  await settle(page);
  const size = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.lab-figure canvas')!;
    window.cvspRead = (source) => {
      const context = new OffscreenCanvas(320, 320).getContext('2d')!;
      // A figure shows the page between its lines.
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 320, 320);
      context.drawImage(source, 0, 0);
      return context.getImageData(0, 0, 320, 320).data;
    };
    const figure = window.cvspRead(canvas);
    window.cvspOff = (source) =>
      window.cvspRead(source).reduce((sum, value, i) => sum + Math.abs(value - figure[i]!), 0) / figure.length;
    return [canvas.width, canvas.height];
  });
  assert.deepEqual(size, [320, 320]);
  await page.locator('.lab-take > summary').click();
  await page.locator('[data-export=save]').waitFor();
  return page;
}

/** Makes these choices, saves, and returns the file with its name. */
async function save(page: Page, choices: Record<string, string>): Promise<{ name: string; bytes: Buffer }> {
  for (const [name, value] of Object.entries(choices)) await page.selectOption(`[data-choice=${name}]`, value);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-export=save]')]);
  const name = download.suggestedFilename();
  const bytes = await readFile(await download.path());
  await page.locator('.lab-export [role=status]', { hasText: `Saved as ${name}` }).waitFor();
  return { name, bytes };
}

/** Hands a file to the page, as the address of what it holds. */
function addressOf(page: Page, bytes: Buffer, type: string): Promise<string> {
  return page.evaluate(
    async ([base64, type]) => {
      const content = await (await fetch(`data:${type};base64,${base64}`)).blob();
      return URL.createObjectURL(content);
    },
    [bytes.toString('base64'), type] as const,
  );
}

/** Is what a page has decoded. */
interface Decoded {
  width: number;
  height: number;
  duration: number;
  off: number;
}

/** Returns in a page, by its own decoder, what is at a moment of a film, in seconds, or in an image. */
function decode(page: Page, address: string, at?: number): Promise<Decoded> {
  return page.evaluate(
    async ([address, at]) => {
      if (at === undefined) {
        const image = new Image();
        image.src = address;
        await image.decode();
        return { width: image.naturalWidth, height: image.naturalHeight, duration: 0, off: window.cvspOff(image) };
      }
      const video = document.createElement('video');
      video.muted = true;
      video.src = address;
      const happens = (name: string) => new Promise((resolve) => video.addEventListener(name, resolve, { once: true }));
      await happens('loadeddata');
      const sought = happens('seeked');
      video.currentTime = at;
      await sought;
      return {
        width: video.videoWidth,
        height: video.videoHeight,
        duration: video.duration,
        off: window.cvspOff(video),
      };
    },
    [address, at] as const,
  );
}

test('a picture is the figure at the moment that it shows, in every size, and an SVG is an image', async (t) => {
  const page = await open(t, HASH);
  for (const scale of [1, 2, 4]) {
    const { name, bytes } = await save(page, { format: 'png', scale: String(scale) });
    assert.equal(name, 'cvsp-coroutines-8-in-flight-at-4200ms.png');
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [320 * scale, 408 * scale]);
    if (scale === 1) assert.equal((await decode(page, await addressOf(page, bytes, 'image/png'))).off, 0);
  }
  for (const [format, name] of [
    ['svg', 'cvsp-coroutines-8-in-flight-at-4200ms.svg'],
    ['animated', 'cvsp-coroutines-8-in-flight-animated.svg'],
  ] as const) {
    const file = await save(page, { format, theme: 'dark' });
    assert.equal(file.name, name);
    assert.match(file.bytes.toString(), /--p:#15171b/);
    assert.equal(/@keyframes/.test(file.bytes.toString()), format === 'animated');
    const { width, height } = await decode(page, await addressOf(page, file.bytes, 'image/svg+xml'));
    assert.ok(Math.abs(width / height - 320 / 408) < 0.01, `${width} × ${height}`);
  }
});

test('what is said of a run is the run: spans, trace, scenario and program', async (t) => {
  const page = await open(t, HASH);
  const timeline = simulate(SCENARIO);
  const csv = await save(page, { format: 'csv' });
  assert.equal(csv.name, 'cvsp-coroutines-8-in-flight-spans.csv');
  assert.equal(csv.bytes.toString(), dataOf('csv', SCENARIO, timeline));
  const trace = await save(page, { format: 'trace' });
  assert.equal(trace.bytes.toString(), dataOf('trace', SCENARIO, timeline));
  const scenario = await save(page, { format: 'scenario' });
  assert.deepEqual(JSON.parse(scenario.bytes.toString()), SCENARIO);
  for (const [format, button, name] of [
    ['python', 'Python', 'cvsp-coroutines-8-in-flight.py'],
    ['javascript', 'JavaScript', 'cvsp-coroutines-8-in-flight.js'],
  ] as const) {
    const file = await save(page, { format });
    assert.equal(file.name, name);
    await page.locator('.cvsp-code-languages button', { hasText: new RegExp(`^${button}$`) }).click();
    const lines = await page.locator('.cvsp-code-lines li > code').allTextContents();
    assert.equal(file.bytes.toString(), `${lines.join('\n')}\n`);
  }
  // Of a race, one run after the other can be had.
  await page.getByText('Pin this point').click();
  await page.locator('.lab-strategy', { hasText: 'a loop' }).click();
  assert.equal((await save(page, { format: 'csv', run: '1' })).name, 'cvsp-loop-spans.csv');
  assert.equal((await save(page, { run: '0' })).name, 'cvsp-coroutines-8-in-flight-spans.csv');
  const race = await save(page, { format: 'png', scale: '1' });
  assert.equal(race.name, 'cvsp-coroutines-8-in-flight-and-loop-at-4200ms.png');
  assert.deepEqual([race.bytes.readUInt32BE(16), race.bytes.readUInt32BE(20)], [656, 424]);
});

test('a film has the size and length that were chosen, and its frames are those of the figure', async (t) => {
  const page = await open(t, HASH);
  for (const format of ['webm', 'mp4'] as const) {
    // Not every build of an engine has an encoder of H.264; then it says so, which the last test looks at.
    if (await page.locator(`[data-choice=format] > * > [value=${format}]`).isDisabled()) continue;
    const { name, bytes } = await save(page, { format, scale: '1', length: '5', speed: '1' });
    assert.equal(name, `cvsp-coroutines-8-in-flight.${format}`);
    const address = await addressOf(page, bytes, `video/${format}`);
    // The middle of the frame, so that no rounding of times leads to the one before.
    const { width, height, duration, off } = await decode(page, address, 4.2 + 1 / 60);
    assert.deepEqual([width, height], [320, 408]);
    assert.ok(Math.abs(duration - 5) < 0.04, `${duration} s`);
    assert.ok(off < 4, `${format} is off by ${off} of 255`);
    const other = await decode(page, address, 3.2 + 1 / 60);
    assert.ok(other.off > 2 * off, `another moment is off by ${other.off}, and this one by ${off}`);
  }
});

test('a GIF has all its frames, and they are those of the figure', async (t) => {
  // At twice the speed, 160 ms go by from one frame to the next.
  const page = await open(t, HASH.replace('4200', '4160'));
  const { name, bytes } = await save(page, { format: 'gif', scale: '1', length: '5', speed: '2' });
  assert.equal(name, 'cvsp-coroutines-8-in-flight.gif');
  const { frames, width, height, delay, off, other } = await page.evaluate(async (base64) => {
    const { body } = await fetch(`data:image/gif;base64,${base64}`);
    const decoder = new ImageDecoder({ type: 'image/gif', data: body! });
    await decoder.completed;
    const offAt = async (frameIndex: number) => {
      const { image } = await decoder.decode({ frameIndex });
      return {
        off: window.cvspOff(image),
        width: image.displayWidth,
        height: image.displayHeight,
        delay: image.duration,
      };
    };
    const frames = decoder.tracks.selectedTrack!.frameCount;
    return { ...(await offAt(26)), other: (await offAt(16)).off, frames };
  }, bytes.toString('base64'));
  assert.deepEqual([frames, width, height, delay], [63, 320, 408, 80_000]);
  assert.ok(off < 4, `it is off by ${off} of 255`);
  assert.ok(other > 2 * off, `another moment is off by ${other}, and this one by ${off}`);
});

test('a film that is stopped leaves nothing, and a film that would be too long says so', async (t) => {
  const page = await open(t, HASH);
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  const status = page.locator('.lab-export [role=status]');
  for (const format of ['webm', 'gif']) {
    for (const [name, value] of Object.entries({ format, scale: '4', length: 'Infinity' }))
      await page.selectOption(`[data-choice=${name}]`, value);
    await page.click('[data-export=save]');
    await page.locator('.lab-progress span', { hasText: /^Frame [1-9]/ }).waitFor();
    assert.equal(await page.isDisabled('[data-choice=format]'), true);
    await page.click('[data-export=stop]');
    await status.getByText('Stopped. Nothing was saved.').waitFor();
    assert.equal(await page.isVisible('[data-export=stop]'), false);
    assert.equal(await page.isVisible('[data-export=save]'), true);
  }
  await page.evaluate(() => {
    location.hash = '#v=1&strategy=sequential&load=100000&render=1000';
  });
  await page.getByText('1 in flight, 1 at once: 26 min').first().waitFor();
  await page.selectOption('[data-choice=speed]', '1');
  await page.click('[data-export=save]');
  await status.getByText('Nothing was saved: it would last 1619 s, and may last 600 s at most').waitFor();
  assert.deepEqual(downloads, []);
});

test('an engine that cannot encode films says so, and offers the others', async (t) => {
  const page = await open(t, HASH, (page) =>
    page.addInitScript(() => {
      Reflect.deleteProperty(window, 'VideoEncoder');
    }),
  );
  await page
    .getByText(
      'This browser cannot make WebM films and MP4 films (H.264): it has no WebCodecs. The other formats are there.',
    )
    .waitFor();
  const disabled = page.locator('[data-choice=format] option:disabled');
  assert.deepEqual(await disabled.allTextContents(), [
    'WebM, a film – not in this browser',
    'MP4, a film for any player – not in this browser',
  ]);
  assert.equal(await page.inputValue('[data-choice=format]'), 'png');
});
