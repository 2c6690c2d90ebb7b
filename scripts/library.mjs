// Builds dist/lib/, the package's ES modules: two entries, a chunk for each panel, one style sheet, the wasm, and types.
//
// Rollup writes modules that import each other by name, which any bundler can follow from there; webpack's own modules
// import each other through functions of its run time, which none can.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { build, transform } from 'esbuild';
import { rollup } from 'rollup';
import { root, run } from './run.mjs';

const TARGET = 'es2022';
const WASM = join(root, 'pkg/cvsp_bg.wasm');
const LIBRARY = join(root, 'dist/lib');

/** What says where the simulator is: by itself, that its bytes are here. */
const OWN_WASM = 'www/run/wasm.ts';

/** What no entry need have for itself: all of a figure but where its simulator comes from. */
const SHARED = {
  figures: ['www/figure/figure.ts', 'www/group/group.ts', 'www/figure/options.ts', 'www/words/strings.ts'],
};

export async function buildLibrary() {
  rmSync(LIBRARY, { recursive: true, force: true });
  mkdirSync(LIBRARY, { recursive: true });
  const { sheets, exported } = await bundle('cvsp', 'www/run/wasm-beside.ts');
  await bundle('inline', OWN_WASM);
  await bundleStyles(['www/figure/figures.css', 'www/group/controls.css', ...sheets]);
  copyFileSync(WASM, join(LIBRARY, 'cvsp.wasm'));
  await writeTypes();
  writeManifest(exported);
}

/** Writes one entry and the chunks that it imports: resolves with the style sheets that it would import, and its exports. */
async function bundle(name, wasm) {
  const sheets = [];
  const bundle = await rollup({
    input: { [name]: join(root, 'www/index.ts') },
    plugins: [assets(wasm, sheets), scripts()],
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
  const { output } = await bundle.generate({
    format: 'es',
    manualChunks: SHARED,
    chunkFileNames: '[name].js',
    generatedCode: 'es2015',
  });
  for (const { fileName, code } of output) write(fileName, code);
  return { sheets, exported: output.find(({ isEntry }) => isEntry).exports };
}

/** Both entries have the same chunks. */
function write(fileName, code) {
  const path = join(LIBRARY, fileName);
  try {
    writeFileSync(path, code, { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (readFileSync(path, 'utf8') !== code) throw new Error(`dist/lib/${fileName} is not the same for both entries`);
  }
}

/** What is imported and is no script, as in webpack.config.js; and the module that says where the simulator is. */
function assets(wasm, sheets) {
  return {
    name: 'assets',
    async resolveId(source, importer) {
      if (source.endsWith('?raw')) return join(dirname(importer), source);
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved?.id === join(root, OWN_WASM) ? join(root, wasm) : resolved;
    },
    load(id) {
      if (id.endsWith('?raw'))
        return `export default ${JSON.stringify(readFileSync(id.slice(0, -'?raw'.length), 'utf8'))};`;
      if (id.endsWith('.wasm')) return bytes(id);
      if (!id.endsWith('.css')) return undefined;
      sheets.push(relative(root, id));
      return '';
    },
  };
}

/** A module that is the bytes of a file: no address to fetch, which a content security policy might forbid. */
function bytes(file) {
  const text = JSON.stringify(readFileSync(file).toString('base64'));
  return `export default /* @__PURE__ */ Uint8Array.from(/* @__PURE__ */ atob(${text}), (byte) => byte.charCodeAt(0));`;
}

function scripts() {
  return {
    name: 'scripts',
    transform: (code, id) =>
      id.endsWith('.ts') ? transform(code, { loader: 'ts', target: TARGET, sourcemap: 'external' }) : undefined,
    renderChunk: (code) => transform(code, { minify: true, format: 'esm', target: TARGET, sourcemap: 'external' }),
  };
}

async function bundleStyles(sheets) {
  const contents = sheets.map((sheet) => `@import ${JSON.stringify(`./${sheet}`)};`).join('\n');
  await build({
    stdin: { contents, resolveDir: root, loader: 'css' },
    bundle: true,
    minify: true,
    target: TARGET,
    outfile: join(LIBRARY, 'cvsp.css'),
    logLevel: 'warning',
  });
}

/** Writes the declarations that the entry's lead to, and no other ones. */
async function writeTypes() {
  const folder = mkdtempSync(join(tmpdir(), 'cvsp-types-'));
  const project = join(root, 'tsconfig.library.json');
  try {
    await run('node', [join(root, 'node_modules/typescript/bin/tsc'), '--project', project, '--outDir', folder]);
    // The only module that is no TypeScript has its declarations from wasm-bindgen.
    mkdirSync(join(folder, 'pkg'));
    copyFileSync(join(root, 'pkg/cvsp.d.ts'), join(folder, 'pkg/cvsp.d.ts'));
    const paths = new Set(['www/index.d.ts']);
    for (const path of paths) {
      const text = readFileSync(join(folder, path), 'utf8').replaceAll(/(from '\..*?)\.ts';/g, "$1.js';");
      for (const [, module] of text.matchAll(/from '(\..*?)\.js';/g)) paths.add(join(dirname(path), `${module}.d.ts`));
      mkdirSync(join(LIBRARY, 'types', dirname(path)), { recursive: true });
      writeFileSync(join(LIBRARY, 'types', path), text);
    }
    // For `import 'cvsp/cvsp.css'`.
    writeFileSync(join(LIBRARY, 'types/cvsp.css.d.ts'), 'export {};\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const OF_ELEMENTS = ['class', 'custom-element-definition'];

/** What editors and catalogues ask of a package with custom elements. */
function writeManifest(exported) {
  const folder = 'www/elements';
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
  const paths = names.map((name) => `${folder}/${name}`);
  const modules = paths.map((path) =>
    ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2022, true),
  );
  const manifest = create({ modules, plugins: [], context: { dev: false } });
  // Whatever file they are written in, elements come from the entry, with what else of this it exports.
  const entry = { kind: 'javascript-module', path: 'dist/lib/cvsp.js' };
  const of = (part) =>
    manifest.modules
      .flatMap((module) => module[part] ?? [])
      .filter(({ kind, name }) => OF_ELEMENTS.includes(kind) || exported.includes(name));
  const merged = { ...manifest, modules: [{ ...entry, declarations: of('declarations'), exports: of('exports') }] };
  const publish = (key, value) => {
    if (key === 'members') return value.filter(({ privacy }) => privacy !== 'private');
    if (key === 'module') return paths.includes(value.replace(/^\//, '')) ? entry.path : value;
    if (key === 'tagName' && !value.includes('-')) {
      throw new Error(`${folder} defines an element as ${value}: only a name that is written out there can be read`);
    }
    return value;
  };
  writeFileSync(join(LIBRARY, 'custom-elements.json'), `${JSON.stringify(merged, publish, 2)}\n`);
}
