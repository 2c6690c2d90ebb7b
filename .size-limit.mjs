// npm run build prints what is loaded, and fails above the limit.

import { readFileSync } from 'node:fs';

const LIBRARY = 'dist/lib/';

/** Lists a module of the package and all that it imports; if `isLater`, also what it may load while it runs. */
function importedBy(entry, isLater) {
  const found = new Set([entry]);
  const imports = isLater ? /(?:from|import|import\()"\.\/([\w-]+\.js)"/g : /(?:from|import)"\.\/([\w-]+\.js)"/g;
  for (const name of found)
    for (const [, other] of readFileSync(LIBRARY + name, 'utf8').matchAll(imports)) found.add(other);
  return [...found].map((name) => LIBRARY + name);
}

export default [
  {
    name: 'A post: what it loads to play, for which this is the budget',
    path: ['dist/embed/js/cvsp/animations.js', 'dist/embed/js/cvsp/cvsp.wasm', 'dist/embed/css/cvsp/animations.css'],
    limit: '53000 B',
  },
  {
    name: 'A post, once a figure plays: its pointer and keys, links and words in the text, printing, pausing all',
    path: 'dist/embed/js/cvsp/cvsp-surroundings.js',
  },
  {
    name: 'A post with figures that start at a line of the window',
    path: 'dist/embed/js/cvsp/cvsp-lines.js',
  },
  {
    name: 'A post with posters: has figures go on where these have come to',
    path: 'dist/embed/js/cvsp/cvsp-poster.js',
  },
  {
    name: 'A post, later: what a step did, in a sentence',
    path: 'dist/embed/js/cvsp/cvsp-step.js',
  },
  {
    name: 'A post, later: the custom elements',
    path: 'dist/embed/js/cvsp/cvsp-elements.js',
  },
  {
    name: 'A post, once it has a row: what has figures stand side by side on any page',
    path: 'dist/embed/js/cvsp/cvsp-row.js',
  },
  {
    name: 'A post, later: the second picture',
    path: 'dist/embed/js/cvsp/cvsp-balloons.js',
  },
  {
    name: 'A post, later: tiles of less than 8 pixels',
    path: 'dist/embed/js/cvsp/cvsp-pixels.js',
  },
  {
    name: 'A post that asks for predictions: flags on a scale of time',
    path: 'dist/embed/js/cvsp/cvsp-predict.js',
  },
  {
    name: 'A post, later: the lanes',
    path: 'dist/embed/js/cvsp/cvsp-lanes.js',
  },
  {
    name: 'A post, later: the numbers',
    path: 'dist/embed/js/cvsp/cvsp-numbers.js',
  },
  {
    name: 'A post, later: the run in words',
    path: 'dist/embed/js/cvsp/cvsp-account.js',
  },
  {
    name: 'A post, later: the code',
    path: 'dist/embed/js/cvsp/cvsp-code.js',
  },
  {
    name: 'A post, later: the stage',
    path: 'dist/embed/js/cvsp/cvsp-stage.js',
  },
  {
    name: 'A post with a recording: what reads it',
    path: ['dist/embed/js/cvsp/cvsp-recordings.js', 'dist/embed/js/cvsp/cvsp-recordings.wasm'],
  },
  {
    name: 'A post that foretells a recording: how near it came',
    path: 'dist/embed/js/cvsp/cvsp-near.js',
  },
  {
    name: 'The file with everything inside',
    path: 'dist/embed/js/cvsp/cvsp-all.js',
  },
  {
    name: 'The package: what a page needs first, with the simulator',
    path: [...importedBy('cvsp.js', false), `${LIBRARY}cvsp.wasm`, `${LIBRARY}cvsp.css`],
  },
  {
    name: 'The package: with all that it may load later, and spare simulators',
    path: [...importedBy('cvsp.js', true), `${LIBRARY}cvsp.wasm`, `${LIBRARY}cvsp.css`],
  },
  {
    name: 'The package, cvsp/inline: what a page needs first, with the simulator inside',
    path: [...importedBy('inline.js', false), `${LIBRARY}cvsp.css`],
  },
  {
    name: 'An iframe: the page for it with everything inside',
    path: 'dist/embed/js/cvsp/player.js',
  },
  {
    name: 'A page with a lab: its script, with figures and lab, and simulator',
    path: ['dist/embed/js/cvsp/lab.js', 'dist/embed/js/cvsp/cvsp.wasm'],
  },
  {
    name: 'The lab: its script, style sheet and simulator',
    path: ['dist/site/lab.*.js', 'dist/site/lab.*.css', 'dist/embed/js/cvsp/cvsp.wasm'],
  },
  {
    name: 'The lab, later: what saves it as a file',
    path: 'dist/site/export.*.js',
  },
  {
    name: 'The lab, later: its program on the reader’s machine, and recordings in files; figures have what reads those',
    path: 'dist/site/machine*.js',
  },
  {
    name: 'The lab, later: films as WebM or MP4, each by a muxer of its own',
    path: ['dist/site/video.*.js', 'dist/site/webm.*.js', 'dist/site/mp4.*.js'],
  },
  {
    name: 'The lab, later: films as GIF',
    path: 'dist/site/gif.*.js',
  },
  {
    name: 'The lab, later: its workers',
    path: ['dist/site/worker.*.js', 'pkg/worker/cvsp_bg.wasm'],
  },
];
