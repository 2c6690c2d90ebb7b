import { create, createAlert, createButton } from '../../dom/create.ts';
import { say } from '../../words/strings.ts';
import type { Control } from '../controls/controls.ts';
import { sayLab } from '../strings.ts';
import type { ExportHost } from './export.ts';
import type { SnippetName } from './snippets.ts';

/** Names what can be copied: the link, and the ways to have the figure in a post. */
export type Copy = 'link' | SnippetName | 'iframe';

/** Creates the buttons by which a reader takes away what the lab shows; those for files come when they are wanted. */
export function createTake(copies: readonly Copy[], textOf: (copy: Copy) => string, host: ExportHost): Control {
  const area = document.createElement('textarea');
  Object.assign(area, { readOnly: true, rows: 4, spellcheck: false, hidden: true });
  area.ariaLabel = sayLab('lab.copy.text');
  const status = create('p', 'lab-status');
  status.role = 'status';
  const buttons = copies.map((copy) => {
    const button = createButton('lab-button', sayLab(`lab.copy.${copy}`));
    button.ariaPressed = null;
    button.dataset['copy'] = copy;
    button.addEventListener('click', async () => {
      area.value = textOf(copy);
      area.hidden = false;
      status.textContent = '';
      try {
        await navigator.clipboard.writeText(area.value);
        status.textContent = sayLab('lab.copied');
      } catch {
        // Browsers give the clipboard to secure pages alone, or ask the reader first.
        area.select();
        status.textContent = sayLab('lab.copy.byHand');
      }
    });
    return button;
  });
  const summary = create('summary', '', sayLab('lab.take'));
  const element = create('details', 'lab-take', summary, create('div', 'lab-buttons', ...buttons), status, area);
  let files: { show(): void } | undefined;
  let isLoading = false;
  const load = async () => {
    const { Export } = await import(/* webpackChunkName: "export" */ './export.ts');
    const loaded = new Export(host);
    element.append(loaded.element);
    files = loaded;
  };
  element.addEventListener('toggle', () => {
    if (element.open && files) files.show();
    if (!element.open || files || isLoading) return;
    isLoading = true;
    load()
      .catch(({ message }: Error) => element.append(createAlert('lab-error', say('panel.error', { message }))))
      .finally(() => {
        isLoading = false;
      });
  });
  return {
    element,
    show() {
      if (element.open) files?.show();
    },
  };
}
