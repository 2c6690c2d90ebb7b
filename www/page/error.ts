import { create, createAlert } from '../dom/create.ts';
import { say } from '../words/strings.ts';

/**
 * Says what is the matter in a figure's place, or beneath what its author has put there to stand in for it.
 *
 * @returns takes the words out again, and gives back what stood there
 */
export function putError(element: HTMLElement, { message }: Error): () => void {
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
