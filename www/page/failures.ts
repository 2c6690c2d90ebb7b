import { create, createAlert } from '../dom/create.ts';
import type { Visibility } from '../dom/visibility.ts';
import { send } from '../group/events.ts';
import { say } from '../words/strings.ts';

/** Owns what is said in the places of elements that are no figures, and has those that only lacked a file try again. */
export class Failures {
  readonly #visibility: Visibility;
  /** Holds, for each element whose error is shown, what takes it out again. */
  readonly #shown = new WeakMap<Element, () => void>();
  /** Holds, for each element that waits for a file to be had again, what tries again. */
  readonly #stranded = new Map<Element, () => void>();

  constructor(visibility: Visibility) {
    this.#visibility = visibility;
  }

  has(element: Element): boolean {
    return this.#shown.has(element);
  }

  /**
   * Says in an element's place why it is no figure.
   *
   * @param retry asks again for the file that was missing, if one was; it is called for all such elements once a reader
   * reaches one of them, or comes back to it, and never by itself
   */
  show(element: HTMLElement, error: Error, retry?: () => void): void {
    const takeOut = putError(element, error);
    const leave = retry && this.#strand(element, retry);
    this.#shown.set(element, () => {
      leave?.();
      takeOut();
    });
    send(element, 'cvsp-error', { message: error.message });
  }

  /** Takes out what is said in an element's place. */
  clear(element: Element): void {
    this.#shown.get(element)?.();
    this.#shown.delete(element);
  }

  /** @returns what ends the waiting */
  #strand(element: HTMLElement, retry: () => void): () => void {
    this.#stranded.set(element, retry);
    let wasAway = false;
    const onVisible = (visible: boolean) => {
      if (visible && wasAway) for (const retry of this.#stranded.values()) retry();
      wasAway = !visible;
    };
    const unwatch = this.#visibility.watch(element, {
      picture: element,
      line: undefined,
      onNear() {},
      onVisible,
      onStart() {},
    });
    return () => {
      this.#stranded.delete(element);
      unwatch();
    };
  }
}

/**
 * Says what is the matter in a figure's place, or beneath what its author has put there to stand in for it.
 *
 * @returns takes the words out again, and gives back what stood there
 */
function putError(element: HTMLElement, { message }: Error): () => void {
  const content = [...element.childNodes];
  const words = createAlert('cvsp-error', say('error', { message }));
  if (element.firstElementChild) {
    element.classList.add('cvsp-poster');
    element.append(words);
  } else {
    element.replaceChildren(create('div', 'cvsp-box', words));
  }
  return () => {
    element.classList.remove('cvsp-poster');
    element.replaceChildren(...content);
  };
}
