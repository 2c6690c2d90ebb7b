// Writes what every preset comes to, and every group of them, as a table in HTML: dist/tables/. Run with tsx.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import init, { simulate } from '../pkg/cvsp.js';
import { checkOptions } from '../www/figure/options.ts';
import { presets } from '../www/page/presets.ts';
import { captionOf, resultOf } from '../www/panels/numbers/result.ts';
import { makeSeekable } from '../www/run/seekable-timeline.ts';
import { strategyName } from '../www/words/format.ts';
import { root } from './run.mjs';

const FOLDER = join(root, 'dist/tables');

/** All tables, by the id of their figure or the name of their group. */
export async function tables() {
  await init({ module_or_path: readFileSync(join(root, 'pkg/cvsp_bg.wasm')) });
  const runs = Object.entries(presets).map(([id, options]) => {
    const { scenario, label, group } = checkOptions(options);
    const name = label ?? strategyName(scenario.strategy);
    return { id, group, name, scenario, timeline: makeSeekable(simulate(scenario)) };
  });
  const groups = new Set(runs.flatMap(({ group }) => group ?? []));
  return new Map([
    ...runs.map((run) => [run.id, tableOf([run])]),
    ...[...groups].map((name) => [name, tableOf(runs.filter(({ group }) => group === name))]),
  ]);
}

/** A fragment of a page: what one or several runs come to. */
export function tableOf(runs) {
  const [head, ...rows] = resultOf(runs);
  const th = (scope, text) => `<th scope="${scope}">${escaped(text)}</th>`;
  const tr = (...cells) => `<tr>${cells.join('')}</tr>`;
  const lines = [
    '<table>',
    `<caption>${escaped(captionOf(runs))}</caption>`,
    `<thead>${tr(th('col', head.heading), ...head.values.map((value) => th('col', value)))}</thead>`,
    '<tbody>',
    ...rows.map(({ heading, values }) =>
      tr(th('row', heading), ...values.map((value) => `<td>${escaped(value)}</td>`)),
    ),
    '</tbody>',
    '</table>',
  ];
  return `${lines.join('\n')}\n`;
}

function escaped(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text.replace(/[&<>]/g, (character) => entities[character]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, html] of await tables()) writeFileSync(join(FOLDER, `${name}.html`), html);
}
