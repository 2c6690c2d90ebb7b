import { addStrings } from '../../words/strings.ts';

export const sayPredict = addStrings({
  'predict.label': 'Predict',
  'predict.one': 'When will it be finished? Set a flag.',
  'predict.many': 'When will each be finished? Set a flag.',
  'predict.play': 'Play against the flags',
  'predict.slider': '{name}, finished after',
  'predict.none': 'no flag yet',
  'predict.said': 'you say {said}',
  'predict.off': 'you said {said}, it took {took}: {off} % off',
  'predict.exact': 'you said {said}, it took {took}: spot on',
  'predict.told': '{name}: {verdict}',
});
