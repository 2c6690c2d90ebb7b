// A plain page with figures in it, as a post has them, made of what `npm run build` writes for posts.

import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import type { OpenPage, PageOptions } from './browser.ts';
import { FRAME, mounted, openWithClock } from './clock.ts';
import { serve } from './server.ts';

export interface Post {
  /** The ids of the placeholders, in a row. */
  figures?: string[];
  /** What stands in the page besides them, after them. */
  html?: string;
  /** How much room there is above and below the figures, in pixels. */
  above?: number;
  below?: number;
  css?: string;
  headers?: Record<string, string>;
}

/** Serves the page and returns its address. */
export async function post({
  figures = [],
  html = '',
  above = 2000,
  below = 2000,
  css = '',
  headers = {},
}: Post): Promise<string> {
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A post</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="css/cvsp/animations.css">
    <link rel="stylesheet" href="post.css">
  </head>
  <body>
    <main>
      ${figures.map((id) => `<div id="${id}"></div>`).join('\n      ')}
      ${html}
    </main>
    <script src="js/cvsp/animations.js"></script>
  </body>
</html>`;
  const sheet = `body { margin: 0 } main { display: flow-root; padding: ${above}px 0 ${below}px } ${css}`;
  return (await serve(['dist/embed', 'dist/posters'], { files: { 'index.html': page, 'post.css': sheet }, headers }))
    .url;
}

/** Opens a page whose figures stand at its top, and play where they are in view: its clock has come to their first frame. */
export async function openPlaying(
  openPage: OpenPage,
  test: TestContext,
  content: Post,
  options: PageOptions,
): Promise<Page> {
  const page = await openWithClock(openPage, test, await post({ above: 0, ...content }), options);
  await mounted(page);
  await page.clock.runFor(FRAME);
  return page;
}
