// Pages as others make them: they have a figure's script and style sheet, and whatever else a test puts there.

import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import type { OpenPage, PageOptions } from './browser.ts';
import { openWithClock } from './clock.ts';
import { serve } from './server.ts';

export interface WildPage {
  body: string;
  css?: string;
  /** What stands in the head after the figure's own lines. */
  head?: string;
  /** How the script comes into the page. */
  script?: string;
  files?: Record<string, string>;
  /** The folder that is served, and the style sheet in it. */
  folder?: string;
  sheet?: string;
}

const SCRIPT = '<script src="js/cvsp/animations.js" defer></script>';

/** A figure of four tiles, each loaded in one second and rendered in another, which all take 2 s. */
export const SMALL = `data-cvsp='{ "strategy": "threads", "grid": [2, 2], "load": 1000, "render": 1000, "seed": 1 }'`;

/** Serves a page, opens it with the clock stopped, and waits until it is loaded. */
export async function openWild(
  openPage: OpenPage,
  test: TestContext,
  {
    body,
    css = '',
    head = '',
    script = SCRIPT,
    files = {},
    folder = 'dist/embed',
    sheet = 'css/cvsp/animations.css',
  }: WildPage,
  options: PageOptions = {},
): Promise<Page> {
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>In the wild</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${sheet}">
    ${head}
    <style>${css}</style>
    ${script}
  </head>
  <body>${body}</body>
</html>`;
  const { url } = await serve(folder, { files: { 'index.html': html, ...files } });
  return openWithClock(openPage, test, url, options);
}
