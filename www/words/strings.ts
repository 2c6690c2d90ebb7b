/** Every word that a figure says, by what it is for. What stands in braces is filled in. */
const ENGLISH = {
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
  controls: 'Playback: {names}',
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
  'button.account': 'In words',
  'button.code': 'Code',
};

/** Says the words for a key, with `{name}` replaced by the value of that name. */
type Say<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/** All words that are here. */
const english: Record<string, string> = { ...ENGLISH };
/** What a page says instead. */
const own: Record<string, string> = {};
/** What the keys begin with of words that are still to come: each panel brings its own. */
const awaited = new Set(['state', 'slots', 'lanes', 'numbers', 'code', 'account']);

export const say: Say<keyof typeof ENGLISH> = (key, values = {}) =>
  (own[key] ?? english[key]!).replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces));

/**
 * Replaces words, by those of another language say. Figures that stand already keep theirs. What is wrong with a panel's
 * is known, and written to the console, when the panel is loaded.
 *
 * @throws where a key is not one of the tables', or its text is no text
 */
export function setStrings(strings: Partial<Record<string, string>>): void {
  for (const [key, text] of Object.entries(strings)) {
    if (isUnknown(key)) throw new Error(unknown(key));
    if (typeof text !== 'string') throw new Error(`strings "${key}" is ${JSON.stringify(text)}; it must be a text`);
  }
  Object.assign(own, strings);
}

/** Adds a table whose keys are awaited, and returns what says them, too. */
export function addStrings<Key extends string>(table: Readonly<Record<Key, string>>): Say<Key | keyof typeof ENGLISH> {
  Object.assign(english, table);
  for (const key of Object.keys(table)) awaited.delete(prefixOf(key));
  for (const key of Object.keys(own).filter(isUnknown)) {
    console.error(`cvsp: ${unknown(key)}`);
    delete own[key];
  }
  return say as Say<Key | keyof typeof ENGLISH>;
}

function isUnknown(key: string): boolean {
  return !Object.hasOwn(english, key) && !awaited.has(prefixOf(key));
}

function unknown(key: string): string {
  return `strings has "${key}"; its keys are those of the tables in www/`;
}

function prefixOf(key: string): string {
  return key.split('.', 1)[0]!;
}
