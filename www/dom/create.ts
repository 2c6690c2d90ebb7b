/** Creates an element with a class and with content. */
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

/** Creates a toggle button, which is not pressed at first. */
export function createButton(className: string, ...content: readonly (Node | string)[]): HTMLButtonElement {
  const button = create('button', className, ...content);
  button.type = 'button';
  button.ariaPressed = 'false';
  return button;
}

/** Creates an element with the role `group`, which screen readers call `label`. */
export function createGroup(className: string, label: string, ...content: readonly (Node | string)[]): HTMLElement {
  const group = create('div', className, ...content);
  group.role = 'group';
  group.ariaLabel = label;
  return group;
}

/** Creates words about what is the matter, which screen readers read at once. */
export function createAlert(className: string, text: string): HTMLElement {
  const alert = create('p', className, text);
  alert.role = 'alert';
  return alert;
}
