// Posters of the figures that a post needs nothing but an id for: for where scripts do not run.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headline, root, UserError } from './run.mjs';

/** The most bytes of a poster, of one that plays, and of one that plays and has more than a few tiles. */
const MOST = 30_000;
const MOST_ANIMATED = 45_000;
const MOST_OF_MANY = 64_000;
const FEW = 16;

/** Where webpack takes them from, for the pages that it builds. */
export const POSTERS = join(root, 'pkg/posters');

/** Writes `ID.svg` and `ID.animated.svg` of each preset to `POSTERS`. */
export async function buildPosters() {
  headline('Drawing posters');
  const { tsImport } = await import('tsx/esm/api');
  const { draw, presets } = await tsImport('./draw.mjs', import.meta.url);
  // Posters of presets that are no more would stay.
  rmSync(POSTERS, { recursive: true, force: true });
  mkdirSync(POSTERS, { recursive: true });

  const all = [];
  for (const [id, { grid }] of Object.entries(presets)) {
    for (const animated of [false, true]) {
      const [name, svg] = [animated ? `${id}.animated.svg` : `${id}.svg`, await draw(id, { animated })];
      writeFileSync(join(POSTERS, name), svg);
      const most = !animated ? MOST : grid[0] * grid[1] > FEW ? MOST_OF_MANY : MOST_ANIMATED;
      all.push({ name, bytes: Buffer.byteLength(svg), most });
    }
  }
  const large = all.filter(({ bytes, most }) => bytes > most);
  const names = large.map(({ name, bytes, most }) => `${name} (${bytes} bytes, at most ${most})`);
  if (large.length > 0) throw new UserError(`Posters are too large: ${names.join(', ')}.`);
}

/** Puts the poster that plays into every placeholder of a preset, in words for those who do not see it: its own. */
export function withPosters(html) {
  return html.replace(/<div id="([\w-]+)"[^>]*>(?=<\/div>)/g, (start, id) => {
    const file = `${id}.animated.svg`;
    if (!existsSync(join(POSTERS, file))) return start;
    const [, title, text] = /<title[^>]*>(.*?)<\/title>\s*<desc[^>]*>(.*?)<\/desc>/s.exec(
      readFileSync(join(POSTERS, file), 'utf8'),
    );
    return `${start}<img src="posters/${file}" width="320" height="408" loading="lazy" alt="${title}. ${text}">`;
  });
}
