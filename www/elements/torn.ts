const [FIGURE, GROUP] = ['cvsp-figure', 'cvsp-group'];

/** Is a group whose figures stand behind it, and not in it. */
export interface Torn extends Element {
  isTorn?: boolean;
}

/**
 * Puts a figure back into its group, where Markdown has made paragraphs of what stands between blank lines: the first
 * one ends with the tag that begins the group, and so the group ends there, too, with nothing in it.
 *
 * @returns whether the figure was moved
 */
export function putBack(figure: HTMLElement): boolean {
  const paragraph = figure.parentElement;
  const before = paragraph?.previousElementSibling;
  const group: Torn | null | undefined = before?.lastElementChild;
  if (paragraph?.localName !== 'p' || before?.localName !== 'p' || group?.localName !== GROUP) return false;
  if (group.childElementCount > 0 && !group.isTorn) return false;
  if (!hasOnly(before, GROUP) || !hasOnly(paragraph, FIGURE, 'br')) return false;
  group.isTorn = true;
  group.append(figure);
  if (!paragraph.querySelector(FIGURE)) paragraph.remove();
  return true;
}

function hasOnly(paragraph: Element, ...names: readonly string[]): boolean {
  return [...paragraph.childNodes].every((node) =>
    node.nodeType === Node.ELEMENT_NODE ? names.includes((node as Element).localName) : !node.nodeValue?.trim(),
  );
}
