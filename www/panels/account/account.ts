import { create, createGroup } from '../../dom/create.ts';
import '../numbers/numbers.css';
import { captionOf, resultOf } from '../numbers/result.ts';
import type { CreatePanel, Member } from '../panel.ts';
import './account.css';
import { momentText, nowOf } from './sentences.ts';
import { say } from './strings.ts';
import { tallyOf } from './tally.ts';
import { type Told, tell } from './tell.ts';

/** What happens in a run, in sentences that one can listen to, and what it comes to, as a table. */
export const createAccount: CreatePanel = (members, holder) => {
  const runs = members.map(({ scenario, timeline }) => ({ scenario, timeline, tally: tallyOf(timeline) }));
  const makespan = Math.max(...members.map(({ timeline }) => timeline.makespan));
  const lists = runs.map((run) => createList(tell(run, members.length > 2 ? 6 : 8), holder.seek.bind(holder)));
  const sections = lists.map(({ element }, i) => {
    const heading = members.length > 1 ? [create('h3', 'cvsp-account-name', members[i]!.name)] : [];
    return create('section', 'cvsp-account-run', ...heading, element);
  });

  const status = create('p', 'cvsp-account-now', say('account.hint'));
  // Room for its lines from the start, so that what is below does not jump.
  status.style.minHeight = `${1.5 * (members.length > 1 ? members.length + 1 : 2)}em`;
  status.setAttribute('role', 'status');
  status.setAttribute('aria-live', 'polite');
  status.setAttribute('aria-atomic', 'true');
  const body = create('div', 'cvsp-account-runs', ...sections);
  const element = createGroup('cvsp-account', say('account.label'), status, body, createTable(members));

  /** What is going on, of each member in a line of its own. */
  function textOf(time: number): string {
    const when = momentText(time, makespan);
    const doing = runs.map((run) => nowOf(time, run));
    if (doing.length === 1) return say('account.alone', { when, doing: doing[0]! });
    const lines = doing.map((doing, i) => say('account.of', { name: members[i]!.name, doing }));
    return [say('account.several', { when }), ...lines].join('\n');
  }

  return {
    element,
    show(time) {
      for (const list of lists) list.show(time);
      status.classList.toggle('cvsp-account-past', holder.isPlaying);
      // Who listens is told when there is time to, and only if there is something else to say.
      const text = holder.isPlaying ? status.textContent : textOf(time);
      if (status.textContent !== text) status.textContent = text;
    },
    highlight() {},
    remove() {},
  };
};

/** The moments of a run; each leads there. */
function createList(told: readonly Told[], seek: (time: number) => void) {
  const buttons = told.map(({ moment, text }) => {
    const button = create('button', 'cvsp-account-moment', text);
    button.type = 'button';
    button.addEventListener('click', () => seek(moment.time));
    return button;
  });
  let current = -1;
  return {
    element: create('ol', 'cvsp-account-moments', ...buttons.map((button) => create('li', '', button))),
    /** Marks the last that has come. */
    show(time: number): void {
      const last = told.filter(({ moment }) => moment.time <= time).length - 1;
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
  const cells = rows.map(({ heading, values }) =>
    create('tr', '', th(heading, 'row'), ...values.map((value) => create('td', '', value))),
  );
  table.createTBody().append(...cells);
  return create('div', 'cvsp-numbers', table);
}

function th(text: string, scope: 'row' | 'col'): HTMLElement {
  const cell = create('th', '', text);
  cell.scope = scope;
  return cell;
}
