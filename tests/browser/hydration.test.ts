// Pages whose framework takes over what its server has sent: it compares both, and complains of what is not the same.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { withBrowser } from './support/browser.ts';
import { type Installed, install } from './support/package.ts';
import { serve } from './support/server.ts';

const openPage = withBrowser();
const OPTIONS = `{ "strategy": "threads", "grid": [2, 2], "load": 100, "render": 100, "seed": 1 }`;

/** Each has its page as a module, its program for the server, and what the browser calls to take the page over. */
const FRAMEWORKS = {
  React: {
    page: `
      import { createElement as h } from 'react';
      export const root = '__next';
      export const page = h('main', null,
        h('cvsp-figure', { preset: 'coroutine-ideal' }),
        h('cvsp-group', { grid: '2x2', load: '100..200', render: 100, seed: 1 },
          h('cvsp-figure', { strategy: 'threads' }), h('cvsp-figure', { strategy: 'coroutines' })),
        h('div', { 'data-cvsp': '${OPTIONS}' }));`,
    server: `import { renderToString } from 'react-dom/server'; console.log(renderToString(page));`,
    browser: `
      import { hydrateRoot } from 'react-dom/client';
      window.hydrate = () => hydrateRoot(document.getElementById(root), page, { onRecoverableError: console.error });`,
  },
  Vue: {
    page: `
      import { createSSRApp, h } from 'vue';
      export const root = '__nuxt';
      export const page = createSSRApp({ render: () => h('main', null, [
        h('cvsp-figure', { preset: 'coroutine-ideal' }),
        h('cvsp-group', { grid: '2x2', load: '100..200', render: 100, seed: 1 },
          [h('cvsp-figure', { strategy: 'threads' }), h('cvsp-figure', { strategy: 'coroutines' })]),
        h('div', { 'data-cvsp': '${OPTIONS}' })]) });`,
    server: `import { renderToString } from 'vue/server-renderer'; console.log(await renderToString(page));`,
    browser: `window.hydrate = () => page.mount(document.getElementById(root));`,
  },
};

let installed: Installed;
before(async () => {
  installed = await install('examples/bundlers/none', 'react', 'react-dom', 'vue');
});
after(() => installed.remove());

for (const [name, { page: source, server, browser }] of Object.entries(FRAMEWORKS)) {
  for (const mode of ['development', 'production']) {
    test(`a page of ${name} that is rendered on a server is taken over without a complaint, in ${mode}`, async (t) => {
      const folder = join(installed.site, `${name}-${mode}`);
      await mkdir(folder);
      await writeFile(join(folder, 'page.mjs'), source);
      await writeFile(join(folder, 'server.mjs'), `import 'cvsp/auto';\nimport { page } from './page.mjs';\n${server}`);
      await writeFile(
        join(folder, 'browser.mjs'),
        `import 'cvsp/auto';\nimport { page, root } from './page.mjs';\n${browser}`,
      );
      const html = await installed.run(`${name}-${mode}`, 'node server.mjs');
      const define = `--define:process.env.NODE_ENV="${mode}" --define:__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=true`;
      const flags = '--define:__VUE_OPTIONS_API__=true --define:__VUE_PROD_DEVTOOLS__=false';
      const command = `esbuild browser.mjs --bundle --format=esm --splitting --outdir=dist --conditions=${mode}`;
      await installed.run(`${name}-${mode}`, `${command} ${define} ${flags}`);
      const root = name === 'Vue' ? '__nuxt' : '__next';
      const index = `<!doctype html><title>${name}</title><link rel="icon" href="data:,"><script type="module" src="dist/browser.js"></script>
<div id="${root}">${html.trim()}</div><img src="late.svg" alt="">`;
      const { url } = await serve(folder, { files: { 'index.html': index } });

      const page = await openPage(t, { expectedErrors: [/cvsp\.wasm|404/] });
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      // The page has loaded when its last image has, which comes after the framework.
      let release = () => {};
      const hydrated = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route('**/late.svg', async (route) => {
        await hydrated;
        await route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
      });
      await page.goto(url, { waitUntil: 'domcontentloaded' });
      const before = await page.evaluate((root) => document.getElementById(root)!.innerHTML, root);
      assert.equal(before, html.trim());
      await page.evaluate(() => void (window as unknown as { hydrate(): void }).hydrate());
      release();
      await page.locator('.cvsp .cvsp-box > canvas').nth(3).waitFor();
      assert.deepEqual(
        complaints.filter((text) => !/cvsp\.wasm|404/.test(text)),
        [],
      );
    });
  }
}
