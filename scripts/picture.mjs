// npm run picture: the README's pictures: one taken of the walkthrough as it is built, and a poster that plays.

import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { buildPoster } from './posters.mjs';
import { headline, main, root } from './run.mjs';
import { chromium as executablePath, setupNode, setupTestTools } from './setup.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };

await main(async () => {
  await setupNode();
  await setupTestTools();
  headline('Drawing docs/coroutines.svg');
  const { tsImport } = await import('tsx/esm/api');
  const { presets } = await tsImport('../www/page/presets.ts', import.meta.url);
  const draw = await buildPoster();
  await writeFile(join(root, 'docs/coroutines.svg'), draw(presets['coroutine-ideal'], { animated: true }));

  headline('Taking docs/all-three.png of dist/site/');
  const { chromium } = await import('playwright-core');
  const server = createServer(async (request, response) => {
    const path = request.url === '/' ? '/index.html' : request.url;
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'image/svg+xml' });
    response.end(await readFile(join(root, 'dist/site', path)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1600);
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const row = page.locator('.row', { has: page.locator('#all-ideal-left') });
  await page.locator('#all-ideal-left canvas').waitFor();
  await row.scrollIntoViewIfNeeded();
  await row.evaluate((element) => element.scrollIntoView());
  await page.locator('#all-ideal-left .cvsp-time', { hasText: '0 s' }).waitFor();
  await page.clock.runFor(16);
  // The threads are done, so that their caption has its say.
  await page.clock.runFor(8000);
  await row.screenshot({ path: join(root, 'docs/all-three.png') });
  await browser.close();
  server.close();
});
