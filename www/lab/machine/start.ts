import { create, createAlert, createButton } from '../../dom/create.ts';
import { say } from '../../words/strings.ts';
import { sayLab } from '../strings.ts';
import type { Machine, MachineHost } from './machine.ts';

/**
 * Creates the buttons by which a reader runs the lab's program in this browser, and opens a recording, as which a file that
 * is dropped on the lab is opened, too. What shows those is loaded when it is wanted.
 */
export function createMachine(lab: HTMLElement, host: MachineHost): { readonly element: HTMLElement; end(): void } {
  const run = createButton('lab-button', sayLab('lab.machine.run'));
  const open = createButton('lab-button', sayLab('lab.machine.open'));
  for (const button of [run, open]) button.ariaPressed = null;
  run.dataset['machine'] = 'run';
  open.dataset['machine'] = 'open';
  const input = document.createElement('input');
  Object.assign(input, { type: 'file', accept: '.json,application/json', hidden: true });
  const element = create('div', 'lab-machine', create('div', 'lab-buttons', run, open, input));
  const standing = new AbortController();
  let running: AbortController | undefined;
  let loading: Promise<Machine | undefined> | undefined;

  const load = (): Promise<Machine | undefined> => {
    loading ??= import(/* webpackChunkName: "machine" */ './machine.ts').then(
      ({ Machine }) => {
        const machine = new Machine(host, () => run.focus());
        element.replaceChildren(element.firstChild!, machine.element);
        return machine;
      },
      ({ message }: Error) => {
        loading = undefined;
        element.replaceChildren(element.firstChild!, createAlert('lab-error', say('panel.error', { message })));
        return undefined;
      },
    );
    return loading;
  };

  const show = async (file: File | null | undefined) => {
    if (!file) return;
    running?.abort();
    const machine = await load();
    if (!standing.signal.aborted) await machine?.open(file);
  };
  const start = async () => {
    const control = new AbortController();
    running = control;
    run.textContent = sayLab('lab.machine.stop');
    const machine = await load();
    await machine?.run(control.signal);
    if (running !== control) return;
    running = undefined;
    run.textContent = sayLab('lab.machine.run');
  };

  run.addEventListener('click', () => (running ? running.abort() : start()));
  open.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    show(input.files?.[0]);
    // The same file can be chosen again.
    input.value = '';
  });
  const { signal } = standing;
  const hasFile = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
  const mark = (isOver: boolean) => lab.classList.toggle('lab-dropping', isOver);
  const over = (event: DragEvent) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    mark(true);
  };
  const drop = (event: DragEvent) => {
    mark(false);
    if (!hasFile(event)) return;
    event.preventDefault();
    show(event.dataTransfer!.files[0]);
  };
  const leave = ({ relatedTarget }: DragEvent) => mark(relatedTarget !== null && lab.contains(relatedTarget as Node));
  lab.addEventListener('dragover', over, { signal });
  lab.addEventListener('dragleave', leave, { signal });
  lab.addEventListener('drop', drop, { signal });
  return {
    element,
    end() {
      standing.abort();
      running?.abort();
      loading?.then((machine) => machine?.close());
    },
  };
}
