// WebKitGTK's MiniBrowser, as Debian has it, through its WebDriver, on a screen that nobody sees. Each page has a browser
// of its own, whose settings are in the environment that it is started in.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { Capabilities, WebDriver } from 'selenium-webdriver';
import { Executor, HttpClient } from 'selenium-webdriver/http';
import { DriverService } from 'selenium-webdriver/remote';
import type { Browser, OpenedPage } from './opened.ts';
import { webKitPage } from './webkit-page.ts';

/** So small that its middle is in every window: the pointer is there, and where no windows are managed, so is the focus. */
const SCREEN = '600x480x24';

/** The window's own bars take the least room that they can, so that it may be as narrow as a phone. */
const BARE =
  '* { padding: 0; margin: 0; border: none; min-width: 0; min-height: 0; font-size: 1px; -gtk-icon-transform: scale(0) }';

/** How many browsers may crash in a row as they start: some of those that Debian has do so in their first second. */
const ATTEMPTS = 5;
/** How long a command may take, in milliseconds. */
const TIMEOUT = 60_000;

/** What is started so ends with whoever has started it, however that one ends. */
const TOGETHER = ['--pdeathsig', 'TERM'];

export async function startWebKit(): Promise<Browser> {
  // Without -noreset the screen starts anew when a window was its last, and a browser that comes then does not find it.
  const args = ['Xvfb', '-displayfd', '1', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
  const screen = spawn('setpriv', [...TOGETHER, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [display] = (await once(screen.stdout.setEncoding('utf8'), 'data')) as [string];
  // Nothing that a failed test has left keeps this process from its end.
  screen.unref();
  (screen.stdout as Socket).unref();
  return {
    open: (options) => open(`:${display.trim()}`, options),
    close: async () => {
      screen.kill();
    },
  };
}

async function open(display: string, options: BrowserContextOptions): Promise<OpenedPage> {
  const { viewport, deviceScaleFactor = 1, colorScheme, reducedMotion, ...others } = options;
  const unknown = Object.keys(others);
  if (unknown.length > 0) throw new Error(`pages in WebKit have no option ${unknown.join(', ')}`);

  const home = await mkdtemp(join(tmpdir(), 'cvsp-webkit-'));
  await mkdir(join(home, 'gtk-3.0'));
  await writeFile(join(home, 'gtk-3.0/gtk.css'), BARE);
  const animations = `gtk-enable-animations=${reducedMotion === 'reduce' ? 0 : 1}`;
  await writeFile(join(home, 'gtk-3.0/settings.ini'), `[Settings]\n${animations}\n`);
  const { service, driver } = await startDriver({
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
  const page = webKitPage(driver);
  await page.setViewportSize(viewport ?? { width: 1280, height: 720 });
  return {
    page: page as unknown as Page,
    async close() {
      const errors = await page.errors();
      await service.kill();
      await rm(home, { recursive: true, force: true, maxRetries: 10 });
      return errors;
    },
  };
}

function miniBrowser(): string {
  const folders = readdirSync('/usr/lib').flatMap((machine) =>
    ['6.0', '4.1', '4.0'].map((version) => `/usr/lib/${machine}/webkit2gtk-${version}/MiniBrowser`),
  );
  return folders.find(existsSync) ?? 'MiniBrowser';
}

function capabilities(): Capabilities {
  // The browser ends with its driver; and the driver, which would wait for ever for a browser that crashed, with it.
  const command = `setpriv ${TOGETHER.join(' ')} ${miniBrowser()} --automation; kill $PPID`;
  const nowhere = '127.0.0.1:9';
  return new Capabilities({
    // The driver's own timer would be one of the page's.
    timeouts: { script: null },
    // A lock on the door: what is not on this machine is asked of a proxy that is not there.
    proxy: { proxyType: 'manual', httpProxy: nowhere, sslProxy: nowhere, noProxy: ['127.0.0.1', 'localhost'] },
    'webkitgtk:browserOptions': { binary: 'setpriv', args: [...TOGETHER, 'sh', '-c', command] },
  });
}

async function startDriver(env: Record<string, string>): Promise<{ service: DriverService; driver: WebDriver }> {
  for (let attempt = 1; ; attempt++) {
    const service = new DriverService.Builder('setpriv')
      .addArguments(...TOGETHER, 'WebKitWebDriver')
      .setLoopback(true)
      .setEnvironment({ ...(process.env as Record<string, string>), ...env })
      .build();
    try {
      const driver = WebDriver.createSession(
        new ImpatientExecutor(new HttpClient(await service.start())),
        capabilities(),
      );
      await driver.getSession();
      return { service, driver };
    } catch (error) {
      await service.kill();
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** Fails where the driver does not answer, instead of waiting for ever. */
class ImpatientExecutor extends Executor {
  override execute(command: Parameters<Executor['execute']>[0]): ReturnType<Executor['execute']> {
    const late = new Promise<never>((_, reject) => {
      AbortSignal.timeout(TIMEOUT).onabort = () =>
        reject(new Error(`no answer to ${command.getName()} in ${TIMEOUT} ms`));
    });
    return Promise.race([super.execute(command), late]);
  }
}
