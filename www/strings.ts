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

  'code.label': 'The code in step',
  'code.language': 'Language',
  'code.member': 'Strategy',
  'code.python': 'Python',
  'code.rust': 'Rust',
  'code.javascript': 'JavaScript',
  'code.here': '{states}: {count} here',
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
