import type { CreatePanel } from './panel.ts';
import type { PanelName } from './toolbar.ts';

/** Loads what makes a panel, when it is first wanted. */
export const loadPanel: Readonly<Record<PanelName, () => Promise<CreatePanel>>> = {
  lanes: async () => (await import(/* webpackChunkName: "lanes" */ './lanes/lanes.ts')).createLanes,
  numbers: async () => (await import(/* webpackChunkName: "numbers" */ './numbers/numbers.ts')).createNumbers,
  code: async () => (await import(/* webpackChunkName: "code" */ './code/code.ts')).createCode,
};
