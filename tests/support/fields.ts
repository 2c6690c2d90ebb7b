import { readFileSync } from 'node:fs';

/** The names in a list of the simulator's own: `FIELDS` or `TASK_FIELDS`, as it reads them. */
export function fieldsIn(list: string): string[] {
  const source = readFileSync(new URL('../../src/scenario/parse.rs', import.meta.url), 'utf8');
  const [, names] = new RegExp(`\\bconst ${list}: .*? = \\[(.*?)\\];`, 's').exec(source)!;
  return [...names!.matchAll(/"(\w+)"/g)].map(([, name]) => name!);
}
