/**
 * Adds style sheets to the document, or the shadow root, that an element is in. A router that swaps the head of a page
 * takes the sheets there away, and leaves these.
 */
export function adoptSheets(element: Element, sheets: readonly (CSSStyleSheet | undefined)[]): void {
  const root = element.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  const added = sheets
    .filter((sheet) => sheet !== undefined)
    .filter((sheet) => !root.adoptedStyleSheets.includes(sheet));
  if (added.length > 0) root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...added];
}
