import type { Group } from './group.ts';

/** What a step to the left or to the right is, as a part of the run; with the shift key it is five times as large. */
const STEP = 0.02;

const KEYS: Readonly<Record<string, (group: Group, stride: number) => void>> = {
  ' ': (group) => group.toggle(),
  ArrowLeft: (group, stride) => group.move(-STEP * stride),
  ArrowRight: (group, stride) => group.move(STEP * stride),
  Home: (group) => group.seek(0),
  End: (group) => group.seek(Number.POSITIVE_INFINITY),
  ',': (group) => group.step(-1),
  '.': (group) => group.step(1),
  '<': (group) => group.changeSpeed(-1),
  '>': (group) => group.changeSpeed(1),
};

/** Does what a key stands for, where it stands for anything; every other key is left to the page. */
export function handleKey(group: Group, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  // Buttons and lists have a use of their own for these.
  const target = event.target as Element;
  if (target.matches('select') && event.key !== '<' && event.key !== '>') return;
  if (event.key === ' ' && target.matches('button, a, [role=button]')) return;
  const handle = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
  if (!handle) return;
  event.preventDefault();
  handle(group, event.shiftKey ? 5 : 1);
}
