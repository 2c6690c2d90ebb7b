import { addStrings } from '../../words/strings.ts';

export const sayNumbers = addStrings({
  'numbers.label': 'Numbers',
  'numbers.finished': 'finished',
  'numbers.inFlight': 'in flight',
  'numbers.running': 'running',
  'numbers.utilisation': 'cores in use',
  'numbers.strategy': 'strategy',
  'numbers.makespan': 'time',
  'numbers.speedup': 'speed-up',
  'numbers.waiting': 'in line',
  'numbers.overhead': 'overhead',
  'numbers.memory': 'memory',
  'numbers.peak': 'most in flight',
  'numbers.place': 'place',
  'numbers.caption': 'The result: {names}',
  'numbers.of': '{count} of {total}',
  'numbers.nth': 'no. {place}',
});
