// Posters of the figures that a post needs nothing but an id for: for where scripts do not run.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headline, root, run, UserError } from './run.mjs';

/** The most bytes of a poster, and of an animated one of few tiles. */
const MOST = 15_000;
const MOST_ANIMATED = 30_000;
const FEW = 16;

/** Where webpack takes them from, for the pages that it builds. */
export const POSTERS = join(root, 'pkg/posters');

/** Writes `ID.svg` and `ID.animated.svg` of each preset to `POSTERS`. */
export async function buildPosters() {
  headline('Drawing posters');
  const draw = await buildPoster();
  const { tsImport } = await import('tsx/esm/api');
  const { presets } = await tsImport('../www/page/presets.ts', import.meta.url);
  // Posters of presets that are no more would stay.
  rmSync(POSTERS, { recursive: true, force: true });
  mkdirSync(POSTERS, { recursive: true });

  const all = Object.entries(presets).flatMap(([id, options]) =>
    [false, true].map((animated) => {
      const [name, svg] = [animated ? `${id}.animated.svg` : `${id}.svg`, draw(options, { animated })];
      const [columns, rows] = options.grid;
      writeFileSync(join(POSTERS, name), svg);
      return { name, bytes: svg.length, most: !animated ? MOST : columns * rows > FEW ? Infinity : MOST_ANIMATED };
    }),
  );
  const large = all.filter(({ bytes, most }) => bytes > most);
  const names = large.map(({ name, bytes, most }) => `${name} (${bytes} bytes, at most ${most})`);
  if (large.length > 0) throw new UserError(`Posters are too large: ${names.join(', ')}.`);
}

/** Puts the poster that plays into every placeholder of a page, in words for those who do not see it: its own. */
export function withPosters(html) {
  return html.replace(/<div id="([\w-]+)"[^>]*>(?=<\/div>)/g, (start, id) => {
    const file = `${id}.animated.svg`;
    const [, title, text] = /<title[^>]*>(.*?)<\/title>\s*<desc[^>]*>(.*?)<\/desc>/s.exec(
      readFileSync(join(POSTERS, file), 'utf8'),
    );
    return `${start}<img src="posters/${file}" width="320" height="408" loading="lazy" alt="${title}. ${text}">`;
  });
}

/** Builds the example, and returns a function that draws the poster of a figure's options. */
export async function buildPoster() {
  const args = ['build', '--quiet', '--package', 'cvsp', '--example', 'poster', '--message-format', 'json'];
  const messages = (await run('cargo', args, { quiet: true }))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const program = messages.find(({ target, executable }) => target?.name === 'poster' && executable).executable;
  const { tsImport } = await import('tsx/esm/api');
  const { checkOptions } = await tsImport('../www/figure/options.ts', import.meta.url);
  const { boundsOf, strategyName } = await tsImport('../www/words/format.ts', import.meta.url);

  return (options, { animated }) => {
    const { scenario, label, picture } = checkOptions(options);
    const title = [label ?? strategyName(scenario.strategy), boundsOf(scenario)].filter(Boolean).join(', ');
    const args = ['--title', title, '--picture', picture, ...(animated ? ['--animated'] : [])];
    const { status, stdout, stderr, error } = spawnSync(program, args, { input: JSON.stringify(scenario) });
    if (error) throw error;
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
}
