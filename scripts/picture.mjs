// npm run picture: the README's pictures: one taken of the walkthrough as it is built, and a poster that plays.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { headline, main, root } from './run.mjs';
import { setupNode, setupTestTools } from './setup.mjs';

await main(async () => {
  await setupNode();
  await setupTestTools();
  headline('Drawing docs/coroutines.svg');
  const { tsImport } = await import('tsx/esm/api');
  const { draw } = await tsImport('./draw.mjs', import.meta.url);
  await writeFile(join(root, 'docs/coroutines.svg'), await draw('coroutine-ideal', { animated: true }));

  headline('Taking docs/all-three.png of dist/site/');
  const { launchChromium } = await tsImport('../tests/browser/support/playwright.ts', import.meta.url);
  const { serve } = await tsImport('../tests/browser/support/server.ts', import.meta.url);
  const { url } = await serve('dist/site');
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1600);
  // The race begins at its start, and not where its posters have come to.
  await page.addInitScript(() => {
    performance.getEntriesByName = () => [];
  });
  await page.goto(url);
  const row = page.locator('.row', { has: page.locator('#all-ideal-left') });
  await page.locator('#all-ideal-left .cvsp-box > canvas').waitFor();
  await row.scrollIntoViewIfNeeded();
  await row.evaluate((element) => element.scrollIntoView());
  await page.locator('#all-ideal-left .cvsp-time', { hasText: '0 of ' }).waitFor();
  await page.clock.runFor(16);
  // The threads are done, so that their caption has its say.
  await page.clock.runFor(8000);
  await row.screenshot({ path: join(root, 'docs/all-three.png') });
  await browser.close();
});
