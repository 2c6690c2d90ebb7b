// The example site, built by Hugo with the repository as its module.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { serve } from './server.ts';

const EXAMPLE = 'examples/hugo';
const EMBED = 'dist/embed';

interface SiteOptions {
  /** The sub-path that the site is made for and served under. */
  base?: string;
  /** Files that it has beside the example's, by their path in it. */
  files?: Record<string, string>;
  /** Files that it gets a copy of: where they are, by their path in it. */
  copies?: Record<string, string>;
}

const run = promisify(execFile);

const sites = new Map<string, Promise<string>>();

/** Serves the site, which is built once for a file's tests, and again for each that wants it otherwise. */
export function serveSite(options: SiteOptions = {}): Promise<string> {
  const key = JSON.stringify(options);
  if (!sites.has(key)) sites.set(key, build(options));
  return sites.get(key)!;
}

async function build({ base = '/blog/', files = {}, copies = {} }: SiteOptions): Promise<string> {
  assert.ok(existsSync(EMBED), `${EMBED} is missing: npm run build writes it`);
  const folder = await mkdtemp(join(tmpdir(), 'cvsp-hugo-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [site, built] = [join(folder, 'site'), join(folder, 'public')];

  // Nothing that is left there from trying the example.
  const isLeft = (path: string) => ['public', 'resources', 'node_modules'].some((name) => path === join(EXAMPLE, name));
  await cp(EXAMPLE, site, { recursive: true, filter: (path) => !isLeft(path) });
  // As npm installs a package that is a folder.
  await mkdir(join(site, 'node_modules'));
  await symlink(resolve('.'), join(site, 'node_modules/cvsp'));
  for (const name of Object.keys({ ...files, ...copies })) await mkdir(dirname(join(site, name)), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(site, name), content);
  for (const [name, source] of Object.entries(copies)) await copyFile(source, join(site, name));

  const baseUrl = ['--baseURL', `https://example.org${base}`];
  try {
    await run('hugo', ['--buildDrafts', '--source', site, '--destination', built, ...baseUrl]);
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    if (code !== 'ENOENT') throw new Error(`hugo failed\n${stdout}${stderr}`);
    throw new Error('hugo is not installed: npm test installs it, or on Debian: apt-get install hugo');
  }
  return (await serve(built, { prefix: base })).url;
}
