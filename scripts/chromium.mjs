import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { main, root, UserError } from './run.mjs';
import { setupNode, setupTestTools } from './setup.mjs';

/** Runs a script with Chromium, in which it looks at what `npm run build` wrote, by the servers of the browser tests. */
export const mainInChromium = (act) =>
  main(async () => {
    await setupNode();
    await setupTestTools();
    if (!existsSync(join(root, 'dist/embed'))) throw new UserError('There is nothing to look at yet: npm run build.');
    const { tsImport } = await import('tsx/esm/api');
    const support = (name) => tsImport(`../tests/browser/support/${name}.ts`, import.meta.url);
    const { launchChromium } = await support('playwright');
    const { post } = await support('post');
    const { serve } = await support('server');
    const browser = await launchChromium();
    try {
      await act({ browser, post, serve });
    } finally {
      await browser.close();
    }
  });
