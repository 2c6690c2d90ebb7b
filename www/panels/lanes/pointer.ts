/** How far a finger moves sideways before it drags, in CSS pixels. */
const SLOP = 8;

export interface Handlers {
  /** A mouse hovers here, or a finger tapped. */
  point(event: PointerEvent): void;
  /** The mouse is gone. What was tapped stays. */
  leave(): void;
  drag(event: PointerEvent): void;
}

/**
 * Tells pointing from dragging. A pressed mouse drags at once; a finger does after some way to the side, since up and down
 * it scrolls the page, and it points where it does not drag.
 */
export function listen(element: HTMLElement, { point, leave, drag }: Handlers): void {
  /** Where it was pressed. */
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
  // After a press, however it ends.
  element.addEventListener('lostpointercapture', () => {
    from = undefined;
  });
  element.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'mouse') leave();
  });
}
