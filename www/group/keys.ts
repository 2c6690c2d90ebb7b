import type { Act, Transport } from './transport.ts';

/** How far an arrow key leads, as a part of the run; with the shift key it is five times as far. */
const STEP = 0.02;

type Table = Readonly<Record<string, (transport: Transport, stride: number) => void>>;

/** Lists the keys of a figure that has the focus. */
const KEYS: Table = {
  ' ': (transport) => transport.toggle(),
  ArrowLeft: (transport, stride) => transport.move(-STEP * stride),
  ArrowRight: (transport, stride) => transport.move(STEP * stride),
  Home: (transport) => transport.seek(0),
  End: (transport) => transport.seek(Number.POSITIVE_INFINITY),
  ',': (transport) => transport.step(-1),
  '.': (transport) => transport.step(1),
  '<': (transport) => transport.changeSpeed(-1),
  '>': (transport) => transport.changeSpeed(1),
};

/** Lists what the line of time has besides, as any slider. */
const SLIDER_KEYS: Table = {
  ArrowUp: (transport, stride) => transport.move(STEP * stride),
  ArrowDown: (transport, stride) => transport.move(-STEP * stride),
  PageUp: (transport) => transport.move(5 * STEP),
  PageDown: (transport) => transport.move(-5 * STEP),
};

/**
 * Does what a key of the tables says, and keeps it from the page; every other key is left to the page.
 *
 * @param toggleStage puts the figure on the stage
 */
export function handleKey(act: Act, event: KeyboardEvent, toggleStage: () => void = () => {}): void {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isOwn(key, target as Element)) {
    event.stopPropagation();
    return;
  }
  const tables = (target as Element).matches('[role=slider]') ? [KEYS, SLIDER_KEYS] : [KEYS];
  if (key === 'f') {
    event.preventDefault();
    event.stopPropagation();
    toggleStage();
    return;
  }
  const handle = tables.find((table) => Object.hasOwn(table, key))?.[key];
  if (!handle) return;
  event.preventDefault();
  event.stopPropagation();
  act((transport) => handle(transport, event.shiftKey ? 5 : 1));
}

/** Whether a button or a list has a use of its own for a key. */
function isOwn(key: string, target: Element): boolean {
  if (target.matches('select')) return !['Tab', 'Escape', '<', '>'].includes(key);
  return [' ', 'Enter'].includes(key) && target.matches('button, a, [role=button]');
}
