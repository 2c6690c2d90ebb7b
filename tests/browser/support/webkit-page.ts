// As much of Playwright's page as the tests need of it, over WebDriver. What is not here throws when it is asked for.

import type { Locator } from 'playwright-core';
import { Key, Origin, type WebDriver } from 'selenium-webdriver';
import { createFinder, type Finder, ROLES, type Role, type Step } from './find.ts';
import { isLocal } from './opened.ts';
import { preludes } from './server.ts';

type Rect = { x: number; y: number; width: number; height: number };
type Size = { width: number; height: number };

declare global {
  interface Window {
    /** What a page has told: its console's words, and errors. */
    cvspTold: { type: 'error' | 'warning' | 'log' | 'pageerror'; text: string }[];
  }
}

export function webKitPage(driver: WebDriver) {
  // tsx wraps functions in calls of this one.
  const scripts: string[] = ['globalThis.__name = (target) => target', `(${listen})()`];
  const errors: string[] = [];

  const run = async <R>(source: string, arg?: unknown): Promise<R> => {
    const script = `
      const [arg, done] = arguments;
      const __name = (target) => target;
      const finder = (${createFinder})(${JSON.stringify(ROLES)});
      (async () => (${source})(finder, arg))().then(
        // As one text, which the driver has nothing to make of.
        (value) => done(JSON.stringify({ value })),
        (error) => done(JSON.stringify({ error: String(error?.stack ? error + '\\n' + error.stack : error) })),
      );`;
    const answer = await driver.executeAsyncScript<string>(script, arg ?? null);
    const { value, error } = JSON.parse(answer) as { value: R; error?: string };
    if (error !== undefined) throw new Error(error);
    return value;
  };
  const evaluate = <R, A>(inPage: (arg: A) => R | Promise<R>, arg?: A) => run<R>(`(_, arg) => (${inPage})(arg)`, arg);
  /** Evaluates a function of the finder, and of one value. */
  const find = <R, A>(inPage: (finder: Finder, arg: A) => R | Promise<R>, arg?: A) => run<R>(String(inPage), arg);

  /** Keeps what went wrong in the page, and what it asked of other machines, before another one comes. */
  const leave = async () => {
    const { told, asked, where } = await evaluate(() => ({
      told: window.cvspTold ?? [],
      asked: performance.getEntriesByType('resource').map(({ name }) => name),
      where: location.href,
    }));
    for (const { type, text } of told) {
      if (type === 'pageerror') errors.push(text);
      if (type === 'error') errors.push(`console: ${text} (${where})`);
    }
    for (const url of asked) if (!isLocal(url)) errors.push(`request to another host: ${url}`);
  };
  /** Reads a list in the page, frame by frame, until something comes of one of its items. */
  const until = async <T, R>(read: () => T[], found: (item: T) => R | undefined): Promise<R> => {
    for (;;) {
      const items = await run<T[]>(`async ({ frame }) => { await frame(); return (${read})(); }`);
      for (const item of items) {
        const result = found(item);
        if (result !== undefined) return result;
      }
    }
  };
  const screenshot = async ({ clip }: { clip?: Rect } = {}): Promise<Buffer> => {
    const png = await driver.takeScreenshot();
    const crop = async ({ png, clip: { x, y, width, height } }: { png: string; clip: Rect }) => {
      const image = Object.assign(new Image(), { src: `data:image/png;base64,${png}` });
      await image.decode();
      const scale = image.width / innerWidth;
      // A picture may stand alone.
      const canvas = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas') as HTMLCanvasElement;
      Object.assign(canvas, { width: Math.round(width * scale), height: Math.round(height * scale) });
      canvas.getContext('2d')!.drawImage(image, -Math.round(x * scale), -Math.round(y * scale));
      return canvas.toDataURL().split(',')[1]!;
    };
    return Buffer.from(clip ? await evaluate(crop, { png, clip }) : png, 'base64');
  };

  const moved = (x: number, y: number) =>
    driver.actions().move({ x: Math.floor(x), y: Math.floor(y), duration: 0, origin: Origin.VIEWPORT });
  const mouse = {
    move: (x: number, y: number) => moved(x, y).perform(),
    down: () => driver.actions().press().perform(),
    up: () => driver.actions().release().perform(),
    click: (x: number, y: number) => moved(x, y).press().release().perform(),
  };
  const keyboard = {
    press(keys: string) {
      const values = (keys.length > 1 ? keys.split('+') : [keys]).map(keyOf);
      const down = values.reduce((actions, value) => actions.keyDown(value), driver.actions());
      return values.reduceRight((actions, value) => actions.keyUp(value), down).perform();
    },
    async type(text: string) {
      for (const character of text) await keyboard.press(character);
    },
  };

  const locate = (steps: readonly Step[]): Locator => locatorOf({ locate, run, mouse, keyboard, screenshot }, steps);
  const { locator, getByRole } = locate([]);
  return whole('page', {
    ...{ evaluate, screenshot, mouse, keyboard, locator, getByRole },
    ...Object.fromEntries(OF_PAGE.map((name) => [name, (css: string, arg: string) => callOf(locator(css), name)(arg)])),

    async addInitScript<T>(script: string | ((arg: T) => void), arg?: T) {
      scripts.push(typeof script === 'string' ? script : `(${script})(${JSON.stringify(arg)})`);
    },

    /** Opens an address. The driver has no scripts that come before a page's own, but the server of the address has. */
    async goto(url: string) {
      await leave();
      if (url.startsWith('http:')) preludes.set(new URL(url).origin, scripts.join(';\n'));
      await driver.get(url);
      // A page that no server has runs nothing of its own.
      if (!url.startsWith('http:')) await run(`() => { ${scripts.join(';\n')} }`);
    },
    goBack: () => leave().then(() => driver.navigate().back()),
    reload: () => leave().then(() => driver.navigate().refresh()),

    /** Resolves with the first word of the console that matches, even if it was told before. */
    waitForEvent(_: 'console', matches: (message: Message) => boolean = () => true): Promise<Message> {
      return until(
        () => window.cvspTold.filter(({ type }) => type !== 'pageerror'),
        ({ type, text }) => [{ type: () => type, text: () => text }].find(matches),
      );
    },
    /** Resolves when an answer has come, even if it came before. */
    waitForResponse: (matches: (response: { url(): string }) => boolean) =>
      until(
        () => performance.getEntriesByType('resource').map(({ name }) => ({ name })),
        ({ name }) => [{ url: () => name }].find(matches),
      ),

    addScriptTag: ({ url }: { url: string }) =>
      evaluate(async (src) => {
        const script = document.createElement('script');
        const loaded = new Promise((onload, onerror) => Object.assign(script, { src, onload, onerror }));
        document.head.append(script);
        await loaded;
      }, url),
    addStyleTag: ({ content }: { content: string }) =>
      evaluate((textContent) => {
        document.head.append(Object.assign(document.createElement('style'), { textContent }));
      }, content),

    /** Makes the window so large that the page has that size. */
    async setViewportSize({ width, height }: Size) {
      let bars = 0;
      for (let frame = 0; frame < 60; frame++) {
        await driver
          .manage()
          .window()
          .setRect({ width, height: height + bars });
        const seen = await find(async ({ frame }) => {
          await frame();
          return { width: innerWidth, height: innerHeight, bars: outerHeight - innerHeight };
        });
        if (seen.width === width && seen.height === height) return;
        bars = seen.bars;
      }
      throw new Error(`the page does not come to be ${width}×${height} pixels large`);
    },

    /** What went wrong in the page since it was opened, and what it asked of other machines. */
    errors: () => leave().then(() => errors),
  });
}

/** What a page does with the element of a selector as a locator does. */
const OF_PAGE = [
  ...['textContent', 'innerText', 'inputValue', 'isChecked', 'isVisible', 'getAttribute'],
  ...['click', 'fill', 'focus', 'press', 'selectOption'],
] as const;

const callOf = (locator: Locator, name: (typeof OF_PAGE)[number]) =>
  locator[name as keyof Locator] as (arg: string) => Promise<unknown>;

interface Message {
  type(): string;
  text(): string;
}

/** The value of a key by the name that the page's events have for it. */
function keyOf(name: string): string {
  if (name.length === 1) return name;
  if (name === 'Space') return ' ';
  const value: unknown = Key[name.replace(/\B[A-Z]/g, '_$&').toUpperCase() as 'TAB'];
  if (typeof value !== 'string') throw new Error(`there is no value for the key ${name}`);
  return value;
}

/** What a locator reads of its element, or does to it, in the page. */
const IN_PAGE = {
  textContent: (element: HTMLElement) => element.textContent!,
  // WebKit has line breaks around a text that is a block's, too.
  innerText: (element: HTMLElement) => element.innerText.replace(/^\n+|\n+$/g, ''),
  inputValue: (element: HTMLElement) => (element as HTMLInputElement).value,
  isChecked: (element: HTMLElement) => (element as HTMLInputElement).checked,
  getAttribute: (element: HTMLElement, name: string) => element.getAttribute(name),
  boundingBox: (element: HTMLElement): Rect => element.getBoundingClientRect().toJSON(),
  focus: (element: HTMLElement) => element.focus(),
  dispatchEvent: (element: HTMLElement, type: string) => {
    const Class = type.startsWith('pointer') ? PointerEvent : Event;
    element.dispatchEvent(new Class(type, { bubbles: true, cancelable: true, composed: true }));
  },
  fill: (element: HTMLElement, value: string) => {
    (element as HTMLInputElement).value = value;
    for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }));
  },
  selectOption: (element: HTMLElement, value: string) => {
    (element as HTMLSelectElement).value = value;
    for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }));
  },
};

type Run = <R>(source: string, arg?: unknown) => Promise<R>;
interface Tools {
  locate(steps: readonly Step[]): Locator;
  run: Run;
  mouse: { move(x: number, y: number): Promise<void>; click(x: number, y: number): Promise<void> };
  keyboard: { press(keys: string): Promise<void> };
  screenshot(options: { clip: Rect }): Promise<Buffer>;
}

function locatorOf({ locate, run, mouse, keyboard, screenshot }: Tools, steps: readonly Step[]): Locator {
  const then = (step: Step) => locate([...steps, step]);
  const evaluate = (inPage: unknown, arg?: unknown) =>
    run(`async ({ one }, [steps, arg]) => (${inPage})(await one(steps), arg)`, [steps, arg]);
  const evaluateAll = <R>(inPage: unknown, arg?: unknown) =>
    run<R>(`({ all }, [steps, arg]) => (${inPage})(all(steps), arg)`, [steps, arg]);
  const count = () => evaluateAll<number>('(all) => all.length');
  const middle = () => run<{ x: number; y: number }>('({ middle }, steps) => middle(steps)', steps);
  const box = () => evaluate(IN_PAGE.boundingBox) as Promise<Rect>;
  const inPage = Object.entries(IN_PAGE).map(([name, read]) => [name, (arg?: string) => evaluate(read, arg)]);

  return whole('locator', {
    ...Object.fromEntries(inPage),
    ...{ evaluate, evaluateAll, count },
    locator: (css: string, { hasText: text }: { hasText?: string } = {}) => then({ css, text }),
    filter: ({ hasText: text }: { hasText: string | RegExp }) =>
      then({ text: typeof text === 'string' ? text : { pattern: text.source } }),
    getByRole(role: string, { name = '' }: { name?: string } = {}) {
      if (!Object.hasOwn(ROLES, role))
        throw new Error(`the role is ${role}; it must be ${Object.keys(ROLES).join(', ')}`);
      return then({ role: role as Role, name });
    },
    isVisible: () =>
      evaluateAll('(all) => all.some((element) => element.checkVisibility({ visibilityProperty: true }))'),
    async press(keys: string) {
      await evaluate(IN_PAGE.focus);
      await keyboard.press(keys);
    },
    nth: (place: number) => then({ place }),
    first: () => then({ place: 0 }),
    last: () => then({ place: -1 }),
    all: async () => Array.from({ length: await count() }, (_, place) => then({ place })),
    allTextContents: () => evaluateAll(`(all) => all.map(${IN_PAGE.textContent})`),
    allInnerTexts: () => evaluateAll(`(all) => all.map(${IN_PAGE.innerText})`),
    waitFor: ({ state = 'visible' } = {}) =>
      run(
        state === 'detached'
          ? 'async ({ frame, all }, steps) => { while (all(steps).length > 0) await frame(); }'
          : `async ({ frame, one }, steps) => {
              while ((await one(steps)).getClientRects().length === 0 && ${state === 'visible'}) await frame();
            }`,
        steps,
      ),
    async hover({ position }: { position?: { x: number; y: number } } = {}) {
      const at = await middle();
      const { x, y } = position ? await box() : { x: 0, y: 0 };
      await mouse.move(x + (position ?? at).x, y + (position ?? at).y);
    },
    click: () => middle().then(({ x, y }) => mouse.click(x, y)),
    scrollIntoViewIfNeeded: () => middle(),
    screenshot: async () => {
      await middle();
      return screenshot({ clip: await box() });
    },
  }) as unknown as Locator;
}

/** Returns the object, of which a property that it does not have throws. */
function whole<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, property) {
      // Whoever awaits an object looks whether it is a promise.
      if (!(property in target) && typeof property === 'string' && property !== 'then') {
        throw new Error(`a ${name} in WebKit has no ${property}`);
      }
      const value = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Runs in the page before its own scripts: keeps what it tells, as Playwright tells of it. */
function listen(): void {
  const told: Window['cvspTold'] = [];
  window.cvspTold = told;
  for (const [method, type] of [
    ['error', 'error'],
    ['warn', 'warning'],
    ['log', 'log'],
  ] as const) {
    const native = console[method];
    console[method] = (...words: unknown[]) => {
      told.push({ type, text: words.map(String).join(' ') });
      native.apply(console, words);
    };
  }
  const fail = (error: unknown) => told.push({ type: 'pageerror', text: String((error as Error)?.stack ?? error) });
  addEventListener('error', ({ error, message }) => {
    // It tells that a size is handed on with the next frame, and is no error; the other engines' drivers do not tell of it.
    if (!/^ResizeObserver loop/.test(message)) fail(error ? `${error}\n${error.stack}` : message);
  });
  addEventListener('unhandledrejection', ({ reason }) => fail(reason ? `${reason}\n${reason.stack}` : reason));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    told.push({ type: 'error', text: `the content security policy forbids ${blockedURI} by ${violatedDirective}` });
  });
  addEventListener(
    'error',
    ({ target }) => {
      const { src, href } = target as HTMLScriptElement & HTMLLinkElement;
      if (target instanceof Element)
        told.push({ type: 'error', text: `Failed to load resource: a status such as 404 of ${src ?? href}` });
    },
    { capture: true },
  );
}
