import { textOf } from '../../elements/attributes.ts';
import type { Scenario } from '../../run/scenario.ts';
import { FIELD_NAMES, type FieldName } from '../state/fields.ts';
import { tidy } from '../state/state.ts';

/** Names the ways in which a post can have what the lab shows. */
export const SNIPPETS = ['element', 'div', 'hugo', 'jsx'] as const;

export type SnippetName = (typeof SNIPPETS)[number];

type Attributes = readonly [name: FieldName, text: string][];

/** Writes the figures of these scenarios, which have the same work, for a page. */
export function snippet(name: SnippetName, scenarios: readonly Scenario[]): string {
  const tidied = scenarios.map((scenario) => tidy(scenario, FIELD_NAMES));
  if (name === 'div') return tidied.map((scenario) => div(scenario, tidied.length > 1)).join('\n');
  const all = tidied.map(attributesOf);
  const isShared = ([name, text]: readonly [FieldName, string]) =>
    name !== 'strategy' &&
    all.every((attributes) => attributes.some(([other, same]) => other === name && same === text));
  const shared = all[0]!.filter(isShared);
  const own = all.map((attributes) => attributes.filter((attribute) => !isShared(attribute)));
  return WRITERS[name](shared, own);
}

/** Writes the frame that shows the page at an address, as high as a figure with its lanes most often is. */
export function iframe(address: string, title: string): string {
  const attributes = { src: address, title, width: '100%', height: '720', style: 'border: 0', loading: 'lazy' };
  const text = Object.entries(attributes).map(([name, value]) => ` ${name}="${quoted(value)}"`);
  return `<iframe${text.join('')} allow="fullscreen"></iframe>`;
}

const WRITERS: Readonly<
  Record<Exclude<SnippetName, 'div'>, (shared: Attributes, own: readonly Attributes[]) => string>
> = {
  element: (shared, own) => group(shared, own, html, '></cvsp-figure>'),
  // JSX has no entities for braces and reads what is between the quotation marks as it is, but for entities.
  jsx: (shared, own) => group(shared, own, jsx, ' />'),
  hugo: (shared, own) =>
    [
      `{{< cvsp-group${shared.map(hugo).join('')} >}}`,
      ...own.map((attributes) => `  {{< cvsp${attributes.map(hugo).join('')} >}}`),
      '{{< /cvsp-group >}}',
    ].join('\n'),
};

function group(
  shared: Attributes,
  own: readonly Attributes[],
  write: (attribute: readonly [FieldName, string]) => string,
  end: string,
): string {
  const figures = own.map((attributes) => `  <cvsp-figure${attributes.map(write).join('')}${end}`);
  return [`<cvsp-group${shared.map(write).join('')}>`, ...figures, '</cvsp-group>'].join('\n');
}

function attributesOf(scenario: Scenario): Attributes {
  return FIELD_NAMES.flatMap((name): Attributes => {
    // A flag that is false need not be said.
    const value = scenario[name] === false ? undefined : scenario[name];
    const text = textOf(name, value);
    return text === undefined ? [] : [[name, text]];
  });
}

function html([name, text]: readonly [string, string]): string {
  return text === '' ? ` ${name.toLowerCase()}` : ` ${name.toLowerCase()}="${quoted(text)}"`;
}

function jsx([name, text]: readonly [string, string]): string {
  return text === '' ? ` ${name}` : ` ${name}="${quoted(text)}"`;
}

function hugo([name, text]: readonly [string, string]): string {
  if (text === '') return ` ${name}="true"`;
  // Between backquotes a shortcode takes any text as it is.
  return text.includes('"') ? ` ${name}=\`${text}\`` : ` ${name}="${text}"`;
}

function div(scenario: Scenario, isRow: boolean): string {
  const json = JSON.stringify(isRow ? { group: 'lab', ...scenario } : scenario);
  return `<div data-cvsp='${json.replaceAll('&', '&amp;').replaceAll("'", '&#39;')}'></div>`;
}

function quoted(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
