import type { Figure } from '../figure/figure.ts';
import { HighlightLayer } from '../figure/highlight-layer.ts';
import { Strip } from '../figure/strip.ts';
import type { Group } from './group.ts';
import { handleKey } from './keys.ts';
import { rove } from './roving.ts';
import { StageSwitch } from './stage-switch.ts';
import { Tip } from './tip.ts';

/**
 * Lets a reader use a figure by mouse, touch and keys, until the signal, and unfold its strip of cores into lanes. The page's
 * own scrolling is never taken: nothing here answers to a swipe, or to a key while the figure has no focus.
 */
export function listen(figure: Figure, group: Group, signal: AbortSignal): void {
  const { element, canvas } = figure;
  const strip = new Strip();
  figure.setExtras(strip, new HighlightLayer(canvas));
  const on = <K extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    type: K,
    handle: (event: HTMLElementEventMap[K]) => void,
  ) => target.addEventListener(type, handle, { signal });

  if (!group.stage) {
    // All controls are beneath one of its figures.
    const [toolbar] = group.elements.flatMap((element) => element.querySelector<HTMLElement>('.cvsp-toolbar') ?? []);
    group.stage = new StageSwitch(group, toolbar!);
    rove(toolbar!);
  }
  signal.addEventListener('abort', () => group.stage?.leave());
  on(element, 'keydown', (event) => handleKey(group.act, event, () => group.stage?.toggle()));
  on(element, 'pointerenter', () => group.setHeld(element, true));
  on(element, 'pointerleave', ({ pointerType }) => {
    // A finger that was lifted holds on until another place is touched, and so does a focus that can be seen.
    if (pointerType !== 'touch' && !element.querySelector(':focus-visible')) group.setHeld(element, false);
  });
  on(element, 'focusin', () => group.setHeld(element, true));
  on(element, 'focusout', ({ relatedTarget }) => {
    const stays = element.contains(relatedTarget as Node | null) || element.matches(':hover');
    if (!stays) group.setHeld(element, false);
  });

  let touched = false;
  on(canvas, 'pointerdown', ({ pointerType }) => {
    touched = pointerType === 'touch';
  });
  on(strip.element, 'click', () => group.togglePanel('lanes'));
  const tip = new Tip(figure);
  signal.addEventListener('abort', () => tip.point(undefined));
  const point = (tile: number | undefined) => {
    group.point(figure, tile);
    tip.point(tile);
  };
  on(canvas, 'pointermove', (event) => point(tileUnder(figure, event)));
  on(canvas, 'pointerleave', ({ pointerType }) => {
    if (pointerType !== 'touch') point(undefined);
  });
  document.addEventListener(
    'pointerdown',
    // A finger that was lifted points until it touches another place.
    ({ target, pointerType }) => pointerType === 'touch' && target !== canvas && tip.point(undefined),
    { signal, passive: true, capture: true },
  );
  on(canvas, 'click', (event) => {
    // A touch shows the controls; it would be a surprise if it stopped the run, too.
    if (touched) point(tileUnder(figure, event));
    else group.act((transport) => transport.toggle());
  });
}

function tileUnder(figure: Figure, { clientX, clientY }: MouseEvent): number {
  const { left, top, width, height } = figure.canvas.getBoundingClientRect();
  return figure.tileAt((clientX - left) / (width || 1), (clientY - top) / (height || 1));
}
