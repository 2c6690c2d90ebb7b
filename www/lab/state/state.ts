import { PANELS, type PanelName } from '../../panels/panel.ts';
import type { Scenario } from '../../run/scenario.ts';
import { ARTICLE } from './mix.ts';
import type { Stand } from './strategies.ts';

/** Is all that a link to the lab holds. */
export interface LabState {
  readonly scenario: Scenario;
  /** Where another program stands that races the one of the scenario, on the same work. */
  readonly pin: Stand | undefined;
  /** The moment that is shown, in milliseconds of simulated time; nothing where it plays from the start. */
  readonly at: number | undefined;
  readonly speed: number;
  readonly open: readonly PanelName[];
}

/** What a reader who comes to the lab finds: the article's sixteen tiles, with a thread for each on four cores. */
export const START: LabState = {
  scenario: { strategy: 'threads', cores: 4, grid: [4, 4], ...ARTICLE, seed: 42 },
  pin: undefined,
  at: undefined,
  speed: 1,
  open: ['lanes'],
};

/** Returns the options of a figure that has these panels open. */
export function panelOptions(open: readonly PanelName[]): Partial<Record<PanelName, boolean>> {
  return Object.fromEntries(PANELS.map((name) => [name, open.includes(name)]));
}

/** Returns the scenario of a program that stands elsewhere, on the same work. */
export function withStand(scenario: Scenario, stand: Stand): Scenario {
  const { limit, cores, workers, gil } = stand;
  return { ...scenario, strategy: stand.strategy, limit, cores, workers, gil };
}

/** Lists the runs that are shown, from the left: that of the pin, where there is one, and that of the scenario. */
export function runsOf(scenario: Scenario, pin: Stand | undefined): Scenario[] {
  return pin ? [withStand(scenario, pin), scenario] : [scenario];
}

/** Returns a scenario without the fields that are left out, in the order of docs/scenario.md. */
export function tidy(scenario: Scenario, names: readonly string[]): Scenario {
  const fields = scenario as unknown as Record<string, unknown>;
  const given = names.filter((name) => fields[name] !== undefined && fields[name] !== null);
  return Object.fromEntries(given.map((name) => [name, fields[name]])) as unknown as Scenario;
}
