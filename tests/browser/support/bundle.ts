// A module of tests that runs in the page, bundled as `npm run build` bundles the shell.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import webpack from 'webpack';
// @ts-expect-error A script without types.
import config from '../../../webpack.config.js';
import { serve } from './server.ts';

export interface Bundle {
  /** The address of a page that runs the module. */
  url: string;
  close(): Promise<void>;
}

export async function bundle(entry: string): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'cvsp-bundle-'));
  const [embed] = config();
  const compiler = webpack({
    ...embed,
    entry: resolve(entry),
    output: { ...embed.output, path: folder, filename: 'bundle.js' },
    plugins: [],
  } as webpack.Configuration)!;
  await new Promise<void>((done, fail) => {
    compiler.run((error, stats) => {
      if (error || stats?.hasErrors()) fail(error ?? new Error(stats?.toString('errors-only')));
      else compiler.close(() => done());
    });
  });
  const page = `<!doctype html>
<title>A module</title>
<link rel="icon" href="data:,">
<body></body>
<script src="bundle.js"></script>`;
  const { url, close } = await serve(folder, { files: { 'index.html': page } });
  return {
    url,
    async close() {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
