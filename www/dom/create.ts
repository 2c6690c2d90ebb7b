/** An element of the page, with what is in it. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/** A button that is pressed or not. */
export function createButton(className: string, ...content: readonly (Node | string)[]): HTMLButtonElement {
  const button = create('button', className, ...content);
  button.type = 'button';
  button.ariaPressed = 'false';
  return button;
}

/** A group with a name for those who do not see it. */
export function createGroup(className: string, label: string, ...content: readonly (Node | string)[]): HTMLElement {
  const group = create('div', className, ...content);
  group.role = 'group';
  group.ariaLabel = label;
  return group;
}
