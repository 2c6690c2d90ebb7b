// Installs what is missing, so that a clean clone needs nothing but rustup and Node.js. Uses nothing but Node's own modules.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { headline, root, run, UserError } from './run.mjs';

/** Debian's Chromium, which the browser tests drive. */
export const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const firefox = process.env.FIREFOX ?? '/usr/bin/firefox-esr';

/** Debian's packages that are needed: the program that each is there for, and why. */
const TEST_TOOLS = {
  chromium: [chromium, 'the browser tests drive it'],
  'chromium-driver': ['chromedriver', 'the tests of the WebAssembly drive Chromium through it'],
  hugo: ['hugo', 'the tests build the example site with it'],
};
const ENGINES = {
  firefox: { 'firefox-esr': [firefox, 'npm run test:all runs the browser tests in Firefox, too'] },
  webkit: {
    'webkit2gtk-driver': ['WebKitWebDriver', 'npm run test:all runs the browser tests in WebKit, too'],
    xvfb: ['Xvfb', 'WebKit needs a screen, and this one is in memory'],
  },
};
const ELSEWHERE = [
  'Elsewhere: install Chromium, ChromeDriver, Hugo and Firefox by other means, ChromeDriver and Hugo into the PATH, and set',
  'CHROMIUM and FIREFOX to the paths of the browsers. WebKit is tested on Debian alone.',
];

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
  if (!isInstalled('rustup') || !isInstalled('cargo')) {
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

/** Installs what only the tests need: a browser, its WebDriver for the wasm tests, and Hugo for the example site. */
export async function setupTestTools() {
  if (process.env.CHROMIUM && !existsSync(chromium)) {
    throw new UserError(`CHROMIUM is set to ${chromium}, and there is no such file. Correct it, or unset it.`);
  }
  await installDebian(TEST_TOOLS);
}

/** Installs Firefox, and WebKit with a screen that nobody sees. */
export async function setupEngines() {
  await installDebian({ ...ENGINES.firefox, ...ENGINES.webkit });
}

/** Whether `firefox` or `webkit` is installed. */
export function hasEngine(engine) {
  return missingOf(ENGINES[engine]).length === 0;
}

function missingOf(packages) {
  return Object.keys(packages).filter((name) => !isInstalled(packages[name][0]));
}

async function installDebian(packages) {
  const missing = missingOf(packages);
  if (missing.length === 0) return;
  const reasons = missing.map((name) => `  ${name}: ${packages[name][1]}`);
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) {
    const command = `  sudo apt-get update && sudo apt-get install --yes ${missing.join(' ')}`;
    throw new UserError(
      ['The tests need more of the system:', ...reasons, 'On Debian:', command, ...ELSEWHERE].join('\n'),
    );
  }
  headline(`Installing packages of the system with apt-get, since they are missing:\n${reasons.join('\n')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '--quiet'], { env });
  await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', ...missing], { env });
}

/** Whether there is such a program: at its path, or in the PATH. */
function isInstalled(program) {
  const folders = program.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program)));
}
