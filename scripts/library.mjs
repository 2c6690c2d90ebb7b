// Builds dist/lib/, the package's ES modules: its two entries for pages, each also with the simulator inside, those for
// posters and Markdown, a chunk for each panel, one style sheet, the wasm, and types.
//
// esbuild writes modules that import each other by name, which any bundler can follow from there; webpack's own modules
// import each other through functions of its run time, which none can.

import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { build, transform } from 'esbuild';
import { tsImport } from 'tsx/esm/api';
import { withPresetIds } from './preset-ids.mjs';
import { root, run } from './run.mjs';

const { FIELD_NAMES } = await tsImport('../www/lab/state/fields.ts', import.meta.url);
const FIELDS = FIELD_NAMES.map((name) => name.toLowerCase());

const LIBRARY = join(root, 'dist/lib');
const SHEET = join(LIBRARY, 'cvsp.css');
const OPTIONS = { absWorkingDir: root, outdir: LIBRARY, bundle: true, minify: true, target: 'es2022' };

export async function buildLibrary() {
  rmSync(LIBRARY, { recursive: true, force: true });
  await buildStyles();
  const exported = await buildEntries(
    { cvsp: 'www/index.ts', auto: 'www/auto.ts', lab: 'www/lab/auto.ts' },
    'www/run/wasm-beside.ts',
  );
  await buildEntries(
    {
      inline: 'www/index.ts',
      'auto-inline': 'www/auto.ts',
      'lab-inline': 'www/lab/auto.ts',
      poster: 'www/poster.ts',
      remark: 'www/remark.ts',
      'markdown-it': 'www/markdown-it.ts',
      markdown: 'www/markdown.ts',
    },
    'www/run/wasm.ts',
  );
  copyFileSync(join(root, 'pkg/cvsp_bg.wasm'), join(LIBRARY, 'cvsp.wasm'));
  await writeTypes();
  writeManifest(exported);
}

/**
 * Writes entries and the chunks that they import, which all entries share: they have their content in their names.
 *
 * @param wasm the module that says where the entries' simulator is
 * @returns the exports of the first one
 */
async function buildEntries(entryPoints, wasm) {
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    splitting: true,
    metafile: true,
    plugins: [{ name: 'assets', setup: (build) => loadAssets(build, wasm) }],
  });
  return metafile.outputs[`dist/lib/${Object.keys(entryPoints)[0]}.js`].exports;
}

/** Loads what is imported and is no script, as webpack.config.js has it, and the module that says where the simulator is. */
function loadAssets({ onResolve, onLoad }, wasm) {
  onResolve({ filter: /^\.\/wasm\.ts$/ }, () => ({ path: join(root, wasm) }));
  onResolve({ filter: /^\.\/pool\.ts$/ }, () => ({ path: join(root, 'www/lab/compute/no-pool.ts') }));
  onResolve({ filter: /^\.\/start-worker\.ts$/ }, () => ({ path: join(root, 'www/lab/machine/no-worker.ts') }));
  onLoad({ filter: /\/examples\/listings\// }, ({ path }) => ({ contents: readFileSync(path), loader: 'text' }));
  // One sheet has the rules of all panels. The entry that needs no other file makes it, where there is a browser.
  onResolve({ filter: /^\.\/cvsp\.css$/ }, () => ({ path: SHEET }));
  // In its shadow root the lab has that sheet, too, and those of its own.
  onResolve({ filter: /\/figures\.css\?sheet$/ }, ({ path }) => (path.startsWith('../') ? { path: SHEET } : undefined));
  onLoad({ filter: /\.css$/ }, async ({ path, suffix }) => {
    if (path === SHEET) return { contents: constructed(readFileSync(SHEET, 'utf8')) };
    if (suffix !== '?sheet' || !path.includes('/www/lab/')) return { contents: 'export default undefined;' };
    const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target: 'es2022' });
    return { contents: constructed(code) };
  });
  // esbuild's own loader for bytes would make the chunks of the two entries different ones.
  onLoad({ filter: /\.wasm$/ }, ({ path }) => {
    const base64 = `/* @__PURE__ */ atob('${readFileSync(path).toString('base64')}')`;
    return { contents: `export default /* @__PURE__ */ Uint8Array.from(${base64}, (byte) => byte.charCodeAt(0));` };
  });
}

function constructed(css) {
  return `const sheet = globalThis.CSSStyleSheet && new CSSStyleSheet();
sheet?.replaceSync(${JSON.stringify(css)});
export default sheet;`;
}

async function buildStyles() {
  const panels = readdirSync(join(root, 'www/panels'), { recursive: true }).filter((name) => name.endsWith('.css'));
  const sheets = [
    'figure/figures.css',
    'group/controls.css',
    'group/stage.css',
    ...panels.sort().map((name) => `panels/${name}`),
  ];
  await build({
    ...OPTIONS,
    stdin: { contents: sheets.map((sheet) => `@import './www/${sheet}';`).join('\n'), resolveDir: root, loader: 'css' },
    outdir: undefined,
    outfile: SHEET,
    plugins: [
      {
        name: 'preset-ids',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\/www\/.*\.css$/ }, ({ path }) => ({
            contents: withPresetIds(readFileSync(path, 'utf8')),
            loader: 'css',
          })),
      },
    ],
  });
}

/** Writes the declarations that the entry's lead to, and no other ones. */
async function writeTypes() {
  const folder = mkdtempSync(join(tmpdir(), 'cvsp-types-'));
  try {
    await run('node', ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.library.json', '--outDir', folder]);
    // The only modules that are no TypeScript have their declarations from wasm-bindgen.
    mkdirSync(join(folder, 'pkg/recordings'), { recursive: true });
    for (const path of ['pkg/cvsp.d.ts', 'pkg/recordings/cvsp.d.ts']) {
      // Type checkers that are set to ES2022 do not know it.
      const text = readFileSync(join(root, path), 'utf8').replaceAll(/^ *\[Symbol\.dispose\].*\n/gm, '');
      writeFileSync(join(folder, path), text);
    }
    const paths = new Set([
      'www/index.d.ts',
      'www/auto.d.ts',
      'www/lab/auto.d.ts',
      'www/poster.d.ts',
      'www/remark.d.ts',
      'www/markdown-it.d.ts',
      'www/markdown.d.ts',
    ]);
    for (const path of paths) {
      const text = readFileSync(join(folder, path), 'utf8').replaceAll(/(from '\..*?)\.ts';/g, "$1.js';");
      for (const [, module] of text.matchAll(/from '(\..*?)\.js';/g)) paths.add(join(dirname(path), `${module}.d.ts`));
      mkdirSync(join(LIBRARY, 'types', dirname(path)), { recursive: true });
      writeFileSync(join(LIBRARY, 'types', path), text);
    }
    // Type checkers of frameworks find it from each entry.
    const frameworks = readFileSync(join(root, 'www/elements/frameworks.d.ts'), 'utf8').replaceAll(".ts';", ".js';");
    writeFileSync(join(LIBRARY, 'types/www/elements/frameworks.d.ts'), frameworks);
    for (const [entry, up] of [
      ['index', './'],
      ['auto', './'],
      ['lab/auto', '../'],
    ]) {
      const file = join(LIBRARY, `types/www/${entry}.d.ts`);
      writeFileSync(file, `/// <reference path="${up}elements/frameworks.d.ts" />\n${readFileSync(file, 'utf8')}`);
    }
    // For `import 'cvsp/cvsp.css'`.
    writeFileSync(join(LIBRARY, 'types/cvsp.css.d.ts'), 'export {};\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes what editors and catalogues ask of a package with custom elements. */
function writeManifest(exported) {
  const paths = readdirSync(join(root, 'www/elements')).map((name) => `www/elements/${name}`);
  const modules = paths.map((path) =>
    ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2022, true),
  );
  const manifest = create({ modules, plugins: [], context: { dev: false } });
  // Whatever file they are written in, elements come from the entry, with what else of this it exports.
  const entry = { kind: 'javascript-module', path: 'dist/lib/cvsp.js' };
  const of = (part) =>
    manifest.modules
      .flatMap((module) => module[part] ?? [])
      .filter(({ kind, name }) => ['class', 'custom-element-definition'].includes(kind) || exported.includes(name));
  const declarations = of('declarations');
  const figures = { ...entry, declarations, exports: of('exports') };
  const merged = { ...manifest, modules: [figures, labModule(declarations)] };
  const publish = (key, value) => {
    if (key === 'members') return value.filter(({ privacy }) => privacy !== 'private');
    // Catalogues make controls of unions and of numbers; that a property may be left out goes without saying.
    if (key === 'text' && typeof value === 'string') return value.replace(' | undefined', '');
    return key === 'module' && paths.includes(value.replace(/^\//, '')) ? entry.path : value;
  };
  writeFileSync(join(LIBRARY, 'custom-elements.json'), `${JSON.stringify(merged, publish, 2)}\n`);
}

/** Describes the lab's element, whose attributes are those of figures that are fields of a scenario, and its own. */
function labModule(figures) {
  const file = 'www/lab/lab-element.ts';
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
  const [module] = create({ modules: [source], plugins: [], context: { dev: false } }).modules;
  const path = 'dist/lib/lab.js';
  const shared = figures
    .find(({ tagName }) => tagName === 'cvsp-figure')
    .attributes.filter(({ name }) => FIELDS.includes(name))
    .map(({ name, type, description }) => ({ name, type, description }));
  const declarations = module.declarations
    .filter(({ customElement }) => customElement)
    .map(({ attributes, ...declaration }) => ({
      ...declaration,
      superclass: { name: 'HTMLElement' },
      members: [],
      attributes: [...attributes, ...shared],
    }));
  const definition = {
    kind: 'custom-element-definition',
    name: 'cvsp-lab',
    declaration: { name: 'CvspLab', module: path },
  };
  return { kind: 'javascript-module', path, declarations, exports: [definition] };
}
