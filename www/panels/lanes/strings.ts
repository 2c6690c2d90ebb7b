import { addStrings } from '../../words/strings.ts';

export const sayLanes = addStrings({
  'lanes.label': 'Lanes: what happens over time',
  'lanes.thread': 'thread {number}',
  'lanes.process': 'process {number}',
  'lanes.coroutine': 'coroutine {number}',
  'lanes.core': 'core {number}',
  'lanes.lock': 'the lock',
  'lanes.own': '{lanes}, each on its own core',
  'lanes.counts': '{lanes}: tasks in each state',
  'lanes.chart': '{name}, {lanes}: a chart of what they do from the start to {makespan}',
  'lanes.hint': 'Point at a span, or drag through time.',
  'lanes.hint.touch': 'Touch a span, or drag through time.',
  'lanes.span': 'Tile {tile} · {state} · {start} – {end} · {lane}',
  'lanes.start': '{lane} · {state} · {start} – {end}',
  'lanes.moment': '{time}: {counts}',
  'lanes.count': '{count} {state}',
  'lanes.none': 'none at work',
  'lanes.seconds': '{time} s',
  'lanes.milliseconds': '{time} ms',
  'lanes.legend': 'States',
});
