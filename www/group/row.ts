/** Names the styles and the attributes by which the style sheet has a figure stand in its row. */
const [ANCHOR, INDEX, PLACE, CELL] = ['--cvsp-anchor', '--cvsp-place', 'data-cvsp-place', 'data-cvsp-cell'];

/** Takes away what `arrangeRows` has given to figures. */
export function releaseRows(members: readonly HTMLElement[]): void {
  for (const member of members) {
    for (const name of [ANCHOR, INDEX]) member.style.removeProperty(name);
    for (const name of [PLACE, CELL]) member.removeAttribute(name);
  }
}

/**
 * Has the figures of rows stand side by side where style sheets alone cannot know how. In a block, a column or a grid,
 * those after the first stand by an anchor, which is the first; in the cells of a grid, or in a line that a page breaks,
 * each fills its own place.
 *
 * @param members the elements of the group's figures, from the first on
 */
export function arrangeRows(members: readonly HTMLElement[]): void {
  releaseRows(members);
  const rows: HTMLElement[][] = [];
  for (const member of members) {
    if (member.offsetWidth === 0 || !(styleOf(member, '--cvsp-row') > '0')) continue;
    const row = rows.at(-1);
    // A page may have the same row twice.
    if (row?.every(({ id, parentNode }) => id !== member.id && parentNode === member.parentNode)) row.push(member);
    else rows.push([member]);
  }
  for (const row of rows) if (row.length > 1) arrange(row);
}

function arrange(row: readonly HTMLElement[]): void {
  const [first, second] = row as [HTMLElement, HTMLElement];
  const parent = first.parentElement;
  if (!parent) return;
  const display = styleOf(parent, 'display') + styleOf(parent, 'flex-direction');
  const [one, two, last] = [first, second, row.at(-1)!].map((member) => member.getBoundingClientRect()) as [
    DOMRect,
    DOMRect,
    DOMRect,
  ];
  const isLine = /flexrow/.test(display);
  if (isLine || (/grid/.test(display) && Math.abs(one.left - two.left) > 1)) {
    if (!isLine || Math.abs(one.top - last.top) > 1) for (const member of row) member.setAttribute(CELL, '');
  } else if (CSS.supports('anchor-name:--a') && !isScrolled(first)) {
    // Two rows may have the same ids, and the same anchor would be that of the later one.
    const anchor = `--cvsp-${Math.random().toString(36).slice(2)}`;
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
