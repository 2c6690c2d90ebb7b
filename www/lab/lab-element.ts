import { create, createAlert } from '../dom/create.ts';
import { adoptSheets } from '../dom/sheets.ts';
import tiles from '../figure/figures.css?sheet';
import controls from '../group/controls.css?sheet';
import { withPreset } from '../page/presets.ts';
import { loadSimulator, type Simulate } from '../run/simulator.ts';
import { say } from '../words/strings.ts';
import element from './element.css?sheet';
import figures from './figures.css?sheet';
import lab from './lab.css?sheet';
import { Lab } from './lab.ts';
import map from './map/map.css?sheet';
import { checkBy } from './state/check.ts';
import { FIELD_NAMES, type FieldName } from './state/fields.ts';
import { fieldText, readHash } from './state/hash.ts';

/** Stands in for HTMLElement outside of browsers, where this class can be imported, but not used. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** Maps the attributes of fields, in small letters as HTML has them, to their fields. */
const ATTRIBUTES = Object.fromEntries(FIELD_NAMES.map((name) => [name.toLowerCase(), name]));

/**
 * The lab: a map of all runs of one workload, and the figure of the run where the program stands. Its attributes are the
 * fields of the scenario that it starts from, written as those of a `<cvsp-figure>`; what they leave out is as on the lab's
 * own page. What is wrong with them is said in it, and the rest holds. An attribute that changes has it start again.
 *
 * @tag cvsp-lab
 * @tagname cvsp-lab
 * @attr preset - The id of a predefined figure, whose scenario it has where its own attributes say nothing.
 * @attr player - The address of `player.html`, of which iframes are copied.
 */
export class CvspLab extends Base {
  #lab: Lab | undefined;
  /** Is the last request to start: an earlier one that is still loading comes to nothing. */
  #request: symbol | undefined;

  static get observedAttributes(): readonly string[] {
    return ['preset', 'player', ...Object.keys(ATTRIBUTES)];
  }

  /** @ignore */
  connectedCallback(): void {
    this.#restart();
  }

  /** @ignore */
  disconnectedCallback(): void {
    // One that is moved comes back in the same task, and stays as it is.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** @ignore */
  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (!this.isConnected || before === now) return;
    this.#end();
    this.#restart();
  }

  /** Starts once for all that changes in this task. */
  async #restart(): Promise<void> {
    if (this.#lab || this.#request) return;
    const request = Symbol();
    this.#request = request;
    await undefined;
    const main = create('div', 'lab');
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.replaceChildren(main);
    adoptSheets(main, [tiles, controls, element, map, figures, lab]);
    try {
      const simulate = await loadSimulator();
      if (request === this.#request) this.#lab = this.#start(main, simulate);
    } catch (error) {
      main.replaceChildren(createAlert('lab-error', say('error', { message: (error as Error).message })));
    }
  }

  #start(main: HTMLElement, simulate: Simulate): Lab {
    const { hash, problems } = this.#read();
    const { state, problems: found } = readHash(hash, checkBy(simulate));
    const from = { state, problems: [...problems, ...found] };
    const player = this.getAttribute('player');
    return new Lab(main, simulate, from, {
      linkTo: undefined,
      startsFrom: 'lab.problems.element',
      player: player === null ? this.ownPlayer : new URL(player, document.baseURI),
      changed() {},
    });
  }

  /** Where the page for iframes is, if no attribute says so. */
  protected get ownPlayer(): URL | undefined {
    return undefined;
  }

  /** Writes the attributes as a link has them, which is read and checked as one. */
  #read(): { hash: string; problems: string[] } {
    const problems: string[] = [];
    const texts = new Map<FieldName, string>();
    try {
      const preset = this.getAttribute('preset');
      const scenario: Record<string, unknown> = preset === null ? {} : { ...withPreset({ preset }) };
      for (const name of FIELD_NAMES)
        if (scenario[name] !== undefined) texts.set(name, fieldText(name, scenario[name]));
    } catch (error) {
      problems.push((error as Error).message);
    }
    for (const { name, value } of this.attributes) {
      const field = ATTRIBUTES[name];
      // An attribute without a value says that something is so.
      if (field) texts.set(field, value === '' ? 'true' : value);
    }
    const parts = [...texts].map(([name, text]) => `&${name}=${encodeURIComponent(text)}`);
    return { hash: `#v=1${parts.join('')}`, problems };
  }

  #end(): void {
    this.#request = undefined;
    this.#lab?.end();
    this.#lab = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cvsp-lab': CvspLab;
  }
}
