// As much of Playwright's page as the tests need of it, over WebDriver. What is not here throws when it is asked for.

import { Key, Origin, type WebDriver } from 'selenium-webdriver';
import { createFinder, type Finder, type Step } from './find.ts';
import { isLocal } from './opened.ts';
import { preludes } from './server.ts';

type Rect = { x: number; y: number; width: number; height: number };

declare global {
  interface Window {
    /** What a page has told: its console's words, and errors. */
    cvspTold: { type: 'error' | 'warning' | 'log' | 'pageerror'; text: string }[];
  }
}

export class WebKitPage {
  readonly #driver: WebDriver;
  // tsx wraps functions in calls of this one.
  readonly #scripts: string[] = ['globalThis.__name = (target) => target', `(${listen})()`];
  readonly #errors: string[] = [];

  constructor(driver: WebDriver) {
    this.#driver = driver;
    // biome-ignore lint/correctness/noConstructorReturn: It is the page, and says what it lacks.
    return whole(this, 'page');
  }

  async addInitScript<T>(script: string | ((arg: T) => void), arg?: T): Promise<void> {
    this.#scripts.push(typeof script === 'string' ? script : `(${script})(${JSON.stringify(arg)})`);
  }

  /** Opens an address. The driver has no scripts that come before a page's own, but the server of the page's address has. */
  async goto(url: string): Promise<void> {
    await this.#leave();
    if (url.startsWith('http:')) preludes.set(new URL(url).origin, this.#scripts.join(';\n'));
    await this.#driver.get(url);
    // A page that no server has runs nothing of its own.
    if (!url.startsWith('http:')) await this.#run(`() => { ${this.#scripts.join(';\n')} }`, null);
  }

  async goBack(): Promise<void> {
    await this.#leave();
    await this.#driver.navigate().back();
  }

  async reload(): Promise<void> {
    await this.#leave();
    await this.#driver.navigate().refresh();
  }

  evaluate<R, A>(run: (arg: A) => R | Promise<R>, arg?: A): Promise<R> {
    return this.#run(`(_, arg) => (${run})(arg)`, arg);
  }

  /** Evaluates a function of the finder, and of one value. */
  find<R, A>(run: ((finder: Finder, arg: A) => R | Promise<R>) | string, arg: A): Promise<R> {
    return this.#run(String(run), arg);
  }

  locator(css: string, { hasText: text }: { hasText?: string } = {}): WebKitLocator {
    return new WebKitLocator(this, [{ css, text }]);
  }

  getByRole(role: string, options: { name: string; exact: true }): WebKitLocator {
    return new WebKitLocator(this, []).getByRole(role, options);
  }

  textContent(css: string): Promise<string> {
    return this.locator(css).read('textContent') as Promise<string>;
  }

  innerText(css: string): Promise<string> {
    return this.locator(css).read('innerText') as Promise<string>;
  }

  readonly keyboard = {
    press: (keys: string) => {
      const values = (keys.length > 1 ? keys.split('+') : [keys]).map(keyOf);
      const down = values.reduce((actions, value) => actions.keyDown(value), this.#driver.actions());
      return values.reduceRight((actions, value) => actions.keyUp(value), down).perform();
    },
  };

  readonly mouse = {
    move: (x: number, y: number) => this.#moved(x, y).perform(),
    down: () => this.#driver.actions().press().perform(),
    up: () => this.#driver.actions().release().perform(),
    click: (x: number, y: number) => this.#moved(x, y).press().release().perform(),
  };

  #moved(x: number, y: number) {
    return this.#driver.actions().move({ x: Math.floor(x), y: Math.floor(y), duration: 0, origin: Origin.VIEWPORT });
  }

  /** Resolves with the first word of the console that matches, even if it was told before. */
  async waitForEvent(_: 'console', matches: (message: Message) => boolean = () => true): Promise<Message> {
    const read = () => window.cvspTold.filter(({ type }) => type !== 'pageerror');
    return this.#until(read, ({ type, text }) => {
      const message = { type: () => type, text: () => text };
      return matches(message) ? message : undefined;
    });
  }

  /** Resolves when an answer has come, even if it came before. */
  waitForResponse(matches: (response: { url(): string }) => boolean): Promise<true> {
    const read = () => performance.getEntriesByType('resource').map(({ name }) => name);
    return this.#until(read, (url) => matches({ url: () => url }) || undefined);
  }

  /** Reads a list in the page, frame by frame, until something comes of one of its items. */
  async #until<T, R>(read: () => T[], found: (item: T) => R | undefined): Promise<R> {
    for (;;) {
      const items = await this.find<T[], null>(`async ({ frame }) => { await frame(); return (${read})(); }`, null);
      const [first] = items.flatMap((item) => found(item) ?? []);
      if (first !== undefined) return first as R;
    }
  }

  addScriptTag(attributes: { url: string } | { content: string }): Promise<void> {
    return this.evaluate(async (attributes) => {
      const script = document.createElement('script');
      const loaded = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
      if ('url' in attributes) script.src = attributes.url;
      else script.textContent = attributes.content;
      document.head.append(script);
      if ('url' in attributes) await loaded;
    }, attributes);
  }

  addStyleTag({ content }: { content: string }): Promise<void> {
    return this.evaluate((content) => {
      document.head.append(Object.assign(document.createElement('style'), { textContent: content }));
    }, content);
  }

  async screenshot({ clip }: { clip?: Rect } = {}): Promise<Buffer> {
    const png = await this.#driver.takeScreenshot();
    if (!clip) return Buffer.from(png, 'base64');
    const clipped = await this.evaluate(
      async ({ png, clip: { x, y, width, height } }) => {
        const image = Object.assign(new Image(), { src: `data:image/png;base64,${png}` });
        await image.decode();
        const scale = image.width / innerWidth;
        // A picture may stand alone.
        const canvas = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas') as HTMLCanvasElement;
        Object.assign(canvas, { width: Math.round(width * scale), height: Math.round(height * scale) });
        canvas.getContext('2d')!.drawImage(image, -Math.round(x * scale), -Math.round(y * scale));
        return canvas.toDataURL().split(',')[1]!;
      },
      { png, clip },
    );
    return Buffer.from(clipped, 'base64');
  }

  /** Makes the window so large that the page has that size. */
  async setViewportSize({ width, height }: { width: number; height: number }): Promise<void> {
    let bars = 0;
    for (let frame = 0; frame < 60; frame++) {
      await this.#driver
        .manage()
        .window()
        .setRect({ width, height: height + bars });
      const seen = await this.find(async ({ frame }) => {
        await frame();
        return { width: innerWidth, height: innerHeight, bars: outerHeight - innerHeight };
      }, null);
      if (seen.width === width && seen.height === height) return;
      bars = seen.bars;
    }
    throw new Error(`the page does not come to be ${width}×${height} pixels large`);
  }

  /** What went wrong in the page since it was opened, and what it asked of other machines. */
  async errors(): Promise<string[]> {
    await this.#leave();
    return this.#errors;
  }

  async #leave(): Promise<void> {
    const { told, asked, where } = await this.evaluate(() => ({
      told: window.cvspTold ?? [],
      asked: performance.getEntriesByType('resource').map(({ name }) => name),
      where: location.href,
    }));
    for (const { type, text } of told) {
      if (type === 'pageerror') this.#errors.push(text);
      if (type === 'error') this.#errors.push(`console: ${text} (${where})`);
    }
    for (const url of asked) if (!isLocal(url)) this.#errors.push(`request to another host: ${url}`);
  }

  async #run<R, A>(source: string, arg: A): Promise<R> {
    const script = `
      const [arg, done] = arguments;
      const __name = (target) => target;
      const finder = (${createFinder})();
      (async () => (${source})(finder, arg))().then(
        // As one text, which the driver has nothing to make of.
        (value) => done(JSON.stringify({ value })),
        (error) => done(JSON.stringify({ error: String(error?.stack ? error + '\\n' + error.stack : error) })),
      );`;
    const answer = await this.#driver.executeAsyncScript<string>(script, arg ?? null);
    const { value, error } = JSON.parse(answer) as { value: R; error?: string };
    if (error !== undefined) throw new Error(error);
    return value;
  }
}

interface Message {
  type(): string;
  text(): string;
}

/** The value of a key by the name that the page's events have for it. */
function keyOf(name: string): string {
  const value = name.length === 1 ? name : Key[name.replace(/\B[A-Z]/g, '_$&').toUpperCase() as 'TAB'];
  if (typeof value !== 'string') throw new Error(`there is no value for the key ${name}`);
  // Typed, and not of a keypad.
  return name === 'Space' ? ' ' : name === 'Enter' ? Key.RETURN.replace('\uE006', '\uE007') : value;
}

/** What a locator reads of its element, or does to it, in the page. */
const IN_PAGE = {
  textContent: (element: HTMLElement) => element.textContent,
  // WebKit has line breaks around a text that is a block's, too.
  innerText: (element: HTMLElement) => element.innerText.replace(/^\n+|\n+$/g, ''),
  inputValue: (element: HTMLElement) => (element as HTMLInputElement).value,
  getAttribute: (element: HTMLElement, name: string) => element.getAttribute(name),
  boundingBox: (element: HTMLElement) => element.getBoundingClientRect().toJSON(),
  focus: (element: HTMLElement) => element.focus(),
  dispatchEvent: (element: HTMLElement, type: string) => {
    const Class = type.startsWith('pointer') ? PointerEvent : Event;
    element.dispatchEvent(new Class(type, { bubbles: true, cancelable: true, composed: true }));
  },
  selectOption: (element: HTMLElement, value: string) => {
    (element as HTMLSelectElement).value = value;
    for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }));
  },
};

export class WebKitLocator {
  readonly #page: WebKitPage;
  readonly #steps: readonly Step[];

  constructor(page: WebKitPage, steps: readonly Step[]) {
    this.#page = page;
    this.#steps = steps;
    const read = (name: keyof typeof IN_PAGE) => [name, (arg: unknown) => this.read(name, arg)];
    Object.assign(this, Object.fromEntries(Object.keys(IN_PAGE).map((name) => read(name as keyof typeof IN_PAGE))));
    // biome-ignore lint/correctness/noConstructorReturn: It is the locator, and says what it lacks.
    return whole(this, 'locator');
  }

  #then(step: Step): WebKitLocator {
    return new WebKitLocator(this.#page, [...this.#steps, step]);
  }

  locator(css: string, { hasText: text }: { hasText?: string } = {}): WebKitLocator {
    return this.#then({ css, text });
  }

  getByRole(role: string, { name }: { name: string; exact: true }): WebKitLocator {
    if (role !== 'button') throw new Error(`the role is ${role}; it must be button`);
    return this.#then({ button: name });
  }

  nth(place: number): WebKitLocator {
    return this.#then({ place });
  }

  first(): WebKitLocator {
    return this.nth(0);
  }

  last(): WebKitLocator {
    return this.nth(-1);
  }

  async all(): Promise<WebKitLocator[]> {
    return Array.from({ length: await this.count() }, (_, place) => this.nth(place));
  }

  count(): Promise<number> {
    return this.evaluateAll((all) => all.length);
  }

  async waitFor({ state = 'visible' }: { state?: 'attached' | 'detached' | 'visible' } = {}): Promise<void> {
    await this.#page.find(
      async ({ frame, all, one }, { steps, state }) => {
        if (state === 'detached') while (all(steps).length > 0) await frame();
        else while (!((await one(steps)).getClientRects().length > 0 || state === 'attached')) await frame();
      },
      { steps: this.#steps, state },
    );
  }

  read(name: keyof typeof IN_PAGE, arg?: unknown): Promise<unknown> {
    return this.evaluate(IN_PAGE[name] as (element: HTMLElement, arg: unknown) => unknown, arg);
  }

  evaluate<R, A>(run: (element: HTMLElement, arg: A) => R, arg?: A): Promise<R> {
    return this.#page.find(`async ({ one }, [steps, arg]) => (${run})(await one(steps), arg)`, [this.#steps, arg]);
  }

  evaluateAll<R, A>(run: (elements: HTMLElement[], arg: A) => R, arg?: A): Promise<R> {
    return this.#page.find(`({ all }, [steps, arg]) => (${run})(all(steps), arg)`, [this.#steps, arg]);
  }

  allTextContents(): Promise<string[]> {
    return this.evaluateAll((all) => all.map((element) => element.textContent!));
  }

  async allInnerTexts(): Promise<string[]> {
    return Promise.all((await this.all()).map((one) => one.read('innerText') as Promise<string>));
  }

  async hover({ position }: { position?: { x: number; y: number } } = {}): Promise<void> {
    const middle = await this.#middle();
    const { x, y } = position ? ((await this.read('boundingBox')) as Rect) : { x: 0, y: 0 };
    await this.#page.mouse.move(x + (position ?? middle).x, y + (position ?? middle).y);
  }

  async click(): Promise<void> {
    const { x, y } = await this.#middle();
    await this.#page.mouse.click(x, y);
  }

  async scrollIntoViewIfNeeded(): Promise<void> {
    await this.#middle();
  }

  async screenshot(): Promise<Buffer> {
    await this.#middle();
    return this.#page.screenshot({ clip: (await this.read('boundingBox')) as Rect });
  }

  #middle(): Promise<{ x: number; y: number }> {
    return this.#page.find(({ middle }, steps) => middle(steps), this.#steps);
  }
}
/** Returns the object, of which a property that it does not have throws. */
function whole<T extends object>(object: T, name: string): T {
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
