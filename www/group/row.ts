/** Names the style and the attributes by which the style sheet has a figure stand in its row. */
const [ANCHOR, INDEX, PLACE, CELL] = ['--cvsp-anchor', '--cvsp-place', 'data-cvsp-place', 'data-cvsp-cell'];

/** Takes away what `arrangeRow` has given to figures. */
export function releaseRow(members: readonly HTMLElement[]): void {
  for (const member of members) {
    for (const name of [ANCHOR, INDEX]) member.style.removeProperty(name);
    for (const name of [PLACE, CELL]) member.removeAttribute(name);
  }
}

/**
 * Has the figures of a row stand side by side where style sheets alone cannot know how. In a block, a column or a grid,
 * those after the first stand by an anchor, which is the first; in the cells of a grid, or in a line that a page breaks,
 * each fills its own place.
 *
 * @param members the elements of the group's figures, from the first on
 */
export function arrangeRow(members: readonly HTMLElement[]): void {
  // Each row has an anchor of its own, also where two rows have the same ids.
  const anchor = members[0]?.style.getPropertyValue(ANCHOR) || `--${Math.random().toString(36).slice(2)}`;
  releaseRow(members);
  const row = members.filter((member) => member.offsetWidth > 0 && styleOf(member, '--cvsp-row') > '0');
  const [first, second] = row;
  const parent = first?.parentElement;
  if (!second || !parent || row.some((member) => member.parentElement !== parent)) return;
  const display = styleOf(parent, 'display') + styleOf(parent, 'flex-direction');
  const [{ left, top }, other] = [first.getBoundingClientRect(), second.getBoundingClientRect()];
  const isLine = /flexrow/.test(display);
  if (isLine || (/grid/.test(display) && Math.abs(left - other.left) > 1)) {
    const last = row.at(-1)!.getBoundingClientRect();
    if (!isLine || Math.abs(top - last.top) > 1) for (const member of row) member.setAttribute(CELL, '');
  } else if (CSS.supports('anchor-name:--a') && !isScrolled(first)) {
    row.forEach((member, i) => {
      member.style.setProperty(ANCHOR, anchor);
      member.style.setProperty(INDEX, String(i));
      member.setAttribute(PLACE, String(i));
    });
  }
}

function styleOf(element: Element, name: string): string {
  return getComputedStyle(element).getPropertyValue(name);
}

/** Returns whether it scrolls in a box that would not clip it if it were positioned. */
function isScrolled(element: HTMLElement): boolean {
  for (let box = element.parentElement; box && box !== element.offsetParent; box = box.parentElement) {
    if (/auto|scroll/.test(styleOf(box, 'overflow'))) return true;
  }
  return false;
}
