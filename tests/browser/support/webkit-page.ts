// As much of Playwright's page as the tests need of it, over WebDriver. What is not here throws when it is asked for.

import { createFinder, type Finder, type Step } from './find.ts';
import { isLocal } from './opened.ts';
import { preludes } from './server.ts';
import { command, point, press } from './webdriver.ts';

type Rect = { x: number; y: number; width: number; height: number };

/** What a page has told: its console's words, and errors. */
interface Told {
  type: 'error' | 'warning' | 'log' | 'pageerror';
  text: string;
}

declare global {
  interface Window {
    cvspTold: Told[];
  }
}

export class WebKitPage {
  readonly #session: string;
  // tsx wraps functions in calls of this one.
  readonly #scripts: string[] = ['globalThis.__name = (target) => target', `(${listen})()`];
  readonly #errors: string[] = [];

  constructor(session: string) {
    this.#session = session;
    // biome-ignore lint/correctness/noConstructorReturn: It is the page, and says what it lacks.
    return whole(this, 'page');
  }

  async addInitScript<T>(script: string | ((arg: T) => void), arg?: T): Promise<void> {
    this.#scripts.push(typeof script === 'string' ? script : `(${script})(${JSON.stringify(arg)})`);
  }

  /** The driver has no scripts that come before a page's own, but the server of the page's address has. */
  async goto(url: string): Promise<void> {
    await this.#leave();
    if (url.startsWith('http:')) preludes.set(new URL(url).origin, this.#scripts.join(';\n'));
    await this.#post('url', { url });
    // A page that no server has runs nothing of its own.
    if (!url.startsWith('http:')) await this.#run(`() => { ${this.#scripts.join(';\n')} }`, null);
  }

  async goBack(): Promise<void> {
    await this.#leave();
    await this.#post('back', {});
  }

  async reload(): Promise<void> {
    await this.#leave();
    await this.#post('refresh', {});
  }

  async evaluate<R, A>(run: (arg: A) => R | Promise<R>, arg?: A): Promise<R> {
    return this.#run(`(_, arg) => (${run})(arg)`, arg);
  }

  /** Evaluates a function of the finder, and of one value. */
  async find<R, A>(run: (finder: Finder, arg: A) => R | Promise<R>, arg: A): Promise<R> {
    return this.#run(String(run), arg);
  }

  locator(css: string, { hasText: text }: { hasText?: string } = {}): WebKitLocator {
    return new WebKitLocator(this, [{ css, text }]);
  }

  getByRole(role: string, options: { name: string; exact: true }): WebKitLocator {
    return new WebKitLocator(this, []).getByRole(role, options);
  }

  textContent(css: string): Promise<string> {
    return this.locator(css).textContent();
  }

  innerText(css: string): Promise<string> {
    return this.locator(css).innerText();
  }

  readonly keyboard = {
    press: (keys: string) => this.#post('actions', press(keys)),
  };

  readonly mouse = {
    move: (x: number, y: number) => this.#post('actions', point({ type: 'pointerMove', x, y })),
    down: () => this.#post('actions', point({ type: 'pointerDown', button: 0 })),
    up: () => this.#post('actions', point({ type: 'pointerUp', button: 0 })),
    click: (x: number, y: number) =>
      this.#post(
        'actions',
        point({ type: 'pointerMove', x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }),
      ),
  };

  /** Resolves with the first word of the console that matches, even if it was told before. */
  async waitForEvent(_: 'console', matches: (message: Message) => boolean = () => true): Promise<Message> {
    for (;;) {
      const told = await this.find(async ({ frame }) => {
        await frame();
        return window.cvspTold;
      }, null);
      const messages = told.filter(({ type }) => type !== 'pageerror').map((told) => new Message(told));
      const found = messages.find(matches);
      if (found) return found;
    }
  }

  /** Resolves when an answer has come, even if it came before. */
  async waitForResponse(matches: (response: { url(): string }) => boolean): Promise<void> {
    for (;;) {
      const urls = await this.find(async ({ frame }) => {
        await frame();
        return performance.getEntriesByType('resource').map(({ name }) => name);
      }, null);
      if (urls.some((url) => matches({ url: () => url }))) return;
    }
  }

  async addScriptTag(attributes: { url: string } | { content: string }): Promise<void> {
    await this.evaluate(async (attributes) => {
      const script = document.createElement('script');
      const loaded = new Promise((resolve, reject) => {
        script.onload = resolve;
        script.onerror = reject;
      });
      if ('url' in attributes) script.src = attributes.url;
      else script.textContent = attributes.content;
      document.head.append(script);
      if ('url' in attributes) await loaded;
    }, attributes);
  }

  addStyleTag({ content }: { content: string }): Promise<void> {
    return this.evaluate((content) => {
      const style = document.createElement('style');
      style.textContent = content;
      document.head.append(style);
    }, content);
  }

  async screenshot({ clip }: { clip?: Rect } = {}): Promise<Buffer> {
    const png = (await command('GET', `${this.#session}/screenshot`)) as string;
    if (!clip) return Buffer.from(png, 'base64');
    const clipped = await this.evaluate(
      async ({ png, clip: { x, y, width, height } }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${png}`;
        await image.decode();
        const scale = image.width / innerWidth;
        // A picture may stand alone.
        const canvas = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas') as HTMLCanvasElement;
        [canvas.width, canvas.height] = [width, height].map((length) => Math.round(length * scale)) as [number, number];
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
      await this.#post('window/rect', { width, height: height + bars });
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
    const answer = await this.#post('execute/async', { script, args: [arg ?? null] });
    const { value, error } = JSON.parse(answer as string) as { value: R; error?: string };
    if (error !== undefined) throw new Error(error);
    return value;
  }

  #post(path: string, body: object): Promise<unknown> {
    return command('POST', `${this.#session}/${path}`, body);
  }
}

class Message {
  readonly #told: Told;

  constructor(told: Told) {
    this.#told = told;
  }

  type(): string {
    return this.#told.type;
  }

  text(): string {
    return this.#told.text;
  }
}

export class WebKitLocator {
  readonly #page: WebKitPage;
  readonly #steps: readonly Step[];

  constructor(page: WebKitPage, steps: readonly Step[]) {
    this.#page = page;
    this.#steps = steps;
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

  first(): WebKitLocator {
    return this.nth(0);
  }

  last(): WebKitLocator {
    return this.nth(-1);
  }

  nth(place: number): WebKitLocator {
    return this.#then({ place });
  }

  async all(): Promise<WebKitLocator[]> {
    return Array.from({ length: await this.count() }, (_, place) => this.nth(place));
  }

  count(): Promise<number> {
    return this.#page.find(({ all }, steps) => all(steps).length, this.#steps);
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

  evaluate<R, A>(run: (element: HTMLElement, arg: A) => R, arg?: A): Promise<R> {
    const source = `async ({ one }, [steps, arg]) => (${run})(await one(steps), arg)`;
    return this.#page.find(source as never, [this.#steps, arg] as never);
  }

  evaluateAll<R, A>(run: (elements: HTMLElement[], arg: A) => R, arg?: A): Promise<R> {
    const source = `({ all }, [steps, arg]) => (${run})(all(steps), arg)`;
    return this.#page.find(source as never, [this.#steps, arg] as never);
  }

  textContent(): Promise<string> {
    return this.evaluate((element) => element.textContent!);
  }

  async innerText(): Promise<string> {
    return trimmed(await this.evaluate((element) => element.innerText));
  }

  allTextContents(): Promise<string[]> {
    return this.evaluateAll((all) => all.map((element) => element.textContent!));
  }

  async allInnerTexts(): Promise<string[]> {
    return (await this.evaluateAll((all) => all.map((element) => element.innerText))).map(trimmed);
  }

  getAttribute(name: string): Promise<string | null> {
    return this.evaluate((element, name) => element.getAttribute(name), name);
  }

  inputValue(): Promise<string> {
    return this.evaluate((element) => (element as HTMLInputElement).value);
  }

  boundingBox(): Promise<Rect> {
    return this.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    });
  }

  async hover({ position }: { position?: { x: number; y: number } } = {}): Promise<void> {
    const middle = await this.#middle();
    const { x, y } = position ? await this.boundingBox() : { x: 0, y: 0 };
    await this.#page.mouse.move(x + (position ?? middle).x, y + (position ?? middle).y);
  }

  async click(): Promise<void> {
    const { x, y } = await this.#middle();
    await this.#page.mouse.click(x, y);
  }

  focus(): Promise<void> {
    return this.evaluate((element) => element.focus());
  }

  async scrollIntoViewIfNeeded(): Promise<void> {
    await this.#middle();
  }

  dispatchEvent(type: string): Promise<void> {
    return this.evaluate((element, type) => {
      const Class = type.startsWith('pointer') ? PointerEvent : Event;
      element.dispatchEvent(new Class(type, { bubbles: true, cancelable: true, composed: true }));
    }, type);
  }

  selectOption(value: string): Promise<void> {
    return this.evaluate((element, value) => {
      (element as HTMLSelectElement).value = value;
      for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }));
    }, value);
  }

  async screenshot(): Promise<Buffer> {
    await this.#middle();
    return this.#page.screenshot({ clip: await this.boundingBox() });
  }

  #middle(): Promise<{ x: number; y: number }> {
    return this.#page.find(({ middle }, steps) => middle(steps), this.#steps);
  }
}

/** WebKit has line breaks around a text that is a block's, too. */
function trimmed(innerText: string): string {
  return innerText.replace(/^\n+|\n+$/g, '');
}

/** The object, of which a property that it does not have throws. */
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
  const told: Told[] = [];
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
