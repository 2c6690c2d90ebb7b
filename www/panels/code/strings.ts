import { addStrings } from '../../words/strings.ts';

export const sayCode = addStrings({
  'code.label': 'The code in step',
  'code.language': 'Language',
  'code.member': 'Strategy',
  'code.python': 'Python',
  'code.rust': 'Rust',
  'code.javascript': 'JavaScript',
  'code.turns': 'Not in JavaScript: its tasks take no turns. Each begins as soon as another gives way.',
  'code.after': 'In the figure a tile also waits for those that it needs, which these programs leave out.',
  'code.here': '{states}: {count} here',
});
