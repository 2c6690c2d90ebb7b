import assert from 'node:assert/strict';
import { test } from 'node:test';
// @ts-expect-error A script without types.
import { cli } from '../../node_modules/@custom-elements-manifest/analyzer/cli.js';
import { ATTRIBUTES, FIELDS, type FieldName, optionsOf, textOf } from '../../www/elements/attributes.ts';
import { checkOptions } from '../../www/figure/options.ts';
import { simulate } from '../support/simulator.ts';

const read = (attributes: Record<string, string>) =>
  optionsOf(Object.entries(attributes).map(([name, value]) => ({ name, value })));

test('there is an attribute for every field of a scenario and every option of a figure, and for nothing else', () => {
  let fields: string[] = [];
  try {
    simulate({ unknown: 1 });
  } catch (error) {
    fields = (error as Error).message.replace(/^.+the fields are /, '').split(', ');
  }
  assert.ok(fields.length >= 20);
  // `checkOptions` removes a figure's own options from the scenario.
  const options = Object.keys(FIELDS).filter((name) => !(name in checkOptions({ [name]: undefined }).scenario));
  // A preset's options take its place before, and a recording's setup comes later.
  assert.deepEqual(Object.keys(FIELDS).sort(), [...fields, ...options, 'preset', 'trace', 'predicted'].sort());
});

test('attributes are read in all their forms, in upper and lower case', () => {
  const table: [attribute: string, text: string, field: string, value: unknown][] = [
    ['strategy', 'work-stealing', 'strategy', 'work-stealing'],
    ['limit', '8', 'limit', 8],
    ['limit', ' 8\n', 'limit', 8],
    ['LIMIT', '8', 'limit', 8],
    ['cores', '1e3', 'cores', 1000],
    ['quantum', '.5', 'quantum', 0.5],
    ['gilinterval', '2.5', 'gilInterval', 2.5],
    ['gilInterval', '2.5', 'gilInterval', 2.5],
    ['serverconnections', '4', 'serverConnections', 4],
    ['gil', '', 'gil', true],
    ['gil', 'true', 'gil', true],
    ['gil', 'false', 'gil', false],
    ['turns', '', 'turns', true],
    ['grid', '4x3', 'grid', [4, 3]],
    ['grid', '16 X 2', 'grid', [16, 2]],
    ['grid', '4×3', 'grid', [4, 3]],
    ['grid', '4,3', 'grid', [4, 3]],
    ['load', '1500', 'load', 1500],
    ['load', '1500..7000', 'load', [1500, 7000]],
    ['load', '0.5 .. 1.5', 'load', [0.5, 1.5]],
    ['render', '800..1500/100', 'render', [800, 1500, 100]],
    ['load', '1500,7000', 'load', [1500, 7000]],
    ['render', '800, 1500, 100', 'render', [800, 1500, 100]],
    ['render', '0', 'render', 0],
    ['seed', '42', 'seed', 42],
    ['blocking', '0,5', 'blocking', [0, 5]],
    ['blocking', '3', 'blocking', [3]],
    ['blocking', '', 'blocking', []],
    ['chain', '', 'chain', true],
    ['tasks', '[{ "load": 1, "render": 2 }]', 'tasks', [{ load: 1, render: 2 }]],
    ['label', 'true', 'label', 'true'],
    ['label', ' 8 ', 'label', ' 8 '],
    ['line', '0.8', 'line', 0.8],
    ['autoplay', 'never', 'autoplay', 'never'],
    ['autoplay', '', 'autoplay', true],
    ['autoplay', 'false', 'autoplay', false],
    ['preset', 'sync-ideal', 'preset', 'sync-ideal'],
    ['lanes', '', 'lanes', true],
    ['code', '', 'code', true],
    ['code', 'false', 'code', false],
    ['code', 'python', 'code', 'python'],
    ['markers', '{ "4.2s": "now" }', 'markers', { '4.2s': 'now' }],
  ];
  for (const [attribute, text, field, value] of table) {
    assert.deepEqual(read({ [attribute]: text }), { [field]: value }, `${attribute}="${text}"`);
  }
});

test('the value of a property can be read back from its attribute', () => {
  const table: [field: FieldName, value: unknown, text: string | undefined][] = [
    ['limit', 8, '8'],
    ['limit', undefined, undefined],
    ['limit', null, undefined],
    ['gil', true, ''],
    ['gil', false, 'false'],
    ['grid', [4, 3], '4x3'],
    ['load', 1500, '1500'],
    ['load', [1500, 7000], '1500..7000'],
    ['render', [800, 1500, 100], '800..1500/100'],
    ['blocking', [0, 5], '0,5'],
    ['blocking', [], ''],
    ['tasks', [{ load: 1, render: 2 }], '[{"load":1,"render":2}]'],
    ['markers', { '4.2s': 'now' }, '{"4.2s":"now"}'],
    ['code', 'rust', 'rust'],
    ['code', true, ''],
  ];
  for (const [field, value, text] of table) {
    assert.equal(textOf(field, value), text, field);
    if (text !== undefined) assert.deepEqual(FIELDS[field](text, field), value, field);
  }
});

test('attributes of HTML and of frameworks are ignored', () => {
  const html =
    'accesskey anchor autocapitalize autocorrect autofocus class contenteditable dir draggable enterkeyhint exportparts ' +
    'hidden id inert inputmode is itemid itemprop itemref itemscope itemtype lang nonce part popover role slot spellcheck ' +
    'style tabindex title translate virtualkeyboardpolicy writingsuggestions xmlns onclick onload onpointerdown';
  const others =
    'data-cvsp data-v-7ba5bd90 data-astro-cid-x aria-label aria-live _ngcontent-abc-c12 _nghost-abc v-cloak v-bind:limit ' +
    ':limit @click #ref [limit] (click) x-data hx-get ng-version ng-reflect-limit key ref s-id client:visible svelte-x ' +
    'jsaction jsname abp bis_skin_checked __proto__ constructor prototype';
  for (const name of `${html} ${others}`.split(' ')) assert.deepEqual(read({ [name]: '8' }), {}, name);
});

test('the manifest of the elements has the attributes of the table, the methods and the events', async () => {
  const manifest = await cli({ argv: ['analyze', '--config', 'tests/support/manifest.config.mjs'], noWrite: true });
  type Named = { name: string; description?: string; attribute?: string; privacy?: string };
  type Declaration = { tagName?: string; attributes?: Named[]; members?: Named[]; events?: Named[] };
  const declarations: Declaration[] = manifest.modules.flatMap((module: { declarations?: Declaration[] }) =>
    (module.declarations ?? []).filter(({ tagName }) => tagName),
  );
  const names = (all: Named[] = []) => all.map(({ name }) => name);
  assert.deepEqual(declarations.map(({ tagName }) => tagName).sort(), ['cvsp-figure', 'cvsp-group']);
  for (const { tagName, attributes, members, events } of declarations) {
    assert.deepEqual(names(attributes).sort(), [...ATTRIBUTES].sort(), tagName);
    assert.deepEqual(names(members?.filter(({ attribute }) => attribute)).sort(), Object.keys(FIELDS).sort(), tagName);
    const isAttribute = ({ attribute }: Named) => attribute !== undefined;
    const isPrivate = ({ privacy }: Named) => privacy !== undefined && privacy !== 'public';
    assert.deepEqual(
      names(members?.filter((member) => !isAttribute(member) && !isPrivate(member))),
      ['play', 'pause', 'seek', 'step', 'currentTime', 'duration', 'paused', 'playbackRate'],
      tagName,
    );
    const own = ['play', 'pause', 'start', 'finish', 'seek', 'error'].map((name) => `cvsp-${name}`);
    assert.deepEqual(names(events), tagName === 'cvsp-figure' ? own : [], tagName);
    for (const { name, description } of [...(attributes ?? []), ...(events ?? [])]) assert.ok(description, name);
  }
});
