/** A finger starts to drag when it has moved this far sideways, in CSS pixels. */
const SLOP = 8;

/** These events start what a slide show or a carousel around the element takes for a swipe. */
const SWIPES = ['pointerdown', 'mousedown', 'touchstart'];

export interface Handlers {
  /** Is called when a mouse hovers over a point. */
  hover?(event: PointerEvent): void;
  /** Is called when the mouse leaves, but not when a finger is lifted. */
  leave?(): void;
  /** Is called when a finger taps on a point. */
  tap(event: PointerEvent): void;
  /** Is called at every move of a drag. */
  drag(event: PointerEvent): void;
  /** Is called when a drag begins, and returns what takes it back where the browser or the system ends it. */
  begin?(): () => void;
}

/**
 * Listens for pointing and dragging. A pressed mouse drags at once. A finger drags after it has moved sideways, since a
 * move up or down scrolls the page; a finger that does not drag taps.
 */
export function listenToPointer(element: HTMLElement, { hover, leave, tap, drag, begin }: Handlers): void {
  /** The pointer was pressed at this x, in CSS pixels; undefined while it is not pressed. */
  let from: number | undefined;
  let takeBack: (() => void) | undefined;
  let isDragging = false;

  const dragTo = (event: PointerEvent) => {
    if (!isDragging) takeBack = begin?.();
    isDragging = true;
    drag(event);
  };
  element.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    from = event.clientX;
    isDragging = false;
    if (event.pointerType === 'mouse') dragTo(event);
  });
  element.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'mouse') hover?.(event);
    if (from === undefined || !event.isPrimary) return;
    if (isDragging || Math.abs(event.clientX - from) > SLOP) dragTo(event);
  });
  element.addEventListener('pointerup', (event) => {
    if (from !== undefined && !isDragging) tap(event);
  });
  element.addEventListener('pointercancel', () => {
    if (isDragging) takeBack?.();
  });
  // The capture is lost at the end of every press, even if the browser cancels it.
  element.addEventListener('lostpointercapture', () => {
    from = undefined;
    isDragging = false;
  });
  element.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'mouse') leave?.();
  });
  for (const type of SWIPES) element.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
  // reveal.js asks for this instead.
  element.dataset['preventSwipe'] = '';
}
