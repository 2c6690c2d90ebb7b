// WebKitGTK's MiniBrowser, as Debian has it, through its WebDriver, on a screen that nobody sees. Each page has a browser
// of its own, whose settings are in the environment that it is started in.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { engine } from './engines.ts';
import type { Browser, OpenedPage } from './opened.ts';
import { command } from './webdriver.ts';
import { WebKitPage } from './webkit-page.ts';

/** So small that its middle is in every window: the pointer is there, and where no windows are managed, so is the focus. */
const SCREEN = '600x480x24';

/** The window's own bars take the least room that they can, so that it may be as narrow as a phone. */
const BARE =
  '* { padding: 0; margin: 0; border: none; min-width: 0; min-height: 0; font-size: 1px; -gtk-icon-transform: scale(0) }';

/** How many browsers may crash in a row as they start. */
const ATTEMPTS = 5;

export async function startWebKit(): Promise<Browser> {
  // Without -noreset the screen starts anew when a window was its last, and a browser that comes then does not find it.
  const screen = start('Xvfb', ['-displayfd', '1', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset']);
  const [display] = (await once(screen.stdout!.setEncoding('utf8'), 'data')) as [string];
  (screen.stdout as Socket).unref();
  return {
    open: (options) => open(`:${display.trim()}`, options),
    close: () => stop(screen),
  };
}

async function open(display: string, options: BrowserContextOptions): Promise<OpenedPage> {
  const { viewport, deviceScaleFactor = 1, colorScheme, reducedMotion, ...others } = options;
  const unknown = Object.keys(others);
  if (unknown.length > 0) throw new Error(`pages in WebKit have no option ${unknown.join(', ')}`);

  const home = await mkdtemp(join(tmpdir(), 'cvsp-webkit-'));
  await mkdir(join(home, 'gtk-3.0'));
  await writeFile(join(home, 'gtk-3.0/gtk.css'), BARE);
  await writeFile(
    join(home, 'gtk-3.0/settings.ini'),
    `[Settings]\ngtk-enable-animations=${reducedMotion === 'reduce' ? 0 : 1}\n`,
  );
  const { driver, session } = await startDriver({
    DISPLAY: display,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    GDK_SCALE: String(deviceScaleFactor),
    GTK_THEME: colorScheme === 'dark' ? 'Adwaita:dark' : 'Adwaita',
    NO_AT_BRIDGE: '1',
    // What plays films is looked for at each start, and no figure has one.
    GST_PLUGIN_SYSTEM_PATH_1_0: home,
  });
  const page = new WebKitPage(session);
  await page.setViewportSize(viewport ?? { width: 1280, height: 720 });
  return {
    page: page as unknown as Page,
    async close() {
      const errors = await page.errors();
      await stop(driver);
      await rm(home, { recursive: true, force: true, maxRetries: 10 });
      return errors;
    },
  };
}

/** The browser ends with its driver; and the driver, which would wait for ever for a browser that crashed, with it. */
const TOGETHER = `setpriv --pdeathsig TERM ${miniBrowser()} --automation; kill $PPID`;

const CAPABILITIES = {
  alwaysMatch: {
    // The driver's own timer would be one of the page's.
    timeouts: { script: null },
    // A lock on the door: what is not on this machine is asked of a proxy that is not there.
    proxy: {
      proxyType: 'manual',
      httpProxy: '127.0.0.1:9',
      sslProxy: '127.0.0.1:9',
      noProxy: ['127.0.0.1', 'localhost'],
    },
    'webkitgtk:browserOptions': { binary: 'setpriv', args: ['--pdeathsig', 'TERM', 'sh', '-c', TOGETHER] },
  },
};

function miniBrowser(): string {
  const library = '/usr/lib';
  for (const machine of engine === 'webkit' ? readdirSync(library) : []) {
    for (const version of ['6.0', '4.1', '4.0']) {
      const path = `${library}/${machine}/webkit2gtk-${version}/MiniBrowser`;
      if (existsSync(path)) return path;
    }
  }
  return 'MiniBrowser';
}

/** A driver with its browser: of those that Debian has, some crash in their first second, and then there is another one. */
async function startDriver(env: Record<string, string>): Promise<{ driver: ChildProcess; session: string }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const driver = start('WebKitWebDriver', [`--port=${port}`], env);
    const sessions = `http://127.0.0.1:${port}/session`;
    try {
      await isUp(driver, `http://127.0.0.1:${port}/status`);
      const { sessionId } = (await command('POST', sessions, { capabilities: CAPABILITIES })) as { sessionId: string };
      return { driver, session: `${sessions}/${sessionId}` };
    } catch (error) {
      await stop(driver);
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** Starts a program that ends with this process, however this one ends. */
function start(program: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // Nothing that a failed test has left keeps this process from its end.
  child.unref();
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exit = once(child, 'exit');
  child.kill();
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until the driver answers, which it does not say otherwise. */
async function isUp(driver: ChildProcess, status: string): Promise<void> {
  for (;;) {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver has ended with exit code ${driver.exitCode}`);
    const answers = await command('GET', status).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
