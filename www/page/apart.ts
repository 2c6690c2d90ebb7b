/** Matches elements whose text is no text of the page between figures. */
const ASIDE = 'script, style, noscript, template, svg, figcaption, .cvsp, .cvsp-poster, [data-cvsp]';

/** Whether a figure stands beside one of the others: in the same `<cvsp-group>`, or with no text between them. */
export function isBeside(element: Element, others: readonly Element[]): boolean {
  const group = element.closest('cvsp-group');
  // The last of the others is the likeliest.
  return [...others].reverse().some((other) => {
    return (group && other.closest('cvsp-group') === group) || !isTextBetween(other, element);
  });
}

function isTextBetween(a: Element, b: Element): boolean {
  const position = a.compareDocumentPosition(b);
  // Elements that are not in the page yet stand nowhere.
  if (position & Node.DOCUMENT_POSITION_DISCONNECTED) return false;
  const [first, last] = position & Node.DOCUMENT_POSITION_FOLLOWING ? [a, b] : [b, a];
  const walker = document.createTreeWalker(first.getRootNode(), NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  walker.currentNode = first;
  for (let node = walker.nextNode(); node && node !== last; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.data.trim() === '' || first.contains(node)) continue;
    if (!node.parentElement?.closest(ASIDE)) return true;
  }
  return false;
}
