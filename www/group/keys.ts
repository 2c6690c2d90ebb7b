import type { Act, Transport } from './transport.ts';

/** How far an arrow key leads, as a part of the run; with the shift key it is five times as far. */
const STEP = 0.02;

const KEYS: Readonly<Record<string, (transport: Transport, stride: number) => void>> = {
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

/** Does what a key of the table says; every other key is left to the page. */
export function handleKey(act: Act, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  // Buttons and lists have a use of their own for these.
  const target = event.target as Element;
  if (target.matches('select') && event.key !== '<' && event.key !== '>') return;
  if (event.key === ' ' && target.matches('button, a, [role=button]')) return;
  const handle = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
  if (!handle) return;
  event.preventDefault();
  act((transport) => handle(transport, event.shiftKey ? 5 : 1));
}
