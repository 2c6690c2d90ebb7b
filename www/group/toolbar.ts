import { create } from '../dom/create.ts';
import { PANELS, type PanelName } from '../panels/panel.ts';
import { SPEEDS } from '../run/pace.ts';
import { say } from '../words/strings.ts';
import { createIcon, type Icon, setIcon } from './icons.ts';
import type { Act, Transport } from './transport.ts';

/** Does what buttons ask for that is no change of the transport. */
export interface Actions {
  setAllPaused(paused: boolean): void;
  togglePanel(name: PanelName): void;
}

/** Is what the buttons show. */
export interface Settings {
  readonly transport: Pick<Transport, 'isPlaying' | 'looping' | 'speed' | 'hasPace' | 'isPaced'>;
  /** Whether no figure of the page may play by itself. */
  readonly allPaused: boolean;
  isOpen(name: PanelName): boolean;
}

/**
    this.element.append(this.#play, this.#speed, ...steps, ...extras, more, space, ...panels);
 */
export class Toolbar {
  readonly element = document.createElement('div');
  readonly #play: HTMLButtonElement;
  readonly #loop: HTMLButtonElement;
  readonly #all: HTMLButtonElement;
  readonly #speed = document.createElement('select');
  readonly #paced = new Option(say('speed.paced'), '');
  readonly #panels: Readonly<Record<PanelName, HTMLButtonElement>>;

  constructor(act: Act, actions: Actions) {
    const change = (icon: Icon, change: (transport: Transport) => void) => button(icon, () => act(change));
    this.#play = change('play', (transport) => transport.toggle());
    const restart = change('restart', (transport) => transport.restart());
    const back = change('back', (transport) => transport.step(-1));
    const forward = change('forward', (transport) => transport.step(1));
    const more = button('more', () => {
      more.ariaExpanded = String(this.element.classList.toggle('cvsp-open'));
    });
    more.ariaExpanded = 'false';
    this.#loop = change('loop', (transport) => {
      transport.looping = !transport.looping;
    });
    this.#all = button('all', () => actions.setAllPaused(this.#all.ariaPressed !== 'true'));
    const panels = PANELS.map((name) => button(name, () => actions.togglePanel(name)));
    this.#panels = Object.fromEntries(PANELS.map((name, i) => [name, panels[i]!])) as Record<
      PanelName,
      HTMLButtonElement
    >;
    this.#speed.className = 'cvsp-do-speed';
    this.#speed.setAttribute('aria-label', say('speed'));
    this.#speed.title = say('speed');
    this.#speed.append(...SPEEDS.map((speed) => new Option(speedText(speed), String(speed))));
    this.#speed.addEventListener('change', () =>
      act((transport) => {
        if (this.#speed.value === '') transport.unsetSpeed();
        else transport.speed = Number(this.#speed.value);
      }),
    );

    const space = create('span', 'cvsp-space');
    this.element.className = 'cvsp-toolbar';
    this.element.setAttribute('role', 'toolbar');
    this.element.setAttribute('aria-label', say('toolbar'));
    const steps = [back, forward];
    for (const step of steps) step.classList.add('cvsp-step');
    const extras = [restart, this.#loop, this.#all];
    for (const extra of extras) extra.classList.add('cvsp-extra');
    // Panels are named where there is room.
    for (const panel of panels) panel.append(create('span', 'cvsp-word', panel.ariaLabel!));
    this.element.append(this.#play, this.#speed, ...steps, ...extras, more, space, ...panels);
  }

  update({ transport, allPaused, isOpen }: Settings): void {
    describe(this.#play, transport.isPlaying ? 'pause' : 'play');
    this.#loop.ariaPressed = String(transport.looping);
    this.#all.ariaPressed = String(allPaused);
    if (transport.hasPace) this.#speed.prepend(this.#paced);
    else this.#paced.remove();
    this.#speed.value = transport.isPaced ? '' : String(transport.speed);
    for (const name of PANELS) this.#panels[name].ariaPressed = String(isOpen(name));
  }
}

function button(icon: Icon, act: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = `cvsp-button cvsp-do-${icon}`;
  element.append(createIcon());
  element.addEventListener('click', act);
  describe(element, icon);
  return element;
}

function describe(element: HTMLButtonElement, icon: Icon): void {
  setIcon(element.firstElementChild as HTMLElement, icon);
  const name = say(`button.${icon}`);
  if (element.ariaLabel === name) return;
  element.ariaLabel = name;
  element.title = name;
}

function speedText(speed: number): string {
  return `${{ 0.25: '¼', 0.5: '½' }[speed] ?? speed}×`;
}
