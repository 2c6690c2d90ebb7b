import { addStrings } from '../../words/strings.ts';

export const sayCode = addStrings({
  'code.label': 'The code in step',
  'code.language': 'Language',
  'code.member': 'Strategy',
  'code.python': 'Python',
  'code.rust': 'Rust',
  'code.javascript': 'JavaScript',
  'code.here': '{states}: {count} here',
});
