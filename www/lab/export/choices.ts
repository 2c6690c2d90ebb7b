import { create } from '../../dom/create.ts';

/** Is a list to choose from, with its name before it. */
export class Choice<T extends string | number> {
  readonly element: HTMLLabelElement;
  readonly #select = document.createElement('select');
  readonly #values: T[] = [];

  constructor(name: string, label: string, onChange: () => void) {
    this.#select.dataset['choice'] = name;
    this.#select.addEventListener('change', onChange);
    this.element = create('label', 'lab-choice', create('span', '', label), this.#select);
  }

  get value(): T {
    return this.#values[this.#select.selectedIndex]!;
  }

  set isHidden(isHidden: boolean) {
    this.element.hidden = isHidden;
  }

  set isDisabled(isDisabled: boolean) {
    this.#select.disabled = isDisabled;
  }

  /**
   * Takes other options, in groups with names, and keeps what is chosen where that is still there.
   *
   * @param first what is chosen otherwise; the first option where it is left out
   */
  setOptions(groups: readonly OptionGroup<T>[], first?: T): void {
    const chosen = this.value ?? first;
    this.#values.splice(0);
    const lists = groups.map(({ name, options }) => {
      const list = options.map(({ value, text, isMissing = false }) => {
        const option = new Option(text, String(value), false, value === chosen && !isMissing);
        option.disabled = isMissing;
        this.#values.push(value);
        return option;
      });
      if (name === undefined) return list;
      const group = document.createElement('optgroup');
      group.label = name;
      group.append(...list);
      return [group];
    });
    this.#select.replaceChildren(...lists.flat());
  }
}

export interface OptionGroup<T> {
  readonly name?: string;
  readonly options: readonly {
    readonly value: T;
    readonly text: string;
    /** It cannot be chosen. */
    readonly isMissing?: boolean;
  }[];
}
