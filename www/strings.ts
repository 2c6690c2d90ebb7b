/** Every word that a figure says, by what it is for. What stands in braces is filled in. */
const ENGLISH = {
  'state.idle': 'not begun',
  'state.queued': 'queued',
  'state.load': 'loading',
  'state.blocked': 'blocking',
  'state.ready': 'ready',
  'state.switch': 'switching',
  'state.render': 'rendering',
  'state.finished': 'finished',
  'state.start': 'starting',

  'lanes.thread': 'thread {number}',
  'lanes.thread.one': '1 thread',
  'lanes.thread.many': '{count} threads',
  'lanes.process': 'process {number}',
  'lanes.process.one': '1 process',
  'lanes.process.many': '{count} processes',
  'lanes.coroutine': 'coroutine {number}',
  'lanes.coroutine.one': '1 coroutine',
  'lanes.coroutine.many': '{count} coroutines',
  'lanes.core': 'core {number}',
  'lanes.core.one': '1 core',
  'lanes.core.many': '{count} cores',
  'lanes.own': '{lanes}, each on a core of its own',
  'lanes.counts': '{lanes}: tasks in each state',
  'lanes.chart': '{name}, {lanes}: a chart of what they do from the start to {makespan}',
  'lanes.hint': 'Point at a span, or drag through time.',
  'lanes.span': 'Task {task} · {state} · {start} – {end} · {lane}',
  'lanes.start': '{lane} · {state} · {start} – {end}',
  'lanes.moment': '{time}: {counts}',
  'lanes.count': '{count} {state}',
  'lanes.none': 'none at work',
  'lanes.seconds': '{time} s',
  'lanes.milliseconds': '{time} ms',
  'lanes.legend': 'States',
};

export type Strings = Readonly<typeof ENGLISH>;

let strings: Strings = ENGLISH;

/**
 * Replaces words, by those of another language say. Figures that stand already keep theirs.
 *
 * @throws where a key is not one of the table's, or its text is no text
 */
export function setStrings(own: Partial<Record<string, string>>): void {
  for (const [key, text] of Object.entries(own)) {
    if (!Object.hasOwn(ENGLISH, key)) throw new Error(`strings has "${key}"; its keys are those of www/strings.ts`);
    if (typeof text !== 'string') throw new Error(`strings "${key}" is ${JSON.stringify(text)}; it must be a text`);
  }
  strings = { ...strings, ...own };
}

/** The words for `key`, with `{name}` replaced by the value of that name. */
export function say(key: keyof Strings, values: Readonly<Record<string, string | number>> = {}): string {
  return strings[key].replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces));
}
