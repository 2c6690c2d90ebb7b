import { create, createGroup } from '../../dom/create.ts';
import { tallyOf } from '../../run/tally.ts';
import numbers from '../numbers/numbers.css';
import { captionOf, resultOf } from '../numbers/result.ts';
import type { CreatePanel, Member } from '../panel.ts';
import account from './account.css';
import { activityAt, momentText } from './sentences.ts';
import { sayAccount } from './strings.ts';
import { type Sentence, summarize } from './summary.ts';

/** Creates the panel that describes each run in a few sentences, and shows its measures in a table. */
export const createAccount: CreatePanel = (members, host) => {
  const runs = members.map(({ scenario, timeline }) => ({ scenario, timeline, tally: tallyOf(timeline) }));
  const makespan = Math.max(...members.map(({ timeline }) => timeline.makespan));
  const lists = runs.map((run) => createList(summarize(run, members.length > 2 ? 6 : 8), host.seek.bind(host)));
  const sections = lists.map(({ element }, i) => {
    const heading = members.length > 1 ? [create('h3', 'cvsp-account-name', members[i]!.name)] : [];
    return create('section', 'cvsp-account-run', ...heading, element);
  });

  const status = create('p', 'cvsp-account-now', sayAccount('account.hint'));
  // The status keeps room for all its lines, so that the page below it does not jump.
  status.style.minHeight = `${1.5 * (members.length > 1 ? members.length + 1 : 2)}em`;
  status.setAttribute('role', 'status');
  status.setAttribute('aria-live', 'polite');
  status.setAttribute('aria-atomic', 'true');
  const body = create('div', 'cvsp-account-runs', ...sections);
  const element = createGroup('cvsp-account', sayAccount('account.label'), status, body, createTable(members));

  /** Describes the moment, with one line for each member. */
  function textOf(time: number): string {
    const when = momentText(time, makespan);
    const doing = runs.map((run) => activityAt(time, run));
    if (doing.length === 1) return sayAccount('account.alone', { when, doing: doing[0]! });
    const lines = doing.map((doing, i) => sayAccount('account.of', { name: members[i]!.name, doing }));
    return [sayAccount('account.several', { when }), ...lines].join('\n');
  }

  return {
    element,
    styles: [numbers, account],
    show(time) {
      for (const list of lists) list.show(time);
      status.classList.toggle('cvsp-account-past', host.isPlaying);
      // The status is silent during playback, and a screen reader is not disturbed by a text that stays the same.
      const text = host.isPlaying ? status.textContent : textOf(time);
      if (status.textContent !== text) status.textContent = text;
    },
    highlight() {},
    remove() {},
  };
};

/** Creates the list of sentences, where a click on one seeks to its event. */
function createList(sentences: readonly Sentence[], seek: (time: number) => void) {
  const buttons = sentences.map(({ event, text }) => {
    const button = create('button', 'cvsp-account-moment', text);
    button.type = 'button';
    button.addEventListener('click', () => seek(event.time));
    return button;
  });
  let current = -1;
  return {
    element: create('ol', 'cvsp-account-moments', ...buttons.map((button) => create('li', '', button))),
    /** Marks the last event before `time`. */
    show(time: number): void {
      const last = sentences.filter((sentence) => sentence.event.time <= time).length - 1;
      if (last === current) return;
      buttons[current]?.removeAttribute('aria-current');
      buttons[last]?.setAttribute('aria-current', 'step');
      current = last;
    },
  };
}

function createTable(members: readonly Member[]): HTMLElement {
  const table = create('table', '', create('caption', '', captionOf(members)));
  const [head, ...rows] = resultOf(members);
  table.createTHead().append(create('tr', '', ...[head!.heading, ...head!.values].map((text) => th(text, 'col'))));
  const cells = rows.map(({ heading, values }) => {
    const differs = new Set(values).size > 1 ? 'cvsp-differs' : '';
    return create('tr', differs, th(heading, 'row'), ...values.map((value) => create('td', '', value)));
  });
  table.createTBody().append(...cells);
  return create('div', 'cvsp-numbers', table);
}

function th(text: string, scope: 'row' | 'col'): HTMLElement {
  const cell = create('th', '', text);
  cell.scope = scope;
  return cell;
}
