// The package as npm would publish it, installed where examples are built with it: in a folder of the system's own.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const MODULES = resolve('node_modules');

export interface Installed {
  /** Where examples stand that find it: each in a folder with its name. */
  site: string;
  /** Runs a command, as it is typed, in the folder of an example, and resolves with what it prints. */
  run(example: string, command: string, ...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

const execute = promisify(execFile);

/**
 * Packs the package from what `npm run build` wrote, and installs it beside copies of the examples. What else they import
 * is what is installed here.
 *
 * @param examples the folder that they are in
 * @param others what they import besides
 */
export async function install(examples: string, ...others: string[]): Promise<Installed> {
  assert.ok(existsSync('dist/lib/cvsp.js'), 'dist/lib is missing: npm run build writes it');
  const site = await mkdtemp(join(tmpdir(), 'cvsp-package-'));

  // Its scripts would build it again.
  const pack = await execute('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', site]);
  const [{ filename }] = JSON.parse(pack.stdout);
  const folder = join(site, 'node_modules/cvsp');
  await mkdir(folder, { recursive: true });
  await execute('tar', ['-xzf', join(site, filename), '--strip-components=1', '-C', folder]);
  for (const name of others) {
    const link = join(site, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(MODULES, name), link);
  }
  // Not what is left there from trying them.
  const isLeft = (path: string) => ['node_modules', '_site', 'dist'].includes(basename(path));
  await cp(examples, site, { recursive: true, filter: (path) => !isLeft(path) });

  return {
    site,
    async run(example, command, ...more) {
      const [program, ...args] = [...command.split(' '), ...more] as [string, ...string[]];
      const env = { ...process.env, PATH: [join(MODULES, '.bin'), process.env['PATH']].join(delimiter) };
      try {
        return (await execute(program, args, { cwd: join(site, example), env })).stdout;
      } catch (error) {
        const { message, stdout } = error as Error & { stdout: string };
        throw new Error(`${message}${stdout}`);
      }
    },
    remove: () => rm(site, { recursive: true }),
  };
}
