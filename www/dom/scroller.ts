/** Is what an element scrolls in: a box, the window (`null`), or nothing, where it stands still. */
export type Scroller = Element | null | undefined;

export function scrollerOf(element: Element): Scroller {
  const { body, documentElement } = element.ownerDocument;
  for (let box = element.parentElement; box && box !== documentElement; box = box.parentElement) {
    const { overflowY, position } = getComputedStyle(box);
    // What the body says of scrolling holds for the window, unless the root says something, too.
    const isWindow = box === body && getComputedStyle(documentElement).overflowY === 'visible';
    if (!isWindow && /auto|scroll/.test(overflowY) && box.scrollHeight > box.clientHeight) return box;
    if (position === 'fixed') return undefined;
  }
  return null;
}
