import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Where the package's classic script, style sheet and posters are. */
const embed = join(dirname(createRequire(import.meta.url).resolve('cvsp/package.json')), 'dist/embed');

export default function (config) {
  config.addPassthroughCopy({ [relative('.', embed)]: '.' });
}
