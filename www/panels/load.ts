import { createAlert } from '../dom/create.ts';
import { say } from '../words/strings.ts';
import type { AnyPanelName, CreatePanel } from './panel.ts';

/** Loads a panel's code, when the panel is first opened. */
export const loadPanel: Readonly<Record<AnyPanelName, () => Promise<CreatePanel>>> = {
  near: async () => (await import(/* webpackChunkName: "near" */ './near/near.ts')).createNear,
  predict: async () => (await import(/* webpackChunkName: "predict" */ './predict/predict.ts')).createPredict,
  lanes: async () => (await import(/* webpackChunkName: "lanes" */ './lanes/lanes.ts')).createLanes,
  numbers: async () => (await import(/* webpackChunkName: "numbers" */ './numbers/numbers.ts')).createNumbers,
  account: async () => (await import(/* webpackChunkName: "account" */ './account/account.ts')).createAccount,
  code: async () => (await import(/* webpackChunkName: "code" */ './code/code.ts')).createCode,
};

/** Creates a panel that shows why another panel did not load. */
export function failedPanel(error: Error): CreatePanel {
  return () => {
    const element = createAlert('cvsp-failure', say('panel.error', { message: error.message }));
    return { element, styles: [], show() {}, highlight() {}, remove() {} };
  };
}
