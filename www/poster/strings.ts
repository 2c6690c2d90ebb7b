import { addStrings } from '../words/strings.ts';

export const sayPoster = addStrings({
  'poster.tile': 'A picture of 1 tile, finished after {makespan}.',
  'poster.tiles': 'A picture of {count} tiles, finished after {makespan}.',
  'poster.work': 'One thing after another, their loads and renders take {work}.',
  'poster.member': '{name}: {text}',
  'poster.faster': '{times}× speed',
  'poster.slower': '1/{times} speed',
});
