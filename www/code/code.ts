import type { CreatePanel } from '../panel.ts';

export const createCode: CreatePanel = () => ({
  element: document.createElement('div'),
  show() {},
  light() {},
  remove() {},
});
