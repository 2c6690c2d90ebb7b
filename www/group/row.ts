/** Names the styles and the attributes by which the style sheet has a figure stand in its row. */
const [ANCHOR, INDEX, PLACE, CELL] = ['--cvsp-anchor', '--cvsp-place', 'data-cvsp-place', 'data-cvsp-cell'];

/** Takes away what `arrangeRows` has given to elements. */
export function releaseRows(elements: Iterable<HTMLElement>): void {
  for (const element of elements) {
    if (element.style.length > 0) for (const name of [ANCHOR, INDEX]) element.style.removeProperty(name);
    for (const name of [PLACE, CELL]) element.removeAttribute(name);
    if (element.getAttribute('style') === '') element.removeAttribute('style');
  }
}

/**
 * Has the figures of rows stand side by side where style sheets alone cannot know how. In a block, a column or a grid,
 * those after the first stand by an anchor, which is the first; in the cells of a grid, or in a line that a page breaks,
 * each fills its own place.
 *
 * @param members the elements of the group's figures, from the first on
 * @returns the elements of their rows, of which some may have no figure, or say why
 */
export function arrangeRows(members: readonly HTMLElement[]): Set<HTMLElement> {
  const rows: HTMLElement[][] = [];
  for (const parent of new Set(members.map(({ parentElement }) => parentElement))) {
    let row: HTMLElement[] = [];
    for (const element of (parent?.children ?? []) as Iterable<HTMLElement>) {
      const isIn = members.some((member) => member.parentElement === parent && rowOf(member) === rowOf(element));
      if (!isIn || !(styleOf(element, '--cvsp-row') > '0') || element.offsetWidth === 0) continue;
      // A page may have the same row twice.
      if (row.length === 0 || row.some(({ id }) => id === element.id)) {
        row = [];
        rows.push(row);
      }
      row.push(element);
    }
  }
  for (const row of rows) if (row.length > 1) arrange(row);
  return new Set(rows.filter((row) => row.length > 1).flat());
}

function arrange(row: readonly HTMLElement[]): void {
  const [first, second, last] = [row[0]!, row[1]!, row.at(-1)!];
  const parent = first.parentElement!;
  // Two rows may have the same ids, and the same anchor would be that of the later one.
  const anchor = first.style.getPropertyValue(ANCHOR) || `--cvsp-${Math.random().toString(36).slice(2)}`;
  const display = styleOf(parent, 'display') + styleOf(parent, 'flex-direction');
  const isLine = /flexrow/.test(display);
  if (isLine || /grid/.test(display)) {
    releaseRows(row);
    const [one, two, end] = [first, second, last].map((element) => element.getBoundingClientRect());
    const hasCells = isLine ? Math.abs(one!.top - end!.top) > 1 : Math.abs(one!.left - two!.left) > 1;
    if (hasCells) for (const element of row) element.setAttribute(CELL, '');
    if (hasCells || isLine) return;
  }
  if (!CSS.supports('anchor-name:--a') || isScrolled(first)) {
    releaseRows(row);
    return;
  }
  row.forEach((element, i) => {
    element.style.setProperty(ANCHOR, anchor);
    element.style.setProperty(INDEX, String(i));
    element.setAttribute(PLACE, String(i));
  });
}

/** Returns what the ids of a row have in common: `all-ideal` of `all-ideal-left`. */
function rowOf({ id }: Element): string {
  return id.slice(0, id.lastIndexOf('-'));
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
