// Fills the ids of presets into a style sheet, where it has a place for them such as `#presets-all`, so that a preset is
// added in one file: a loader for webpack, and a function for the library's build.

import { tsImport } from 'tsx/esm/api';

const { presets } = await tsImport('../www/page/presets.ts', import.meta.url);
const { boundsOf } = await tsImport('../www/words/format.ts', import.meta.url);

const groupOf = (id) => Object.keys(presets).filter((other) => presets[other].group === presets[id].group);
const columns = (id) => presets[id].grid[0];
const isInRow = (id) => presets[id].group !== undefined;
const isLarge = (id) => isInRow(id) && columns(id) > 4;

/** Which presets each place stands for. */
const PLACES = {
  all: () => true,
  /** The two steps, which stand at the start of their paragraphs. */
  steps: (id) => columns(id) === 1,
  rows: isInRow,
  /** Those after the first of their row. */
  rest: (id) => isInRow(id) && groupOf(id)[0] !== id,
  thirds: (id) => isInRow(id) && groupOf(id).length === 3,
  large: isLarge,
  /** Rows with a caption that says what bounds a run, and takes one line more where it is narrow. */
  bounded: (id) => isInRow(id) && !isLarge(id) && groupOf(id).some((member) => boundsOf(presets[member]) !== ''),
};

export function withPresetIds(sheet) {
  return sheet.replace(/#presets-(\w+)/g, (_, place) =>
    Object.keys(presets)
      .filter(PLACES[place])
      .map((id) => `#${id}`)
      .join(', '),
  );
}

export default withPresetIds;
