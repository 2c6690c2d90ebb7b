import { createButton, createGroup } from '../../dom/create.ts';

/** Creates a row of buttons of which exactly one is pressed. `names` labels the `values`, in the same order. */
export function createChoice<T>(
  className: string,
  label: string,
  values: readonly T[],
  names: readonly string[],
  pressed: T,
  choose: (value: T) => void,
): HTMLElement {
  const buttons = names.map((name) => createButton('', name));
  const press = (value: T) => buttons.forEach((button, i) => (button.ariaPressed = String(values[i] === value)));
  buttons.forEach((button, i) => {
    button.addEventListener('click', () => {
      press(values[i]!);
      choose(values[i]!);
    });
  });
  press(pressed);
  return createGroup(`cvsp-code-choice ${className}`, label, ...buttons);
}
