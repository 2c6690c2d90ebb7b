/** The texts that every figure needs. Names in braces are replaced by values. */
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
  'bounds.turns': 'in turns',
  'bounds.core': 'on 1 core',
  'bounds.cores': 'on {count} cores',
  'bounds.connection': '1 connection',
  'bounds.connections': '{count} connections',
  'duration.ms': '{ms} ms',
  'duration.s': '{s} s',
  'duration.min': '{min} min {s} s',
  'duration.h': '{h} h {min} min',
  progress: '{time} of {total}',
  'compare.same': 'as fast',
  'compare.as': 'as {name}',
  'compare.times': '{times}× as fast',
  'caption.took': 'took {time}',
  'caption.lapse': '{factor}× speed',
  'figure.tile': '{name}: a picture of 1 tile, {finished} finished; it takes {time}',
  'figure.tiles': '{name}: a picture of {count} tiles, {finished} finished; all take {time}',
  error: 'This figure cannot be shown: {message}',
  'panel.error': 'This cannot be shown: {message}',
  controls: 'Playback: {names}',
  slider: 'Time',
  'slider.value': '{time} of {makespan}',
  toolbar: 'Playback',
  speed: 'Speed',
  'speed.paced': 'auto',
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

/** Returns the text of a key, with each `{name}` replaced by the value of that name. */
type Say<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/** Holds the English texts of all tables that are loaded. */
const english: Record<string, string> = { ...ENGLISH };
/** Holds the texts by which the page replaces English ones. */
const replacements: Record<string, string> = {};
/** Holds the first parts of the keys of tables that are not loaded yet: a panel's table comes with the panel. */
const awaited = new Set([
  'state',
  'slots',
  'lanes',
  'numbers',
  'code',
  'account',
  'predict',
  'step',
  'tip',
  'stage',
  'recorded',
  'near',
]);

export const say: Say<keyof typeof ENGLISH> = (key, values = {}) =>
  (replacements[key] ?? english[key]!).replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces));

/**
 * Replaces texts, for example by those of another language. Figures that exist already keep theirs.
 *
 * @param strings texts by key. The keys and the English texts are those of the tables in www/words and www/panels. A
 *   wrong key of a panel's table is only found, and written to the console, when the panel is loaded
 * @throws an error if a key is unknown, or if a value is not a string
 */
export function setStrings(strings: Partial<Record<string, string>>): void {
  for (const [key, text] of Object.entries(strings)) {
    if (isUnknown(key)) throw new Error(unknownMessage(key));
    if (typeof text !== 'string') throw new Error(`strings "${key}" is ${JSON.stringify(text)}; it must be a text`);
  }
  Object.assign(replacements, strings);
}

/** Adds a table of texts whose keys are awaited, and returns the function that looks them up. */
export function addStrings<Key extends string>(table: Readonly<Record<Key, string>>): Say<Key | keyof typeof ENGLISH> {
  Object.assign(english, table);
  for (const key of Object.keys(table)) awaited.delete(prefixOf(key));
  for (const key of Object.keys(replacements).filter(isUnknown)) {
    console.error(`cvsp: ${unknownMessage(key)}`);
    delete replacements[key];
  }
  return say as Say<Key | keyof typeof ENGLISH>;
}

function isUnknown(key: string): boolean {
  return !Object.hasOwn(english, key) && !awaited.has(prefixOf(key));
}

function unknownMessage(key: string): string {
  return `strings has "${key}"; its keys are those of the tables in www/`;
}

function prefixOf(key: string): string {
  return key.split('.', 1)[0]!;
}
