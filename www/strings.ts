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
  'strategy.sequential': 'Sequential',
  'strategy.threads': 'Threads',
  'strategy.processes': 'Processes',
  'strategy.coroutines': 'Coroutines',
  'strategy.work-stealing': 'Work stealing',
  'bounds.limit': 'at most {count}',
  'bounds.worker': '1 worker',
  'bounds.workers': '{count} workers',
  'bounds.gil': 'one GIL',
  'bounds.core': 'on 1 core',
  'bounds.cores': 'on {count} cores',
  'bounds.connection': '1 connection',
  'bounds.connections': '{count} connections',
  'duration.ms': '{ms} ms',
  'duration.s': '{s} s',
  'duration.min': '{min} min {s} s',
  'duration.h': '{h} h {min} min',
  'compare.same': 'as fast',
  'compare.as': 'as {name}',
  'compare.faster': '{times}× faster',
  'compare.than': 'than {name}',
  'caption.took': 'took {time}',
  'caption.now': '{seconds} s',
  'figure.tile': '{name}: a picture of 1 tile, {finished} finished; it takes {time}',
  'figure.tiles': '{name}: a picture of {count} tiles, {finished} finished; all take {time}',
  error: 'This figure cannot be shown: {message}',
  'panel.error': 'This cannot be shown: {message}',
  dock: 'Playback: {names}',
  slider: 'Time',
  'slider.value': '{time} of {makespan}',
  toolbar: 'Playback',
  speed: 'Speed',
  'button.play': 'Play',
  'button.pause': 'Pause',
  'button.restart': 'From the start',
  'button.back': 'To the event before',
  'button.forward': 'To the next event',
  'button.loop': 'Loop',
  'button.more': 'More',
  'button.all': 'Pause all figures',
  'button.lanes': 'Lanes',
  'button.numbers': 'Numbers',
  'button.code': 'Code',
  'numbers.elapsed': 'elapsed',
  'numbers.finished': 'finished',
  'numbers.inFlight': 'in flight',
  'numbers.running': 'running',
  'numbers.utilisation': 'cores in use',
  'numbers.makespan': 'took',
  'numbers.speedup': 'speed-up',
  'numbers.waiting': 'waiting',
  'numbers.overhead': 'overhead',
  'numbers.memory': 'memory',
  'numbers.place': 'place',
  'numbers.of': '{count} of {total}',
  'numbers.nth': 'no. {place}',

  'code.label': 'The code in step',
  'code.language': 'Language',
  'code.member': 'Strategy',
  'code.python': 'Python',
  'code.rust': 'Rust',
  'code.javascript': 'JavaScript',
  'code.here': '{states}: {count} here',

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
  'lanes.own': '{lanes}, each on its own core',
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
