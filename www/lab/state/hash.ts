import { FIELDS as ATTRIBUTES, textOf } from '../../elements/attributes.ts';
import { PANELS, type PanelName } from '../../panels/panel.ts';
import { invalid } from '../../run/invalid.ts';
import { SPEEDS } from '../../run/pace.ts';
import type { Scenario } from '../../run/scenario.ts';
import { FIELD_NAMES, type FieldName } from './fields.ts';
import { type LabState, START } from './state.ts';
import { keyOf, STRATEGIES, STRATEGY_KEYS, type Stand, type StrategyKey } from './strategies.ts';

/** The version of what a hash says. A link of another version is read as far as it can be. */
const VERSION = '1';

/** A longer hash is not read. A link with a thousand tasks has 30,000 characters. */
const MAX_LENGTH = 100_000;

/** Returns what is wrong with a scenario, with the field that it is about; nothing where it can be run. */
export type Check = (scenario: Scenario) => { readonly message: string; readonly field?: string } | undefined;

/** A state that a hash asks for, and what is wrong with the hash, in words for its reader. */
export interface FromHash {
  readonly state: LabState;
  readonly problems: readonly string[];
}

/** Writes a state as a link's hash: the version, and what differs from the state that a reader finds. */
export function writeHash(state: LabState): string {
  const parts: [name: string, text: string][] = [];
  for (const name of FIELD_NAMES) {
    const [text, usual] = [state.scenario, START.scenario].map((scenario) => fieldText(name, scenario[name]));
    if (text !== usual) parts.push([name, text!]);
  }
  if (state.pin) parts.push(['pin', pinText(state.pin)]);
  if (state.speed !== START.speed) parts.push(['speed', String(state.speed)]);
  if (state.open.join() !== START.open.join()) parts.push(['open', state.open.join()]);
  if (state.at !== undefined) parts.push(['at', `${Math.round(state.at * 1000) / 1000}ms`]);
  if (parts.length === 0) return '';
  return `#v=${VERSION}${parts.map(([name, text]) => `&${name}=${encode(text)}`).join('')}`;
}

/**
 * Reads a link's hash. What is wrong with it is told, and is as a reader finds it; the rest is as the hash says.
 *
 * @param check refuses what the simulator refuses
 */
export function readHash(hash: string, check: Check): FromHash {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push((error as Error).message);
      return undefined;
    }
  };
  const parts = attempt(() => split(hash)) ?? [];
  const given = new Map<string, string>();
  for (const part of parts) {
    const [name, text] = attempt(() => decode(part)) ?? [];
    if (name === undefined || text === undefined) continue;
    if (given.has(name)) problems.push(invalid(name, text, 'given once').message);
    else given.set(name, text);
  }
  if (parts.length > 0 && given.get('v') !== VERSION) {
    problems.push(invalid('v', given.get('v'), `the version of the link, ${VERSION}`).message);
  }
  given.delete('v');

  const fields: Record<string, unknown> = {};
  const state = { pin: START.pin, at: START.at, speed: START.speed, open: START.open };
  const readers: Readonly<Record<string, (text: string) => void>> = {
    pin: (text) => Object.assign(state, { pin: readPin(text) }),
    at: (text) => Object.assign(state, { at: readMoment(text) }),
    speed: (text) => Object.assign(state, { speed: readSpeed(text) }),
    open: (text) => Object.assign(state, { open: readPanels(text) }),
  };
  for (const [name, text] of given) {
    const field = FIELD_NAMES.find((field) => field === name);
    if (field) attempt(() => Object.assign(fields, { [field]: readField(field, text) }));
    else if (Object.hasOwn(readers, name)) attempt(() => readers[name]!(text));
    else problems.push(`${JSON.stringify(name.slice(0, 40))} is unknown to the lab`);
  }
  const scenario = checked(fields, check, problems);
  if (state.pin) {
    const { limit, cores, workers, gil, strategy } = state.pin;
    const problem = check({ ...scenario, strategy, limit, cores, workers, gil });
    if (problem) {
      problems.push(`pin: ${problem.message}`);
      state.pin = undefined;
    }
  }
  return { state: { scenario, ...state }, problems };
}

/** Takes fields over those of the start, but for those that are refused, one after the other. */
function checked(fields: Record<string, unknown>, check: Check, problems: string[]): Scenario {
  let given = Object.keys(fields);
  for (;;) {
    const scenario = { ...START.scenario, ...Object.fromEntries(given.map((name) => [name, fields[name]])) };
    const problem = check(scenario);
    if (!problem) return scenario;
    if (given.length === 0) throw new Error(problem.message);
    problems.push(problem.message);
    const bad = /^\w+/.exec(problem.field ?? '')?.[0];
    const rest = given.filter((name) => name !== bad);
    // What is wrong may be a field that the link says nothing of, or all of them together.
    given = rest.length < given.length ? rest : [];
  }
}

function split(hash: string): string[] {
  if (hash.length > MAX_LENGTH)
    throw new Error(`the link has ${hash.length} characters; it must have at most ${MAX_LENGTH}`);
  return hash.replace(/^#/, '').split('&').filter(Boolean);
}

function decode(part: string): [name: string, text: string] {
  const [name, text] = [part.split('=', 1)[0]!, part.slice(part.indexOf('=') + 1)];
  if (!part.includes('=')) throw new Error(`${JSON.stringify(part.slice(0, 40))} is unknown to the lab`);
  try {
    return [decodeURIComponent(name), decodeURIComponent(text)];
  } catch {
    throw invalid(name.slice(0, 40), text, 'written as in a link, with % before two digits');
  }
}

/** Leaves what browsers leave as it is, so that a link can be read. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(?:2C|3A|2F|5B|5D|3D|40|3B|24)/g, decodeURIComponent);
}

/** Writes a field as custom elements have it; no text where it is left out. */
export function fieldText(name: FieldName, value: unknown): string {
  return value === true ? 'true' : (textOf(name, value) ?? '');
}

/** Reads a field as it is written, also by a reader's hand. No text leaves it out. */
export function readField(name: FieldName, text: string): unknown {
  return text.trim() === '' ? undefined : ATTRIBUTES[name](text, name);
}

const BOUNDS = ['limit', 'cores', 'workers'] as const;

function pinText(pin: Stand): string {
  const bounds = BOUNDS.filter((name) => pin[name] !== undefined).map((name) => `,${name}:${pin[name]}`);
  return keyOf(pin) + bounds.join('');
}

function readPin(text: string): Stand {
  const [key, ...bounds] = text.split(',');
  const known = STRATEGY_KEYS.find((name) => name === key) as StrategyKey | undefined;
  if (!known) throw invalid('pin', text, `one of ${STRATEGY_KEYS.join(', ')}, such as "coroutines,limit:8"`);
  const fields = bounds.map((bound) => {
    const [, name, count] = /^(limit|cores|workers):(\d{1,10})$/.exec(bound) ?? [];
    if (name === undefined) throw invalid('pin', bound, 'limit, cores or workers, such as "limit:8"');
    return [name, Number(count)];
  });
  return { ...STRATEGIES[known], ...Object.fromEntries(fields) };
}

function readMoment(text: string): number {
  const [, ms] = /^(\d+(?:\.\d+)?)ms$/.exec(text) ?? [];
  if (ms === undefined) throw invalid('at', text, 'a moment such as "4200ms"');
  return Number(ms);
}

function readSpeed(text: string): number {
  const speed = SPEEDS.find((speed) => String(speed) === text);
  if (speed === undefined) throw invalid('speed', text, `one of ${SPEEDS.join(', ')}`);
  return speed;
}

function readPanels(text: string): readonly PanelName[] {
  const names = text === '' ? [] : text.split(',');
  const unknown = names.find((name) => !PANELS.some((panel) => panel === name));
  if (unknown !== undefined) throw invalid('open', unknown, `one of ${PANELS.join(', ')}`);
  return PANELS.filter((name) => names.includes(name));
}
