import { create, createAlert } from '../../dom/create.ts';
import { presets } from '../../page/presets.ts';
import { invalid } from '../../run/invalid.ts';
import type { Scenario } from '../../run/scenario.ts';
import { FIELD_NAMES, FIELDS, type Field, type FieldName, SECTIONS, type SectionName } from '../state/fields.ts';
import { fieldText, readField } from '../state/hash.ts';
import { STRATEGIES } from '../state/strategies.ts';
import { sayLab } from '../strings.ts';

/** What a reader's hand does in the drawer. */
export interface DrawerHands {
  /** Takes what a reader has typed; what is wrong with it is thrown. */
  setField(name: FieldName, value: unknown): void;
  setPreset(id: string): void;
}

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

interface Control {
  readonly input: Input;
  readonly row: HTMLElement;
  error: HTMLElement | undefined;
}

/** Has a control for every field of a scenario, and the presets of the article as places to start. */
export class Drawer {
  readonly element = create('details', 'lab-drawer');
  readonly #controls = new Map<FieldName, Control>();
  readonly #presets = document.createElement('select');
  readonly #hands: DrawerHands;

  constructor(hands: DrawerHands) {
    this.#hands = hands;
    const sections = (Object.keys(SECTIONS) as SectionName[]).map((section) => {
      const rows = SECTIONS[section].map((name) => this.#createControl(name));
      return create('fieldset', '', create('legend', '', sayLab(`lab.section.${section}`)), ...rows);
    });
    this.element.append(create('summary', '', sayLab('lab.drawer')), this.#createPresets(), ...sections);
  }

  /** Shows a scenario that can be run, and so takes every error away. */
  show(scenario: Scenario): void {
    for (const [name, control] of this.#controls) {
      this.#setError(control, undefined);
      const text = fieldText(name, scenario[name]);
      if (control.input instanceof HTMLInputElement && control.input.type === 'checkbox')
        control.input.checked = text === 'true';
      else if (control.input.value !== text) control.input.value = text;
    }
  }

  /** Says what is wrong beside the control that it is about. */
  fail(edited: FieldName, error: Error & { field?: string }): void {
    const about = /^\w+/.exec(error.field ?? '')?.[0];
    const name = FIELD_NAMES.find((name) => name === about) ?? edited;
    this.#setError(this.#controls.get(name)!, error.message);
  }

  #setError(control: Control, message: string | undefined): void {
    control.error?.remove();
    control.error = undefined;
    control.input.ariaInvalid = message === undefined ? null : 'true';
    if (message === undefined) {
      control.input.removeAttribute('aria-errormessage');
      return;
    }
    control.error = createAlert('lab-error', message);
    control.error.id = `${control.input.id}-error`;
    control.input.setAttribute('aria-errormessage', control.error.id);
    control.row.append(control.error);
  }

  #createControl(name: FieldName): HTMLElement {
    const input = createInput(FIELDS[name]);
    input.id = `lab-${name}`;
    input.addEventListener('change', () => {
      try {
        this.#hands.setField(name, readInput(name, input));
      } catch (error) {
        this.fail(name, error as Error);
      }
    });
    const label = create('label', '', sayLab(`lab.field.${name}`));
    label.htmlFor = input.id;
    const unit = { milliseconds: 'ms', durations: 'ms', bytes: 'B' }[FIELDS[name].kind as string];
    const row = create(
      'div',
      `lab-field lab-field-${name}`,
      label,
      input,
      ...(unit ? [create('span', 'lab-unit', unit)] : []),
    );
    this.#controls.set(name, { input, row, error: undefined });
    return row;
  }

  #createPresets(): HTMLElement {
    const select = this.#presets;
    select.id = 'lab-preset';
    select.append(new Option(sayLab('lab.presets'), ''), ...Object.keys(presets).map((id) => new Option(id, id)));
    select.addEventListener('change', () => {
      if (select.value) this.#hands.setPreset(select.value);
      // It is a place to start from, and not what the scenario is from then on.
      select.value = '';
    });
    const label = create('label', '', sayLab('lab.preset'));
    label.htmlFor = select.id;
    return create('div', 'lab-field', label, select);
  }
}

function createInput({ kind, from, to, leftOut }: Field): Input {
  if (kind === 'choice') {
    const names = [...new Set(Object.values(STRATEGIES).map(({ strategy }) => strategy))];
    const select = document.createElement('select');
    select.append(...names.map((strategy) => new Option(strategy, strategy)));
    return select;
  }
  if (kind === 'tasks') {
    const area = document.createElement('textarea');
    Object.assign(area, { rows: 3, spellcheck: false, placeholder: '[{ "load": 1500, "render": 800 }]' });
    return area;
  }
  const input = document.createElement('input');
  if (kind === 'flag') {
    input.type = 'checkbox';
    return input;
  }
  const isNumber = kind === 'whole number' || kind === 'milliseconds' || kind === 'bytes';
  input.type = isNumber ? 'number' : 'text';
  if (isNumber)
    Object.assign(input, { min: String(from), max: String(to), step: kind === 'milliseconds' ? 'any' : '1' });
  input.placeholder =
    kind === 'numbers' ? '0, 5' : (leftOut ?? { grid: '4x4', durations: '1500..7000' }[kind as string] ?? '');
  input.autocomplete = 'off';
  return input;
}

function readInput(name: FieldName, input: Input): unknown {
  if (input instanceof HTMLInputElement && input.type === 'checkbox') return input.checked || undefined;
  // A number field hides what is no number.
  if (input instanceof HTMLInputElement && input.validity.badInput) throw invalid(name, undefined, 'a number');
  return readField(name, input.value);
}
