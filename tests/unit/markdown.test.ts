import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkOptions } from '../../www/figure/options.ts';
import { presets } from '../../www/page/presets.ts';
import { State } from '../../www/run/state.ts';
import { parseMoment } from '../../www/words/moment.ts';
import { setStrings } from '../../www/words/strings.ts';
import { simulate } from '../support/simulator.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const PAGES = ['.', 'docs', 'src', 'examples', 'examples/hugo', 'examples/listings', 'examples/measured'].flatMap(
  (folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
);

const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');
/** Matches a code fence with its language and content, also inside a list. */
const FENCE = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm;
const fences = (page: string) =>
  [...read(page).matchAll(FENCE)].map(([, , language, code]) => ({ language, code: code! }));

/** Returns the anchors that GitHub gives to the headings of a page. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
const anchorsOf = (page: string) =>
  [
    ...read(page)
      .replace(FENCE, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading]) => anchorOf(heading!));

/** Asserts that options are valid, on top of those of their preset, or of any preset if they name no strategy. */
function assertFigure(options: Record<string, unknown>, id?: string): void {
  const preset = id !== undefined && Object.hasOwn(presets, id) ? presets[id] : undefined;
  const base = preset ?? ('strategy' in options ? {} : presets['sync-ideal']);
  simulate(checkOptions({ ...base, ...options }).scenario);
}

test('every link between pages leads to a file, and to a heading if it names one', () => {
  assert.ok(PAGES.length >= 10, PAGES.join());
  const broken = PAGES.flatMap((page) => {
    const text = read(page)
      .replace(FENCE, '')
      .replace(/`[^`\n]*`/g, '');
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, address]) => address!)
      .filter((address) => !/^https?:/.test(address))
      .filter((address) => {
        const [path, anchor] = address.split('#') as [string, string?];
        const file = path === '' ? page : join(dirname(page), path);
        return !existsSync(join(ROOT, file)) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
      })
      .map((address) => `${page}: ${address}`);
  });
  assert.deepEqual(broken, []);
});

test('every piece of JSON in the pages is a scenario that runs', () => {
  const pieces = PAGES.flatMap((page) => fences(page).filter(({ language }) => language === 'json'));
  assert.ok(pieces.length >= 3);
  for (const { code } of pieces) assert.doesNotThrow(() => assertFigure(JSON.parse(code)), code);
});

test('every attribute in the pages is one that a figure understands', () => {
  let count = 0;
  const each = (page: string, pattern: RegExp, check: (value: string, tag: string) => void) => {
    for (const [tag] of read(page).matchAll(/<\w[^<>]*(?:'[^']*'[^<>]*)*>/g)) {
      for (const [, value] of tag.matchAll(pattern)) {
        count++;
        assert.doesNotThrow(() => check(value!, tag), `${page}: ${tag}`);
      }
    }
  };
  for (const page of PAGES) {
    each(page, /\bdata-cvsp='([^']*)'/g, (value, tag) =>
      assertFigure(JSON.parse(value), /\bid="([^"]+)"/.exec(tag)?.[1]),
    );
    each(page, /\bdata-cvsp-strings='([^']*)'/g, (value) => setStrings(JSON.parse(value)));
    each(page, /\bdata-cvsp-at="([^"]*)"/g, (value) => parseMoment('data-cvsp-at', value, 1000));
    each(page, /\bdata-cvsp-state="([^"]*)"/g, (value) => assert.ok(Object.hasOwn(State, value), value));
    each(page, /\bhref="#([^"]*)"/g, (id) => assert.ok(Object.hasOwn(presets, id), id));
  }
  assert.ok(count >= 10, `${count}`);
});

test('every placeholder without options has the id of a preset', () => {
  const ids = PAGES.flatMap((page) =>
    [...read(page).matchAll(/<div id="([\w-]+)"(?! data-cvsp)/g)].map(([, id]) => id!),
  );
  assert.ok(ids.length >= 5);
  assert.deepEqual(
    ids.filter((id) => !Object.hasOwn(presets, id)),
    [],
  );
});

test('links of the README and the docs to other pages and examples lead into the package, too', () => {
  const { files } = JSON.parse(read('package.json')) as { files: string[] };
  const isPacked = (path: string) =>
    path === 'README.md' || files.some((file) => path === file || path.startsWith(`${file}/`));
  const outside = PAGES.filter((page) => page === 'README.md' || page.startsWith('docs/')).flatMap((page) =>
    [
      ...read(page)
        .replace(FENCE, '')
        .matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g),
    ]
      .map(([, address]) => join(dirname(page), address!))
      .filter((path) => /\.(?:md|png|svg|html)$|^examples\//.test(path) && !isPacked(path)),
  );
  // Programs to be read are in the repository alone.
  assert.deepEqual([...new Set(outside)].sort(), ['examples/listings', 'examples/measured']);
});
