import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { type Installed, install } from '../browser/support/package.ts';

const COMPILER = {
  ...{ module: 'esnext', moduleResolution: 'bundler', target: 'es2022', lib: ['es2022', 'dom'], types: [] },
  ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, verbatimModuleSyntax: true },
};

const node = (path: string) =>
  `node --require ${resolve('tests/support/typescript-5.cjs')} ${resolve('node_modules', path)}`;

let installed: Installed;
before(async () => {
  installed = await install('tests/types', '@types/react', 'react', 'preact', 'solid-js', 'vue', 'svelte');
});
after(() => installed.remove());

/** Checks the types of a file of tests/types, which says itself what must be an error. */
async function check(file: string, command: string, compilerOptions: object = {}, more: object = {}): Promise<string> {
  const project = `${file}.json`;
  const config = { compilerOptions: { ...COMPILER, ...compilerOptions }, include: [file], ...more };
  await writeFile(join(installed.site, project), JSON.stringify(config));
  return installed.run('.', `${command} ./${project}`);
}

for (const [file, jsx, jsxImportSource] of [
  ['react.tsx', 'react-jsx', 'react'],
  ['preact.tsx', 'react-jsx', 'preact'],
  ['solid.tsx', 'preserve', 'solid-js'],
]) {
  test(`elements have their types in ${file}`, async () => {
    await check(file!, 'tsc --project', { jsx, jsxImportSource });
  });
}

test('elements have their types in Vue’s strict templates', async () => {
  const vueCompilerOptions = { strictTemplates: true };
  await check('Post.vue', `${node('vue-tsc/bin/vue-tsc.js')} --project`, { jsx: 'preserve' }, { vueCompilerOptions });
});

test('elements have their types in Svelte', async () => {
  const command = `${node('svelte-check/bin/svelte-check')} --output machine --tsconfig`;
  // It knows no way to say in a file that a line must be an error.
  const message = await check('Post.svelte', command).then(assert.fail, ({ message }: Error) => message);
  const errors = [...message.matchAll(/ERROR "Post\.svelte" (\d+):\d+ "(.+)"/g)].map(([, line, text]) => [line, text]);
  assert.deepEqual(errors, [
    [
      '14',
      String.raw`Type '\"fibers\"' is not assignable to type '\"sequential\" | \"threads\" | \"processes\" | \"coroutines\" | \"work-stealing\" | undefined'.`,
    ],
    ['15', `Type '\\"many\\"' is not assignable to type 'number | \`$\{number}\` | undefined'.`],
  ]);
});

test('the manifest of the elements has types that catalogues make controls of', () => {
  const { modules } = JSON.parse(readFileSync('dist/lib/custom-elements.json', 'utf8'));
  type Member = { name: string; type?: { text: string } };
  const members: Member[] = modules[0].declarations.flatMap((each: { members?: Member[] }) => each.members ?? []);
  const types = Object.fromEntries(members.map(({ name, type }) => [name, type?.text]));
  assert.equal(types['strategy'], "'sequential' | 'threads' | 'processes' | 'coroutines' | 'work-stealing'");
  assert.equal(types['limit'], 'number');
  assert.equal(types['code'], "boolean | 'python' | 'rust' | 'javascript'");
  assert.deepEqual(
    Object.values(types).filter((text) => text?.includes('undefined')),
    [],
  );
});
