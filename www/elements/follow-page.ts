import { mountAsTheyCome } from '../page/mount.ts';
import { page } from '../page/page.ts';

/** Marks a window whose page is followed: the scripts that do so may be loaded more than once. */
export const FOLLOWED = Symbol.for('cvsp');

/** Has everything in the page become a figure that is meant to be one, whenever it comes; once for the page. */
export function followPage(): void {
  Object.defineProperty(window, FOLLOWED, { value: true });
  const asked = new WeakSet<HTMLElement>();
  mountAsTheyCome(() => {
    const figures = [...document.querySelectorAll<HTMLElement>('cvsp-figure:not(:defined)')];
    // A file that does not load is asked for again where another figure comes, and never by itself.
    const isNew = figures.some((figure) => !asked.has(figure));
    for (const figure of figures) asked.add(figure);
    if (isNew) defineElements().catch((error) => figures.forEach((figure) => page.fail(figure, error)));
  });
}

async function defineElements(): Promise<void> {
  (await import(/* webpackChunkName: "elements" */ './define.ts')).defineElements();
}
