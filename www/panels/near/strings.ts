import { addStrings } from '../../words/strings.ts';

export const sayNear = addStrings({
  'near.label': 'How near the prediction came',
  'near.of': '{name}: how near',
  'near.alone': 'How near',
  'near.recorded': 'recorded',
  'near.predicted': 'predicted',
  'near.off': 'off by',
  'near.makespan': 'time',
  'near.ends': 'when tasks end',
  'near.ends.off': '{median} in the median, at most {most}',
  'near.ends.exact': 'nothing',
  'near.bursts': 'bursts of work',
  'near.bursts.off': 'at most {most} a task',
  'near.bursts.exact': 'none',
  'near.order': 'order of finishing',
  'near.order.same': 'the same',
  'near.order.off': '{count} of {tasks} in another place',
  'near.time.off': '{time}, {percent} %',
  'near.worst': 'Farthest off: {name}, which ended at {recorded}, and not at {predicted}',
  'near.seconds': '{s} s',
});
