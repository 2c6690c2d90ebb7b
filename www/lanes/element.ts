/** An element of one of this panel's classes, `cvsp-lanes-…`, with text and elements in it. */
export function create<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  name: string,
  ...content: (string | Node)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = `cvsp-lanes-${name}`;
  element.append(...content);
  return element;
}
