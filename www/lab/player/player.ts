/** Is the script of `player.html`: the figures of a link's hash alone, for iframes. */

import { create, createAlert } from '../../dom/create.ts';
import { adoptSheets } from '../../dom/sheets.ts';
import tiles from '../../figure/figures.css';
import controls from '../../group/controls.css';
import { loadSimulator, type Simulate } from '../../run/simulator.ts';
import { say } from '../../words/strings.ts';
import figuresSheet from '../figures.css';
import { Figures } from '../figures.ts';
import { checkBy } from '../state/check.ts';
import { readHash } from '../state/hash.ts';
import { panelOptions, runsOf } from '../state/state.ts';
import { sayLab } from '../strings.ts';
import sheet from './player.css';

/** Is what the page around is told of: how high the figures are, in CSS pixels. */
interface HeightMessage {
  readonly type: 'cvsp-height';
  readonly height: number;
}

const element = document.getElementById('player')!;

adoptSheets(element, [tiles, controls, figuresSheet, sheet]);
new ResizeObserver(() => {
  const message: HeightMessage = { type: 'cvsp-height', height: Math.ceil(element.getBoundingClientRect().height) };
  // Who is around may be of any origin, and a height is no secret.
  if (parent !== window) parent.postMessage(message, '*');
}).observe(element);
loadSimulator().then(start, fail);

function start(simulate: Simulate): void {
  const figures = new Figures();
  const problems = create('div', 'lab-problems');
  element.replaceChildren(problems, figures.element);
  const show = () => {
    const { state, problems: found } = readHash(location.hash, checkBy(simulate));
    const told = sayLab('lab.problems', { problems: found.join('; ') });
    problems.replaceChildren(...(found.length > 0 ? [createAlert('lab-error', told)] : []));
    const panels = panelOptions(state.open);
    const options = runsOf(state.scenario, state.pin).map((run) => ({ ...panels, ...run, group: 'lab' }));
    figures.show(options).then(() => figures.hold(state));
  };
  addEventListener('hashchange', show);
  show();
}

function fail({ message }: Error): void {
  element.replaceChildren(createAlert('lab-error', say('error', { message })));
}
