import { addStrings } from '../strings.ts';

export const say = addStrings({
  'numbers.elapsed': 'elapsed',
  'numbers.finished': 'finished',
  'numbers.inFlight': 'in flight',
  'numbers.running': 'running',
  'numbers.utilisation': 'cores in use',
  'numbers.makespan': 'took',
  'numbers.speedup': 'speed-up',
  'numbers.waiting': 'waiting',
  'numbers.overhead': 'overhead',
  'numbers.memory': 'memory',
  'numbers.place': 'place',
  'numbers.of': '{count} of {total}',
  'numbers.nth': 'no. {place}',
});
