import type { CreatePanel } from '../panel.ts';

export const createLanes: CreatePanel = () => ({
  element: document.createElement('div'),
  show() {},
  light() {},
  remove() {},
});
