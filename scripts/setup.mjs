// Installs what is missing, so that a clean clone needs nothing but rustup and Node.js. Uses nothing but Node's own modules.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { headline, root, run, UserError } from './run.mjs';

/** Debian's Chromium, which the browser tests drive. */
export const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** The other browsers that they drive: what Debian has of each, and the programs that are in it. */
const engines = {
  firefox: { packages: ['firefox-esr'], programs: [process.env.FIREFOX ?? '/usr/bin/firefox-esr'] },
  webkit: {
    packages: ['webkit2gtk-driver', 'xvfb'],
    programs: ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'],
  },
};

export async function setupNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new UserError(`Node.js ${process.versions.node} is too old: install 20.19 or newer.`);
  }
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  headline('Installing the npm packages');
  await run('npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(stamp, lock);
}

export async function setupRust() {
  if (!inPath('rustup') || !inPath('cargo')) {
    throw new UserError('Rust is missing. Install rustup (https://rustup.rs), open a new shell, and try again.');
  }
  const toml = readFileSync(join(root, 'rust-toolchain.toml'), 'utf8');
  const strings = (key) =>
    [...new RegExp(`^${key} *=.*$`, 'm').exec(toml)[0].matchAll(/"(.+?)"/g)].map(([, name]) => name);
  const [channel] = strings('channel');
  const components = strings('components');
  const targets = strings('targets');
  const installed = await Promise.all([
    run('rustup', ['component', 'list', '--installed', '--toolchain', channel], { quiet: true }),
    run('rustup', ['target', 'list', '--installed', '--toolchain', channel], { quiet: true }),
  ]).catch(() => []);
  if ([...components, ...targets].every((name) => installed.join().includes(name))) return;
  headline(`Installing Rust ${channel} with ${[...components, ...targets].join(', ')}`);
  const parts = ['--component', components.join(), '--target', targets.join()];
  await run('rustup', ['toolchain', 'install', channel, '--no-self-update', '--profile', 'minimal', ...parts]);
}

/** What only the tests need: a browser, its WebDriver for the wasm tests, and Hugo for the example site. */
export async function setupTestTools() {
  if (process.env.CHROMIUM && !existsSync(chromium)) {
    throw new UserError(`CHROMIUM is set to ${chromium}, and there is no such file. Correct it, or unset it.`);
  }
  const missing = [
    ...(existsSync(chromium) ? [] : ['chromium']),
    ...(inPath('chromedriver') ? [] : ['chromium-driver']),
    ...(inPath('hugo') ? [] : ['hugo']),
  ];
  await installDebian(missing, [
    'Elsewhere: install Chromium, ChromeDriver and Hugo by other means, the last two into the PATH,',
    'and set CHROMIUM to the path of the browser.',
  ]);
}

/** Firefox, and WebKit with a screen that nobody sees. */
export async function setupEngines() {
  const missing = Object.keys(engines).filter((engine) => !hasEngine(engine));
  await installDebian(
    missing.flatMap((engine) => engines[engine].packages),
    ['Elsewhere: install Firefox by other means, and set FIREFOX to its path. WebKit is tested on Debian alone.'],
  );
}

/** Whether `firefox` or `webkit` is installed. */
export function hasEngine(engine) {
  return engines[engine].programs.every(existsSync);
}

async function installDebian(missing, elsewhere) {
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !inPath('apt-get')) {
    throw new UserError(
      [
        `The tests need ${missing.join(', ')}. On Debian:`,
        `  sudo apt-get update && sudo apt-get install --yes ${missing.join(' ')}`,
        ...elsewhere,
      ].join('\n'),
    );
  }
  headline(`Installing Debian's ${missing.join(', ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '--quiet'], { env });
  await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', ...missing], { env });
}

function inPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
