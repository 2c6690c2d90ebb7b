// Runs in the page: finds elements as Playwright's locators do, as far as the tests need it.

/** One step from elements to others: those in them that match, or one of them by its place, from the end where negative. */
export type Step =
  | { css: string; text?: string | undefined }
  | { role: Role; name: string }
  | { text: string | { pattern: string } }
  | { place: number };

/** Which elements have a role, of those that the tests ask for. */
export type Role = keyof typeof ROLES;
export const ROLES = {
  button: 'button, [role=button]',
  slider: 'input[type=range], [role=slider]',
  status: 'output, [role=status]',
};

export interface Finder {
  /** Resolves at the browser's next frame, whatever the page's clock is. */
  frame(): Promise<unknown>;
  all(steps: readonly Step[]): Element[];
  /** Waits until there is one such element. */
  one(steps: readonly Step[]): Promise<Element>;
  /** Scrolls to the element where it must, and waits until its middle stands still and is not covered. */
  middle(steps: readonly Step[]): Promise<{ x: number; y: number }>;
}

/** Runs in the page: takes the roles with it, since nothing else of this module is there. */
export function createFinder(roles: Readonly<Record<Role, string>>): Finder {
  const frame = () => new Promise((resolve) => (window.cvspTest?.nativeFrame ?? requestAnimationFrame)(resolve));
  const words = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
  const all = (steps: readonly Step[]) => {
    let found: Element[] = [];
    for (const [i, step] of steps.entries()) {
      if ('place' in step) {
        const element = found.at(step.place);
        found = element ? [element] : [];
        continue;
      }
      const { text } = step as { text?: string | { pattern: string } };
      const matches = (element: Element) =>
        typeof text === 'object'
          ? new RegExp(text.pattern).test(words(element))
          : words(element)
              .toLowerCase()
              .includes(text?.toLowerCase() ?? '');
      if (!('css' in step || 'role' in step)) {
        found = found.filter(matches);
        continue;
      }
      const css = 'css' in step ? step.css : roles[step.role];
      const within = (root: ParentNode) => [...root.querySelectorAll(css)];
      const matching = i === 0 ? within(document) : [...new Set(found.flatMap(within))];
      found = matching.filter((element) =>
        'role' in step
          ? (element.ariaLabel ?? words(element)).toLowerCase().includes(step.name.toLowerCase()) &&
            element.checkVisibility({ visibilityProperty: true })
          : matches(element),
      );
    }
    return found;
  };
  const one = async (steps: readonly Step[]) => {
    for (;;) {
      const found = all(steps);
      if (found.length > 1) throw new Error(`${found.length} elements match ${JSON.stringify(steps)}`);
      if (found[0]) return found[0];
      await frame();
    }
  };
  const middle = async (steps: readonly Step[]) => {
    for (let before = ''; ; await frame()) {
      const element = await one(steps);
      const { left, top, right, bottom } = element.getBoundingClientRect();
      if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) {
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
      }
      const { x, y, width, height } = element.getBoundingClientRect();
      const at = { x: x + width / 2, y: y + height / 2 };
      const isStill = before === JSON.stringify(at);
      before = JSON.stringify(at);
      if (isStill && element.contains(document.elementFromPoint(at.x, at.y))) return at;
    }
  };
  return { frame, all, one, middle };
}
