import type { Member } from '../panels/panel.ts';
import { isLoading, State } from '../run/state.ts';
import { countedNoun, isLocked, slotNoun } from '../words/names.ts';
import { addStrings } from '../words/strings.ts';

const sayStep = addStrings({
  'step.one': 'tile {tile}',
  'step.two': 'tiles {tile} and {last}',
  'step.many': '{count} tiles',
  'step.all': 'all {count} tiles',
  'step.start.one': '{slots} is started',
  'step.start.many': '{slots} are started',
  'step.and': '{ended} and {begun}',
  'step.loaded.one': '{tiles} is loaded',
  'step.loaded.many': '{tiles} are loaded',
  'step.finished.one': '{tiles} is finished',
  'step.finished.many': '{tiles} are finished',
  'step.interrupted.one': '{tiles} is interrupted',
  'step.interrupted.many': '{tiles} are interrupted',
  'step.load.one': 'begins to load',
  'step.load.many': 'begin to load',
  'step.queued.one': 'stands in line at the server',
  'step.queued.many': 'stand in line at the server',
  'step.blocked.one': 'begins a blocking call',
  'step.blocked.many': 'begin blocking calls',
  'step.ready.one': 'stands in line for {core}',
  'step.ready.many': 'stand in line for {core}',
  'step.switch.one': 'is switched to',
  'step.switch.many': 'are switched to',
  'step.render.one': 'begins to render',
  'step.render.many': 'begin to render',
  'step.core': 'the core',
  'step.core.some': 'a core',
  'step.core.lock': 'the lock',
  'step.of': '{name}: {text}.',
  'step.alone': '{text}.',
});

/** What ends for a tile at an instant, and what begins. */
type Change = `${'' | 'loaded' | 'interrupted' | 'finished'}:${'' | Begun}`;
type Begun = 'load' | 'queued' | 'blocked' | 'ready' | 'switch' | 'render';

/** Says in a sentence for each figure what happens in it at a moment, in milliseconds; and nothing of the others. */
export function stepText(members: readonly Member[], time: number): string {
  const texts = members.map((member) => ({ name: member.name, text: textOf(member, time) })).filter(({ text }) => text);
  const isAlone = members.length === 1;
  return texts.map(({ name, text }) => sayStep(isAlone ? 'step.alone' : 'step.of', { name, text })).join(' ');
}

function textOf(member: Member, time: number): string {
  const changes = [...changesAt(member.timeline, time)];
  // What ends comes before what only begins.
  const rank = ([change]: [Change, number[]]) => (change.startsWith(':') ? 1 : 0);
  const clauses = changes.sort((a, b) => rank(a) - rank(b)).map(([change, tasks]) => clause(change, tasks, member));
  const started = startedAt(member.timeline, time);
  if (started > 0) {
    const slots = countedNoun(slotNoun(member.scenario), started);
    clauses.unshift(sayStep(started === 1 ? 'step.start.one' : 'step.start.many', { slots }));
  }
  const text = clauses.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Counts the slots whose start ends at a moment. */
function startedAt({ task, end }: Member['timeline'], time: number): number {
  return end.filter((one, span) => task[span]! < 0 && one === time).length;
}

/** Finds the tiles that something happens to at a moment, by what it is. */
function changesAt({ task, state, start, end, tasks }: Member['timeline'], time: number): Map<Change, number[]> {
  const ended = new Map<number, number>();
  const begun = new Map<number, number>();
  for (let span = 0; span < task.length && start[span]! <= time; span++) {
    if (task[span]! < 0) continue;
    if (end[span] === time) ended.set(task[span]!, state[span]!);
    if (start[span] === time) begun.set(task[span]!, state[span]!);
  }
  const changes = new Map<Change, number[]>();
  for (let one = 0; one < tasks; one++) {
    const [from, to] = [ended.get(one), begun.get(one)];
    if (from === undefined && to === undefined) continue;
    const change: Change = `${nameOfEnd(from, to)}:${to === undefined ? '' : (nameOf(to) as Begun)}`;
    changes.set(change, [...(changes.get(change) ?? []), one]);
  }
  return changes;
}

function nameOfEnd(from: number | undefined, to: number | undefined) {
  if (to === undefined) return 'finished';
  if (from !== undefined && isLoading(from)) return 'loaded';
  return from === State.render ? 'interrupted' : '';
}

function nameOf(state: number): string {
  return Object.keys(State)[state]!;
}

function clause(change: Change, tasks: readonly number[], { scenario, timeline }: Member): string {
  const [ended, begun] = change.split(':') as ['' | 'loaded' | 'interrupted' | 'finished', '' | Begun];
  const number = tasks.length === 1 ? 'one' : 'many';
  const tiles = subject(tasks, timeline.tasks);
  const core = isLocked(scenario) ? 'step.core.lock' : timeline.executors === 1 ? 'step.core' : 'step.core.some';
  const begins = begun && sayStep(`step.${begun}.${number}`, { core: sayStep(core) });
  if (!ended) return `${tiles} ${begins}`;
  const ends = sayStep(`step.${ended}.${number}`, { tiles });
  return begins ? sayStep('step.and', { ended: ends, begun: begins }) : ends;
}

/** Names tiles, which readers count from 1. */
function subject(tasks: readonly number[], all: number): string {
  const [first, second] = tasks as [number, number];
  if (tasks.length === 1) return sayStep('step.one', { tile: first + 1 });
  if (tasks.length === all && all > 2) return sayStep('step.all', { count: all });
  if (tasks.length === 2) return sayStep('step.two', { tile: first + 1, last: second + 1 });
  return sayStep('step.many', { count: tasks.length });
}
