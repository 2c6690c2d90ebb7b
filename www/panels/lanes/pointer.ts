/** A finger starts to drag when it has moved this far sideways, in CSS pixels. */
const SLOP = 8;

export interface Handlers {
  /** Is called when a mouse hovers over a point, or a finger taps on it. */
  point(event: PointerEvent): void;
  /** Is called when the mouse leaves, but not when a finger is lifted. */
  leave(): void;
  /** Is called at every move of a drag. */
  drag(event: PointerEvent): void;
}

/**
 * Listens for pointing and dragging. A pressed mouse drags at once. A finger drags after it has moved sideways, since a
 * move up or down scrolls the page; a finger that does not drag points.
 */
export function listenToPointer(element: HTMLElement, { point, leave, drag }: Handlers): void {
  /** The pointer was pressed at this x, in CSS pixels; undefined while it is not pressed. */
  let from: number | undefined;
  let isDragging = false;

  element.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    from = event.clientX;
    isDragging = event.pointerType === 'mouse';
    if (isDragging) drag(event);
  });
  element.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'mouse') point(event);
    if (from === undefined || !event.isPrimary) return;
    isDragging ||= Math.abs(event.clientX - from) > SLOP;
    if (isDragging) drag(event);
  });
  element.addEventListener('pointerup', (event) => {
    if (from !== undefined && !isDragging) point(event);
  });
  // The capture is lost at the end of every press, even if the browser cancels it.
  element.addEventListener('lostpointercapture', () => {
    from = undefined;
  });
  element.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'mouse') leave();
  });
}
