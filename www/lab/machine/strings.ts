import { addStrings } from '../../words/strings.ts';

/** The texts of recordings in the lab: of a run on the reader's machine, or of a file. */
export const sayMachine = addStrings({
  'machine.loop': 'A loop, on this machine',
  'machine.promises': 'Promises, on this machine',
  'machine.workers': 'Web Workers, on this machine',
  'machine.recorded': 'Recorded',
  'machine.predicted': 'Predicted',
  'machine.progress': 'How many tiles are finished',
  'machine.runs': 'It runs: at first it finds out what a millisecond of work is.',
  'machine.stopped': 'Stopped. Nothing was recorded.',
  'machine.failed': 'This did not run: {message}',
  'machine.told':
    'These tiles ran in this browser, {factor} times as fast as the lab shows them. They took {took}; with exact timers and free cores it would be {foretold}. The second picture is what the model predicts from how long each wait and each render really took.',
  'machine.where.loop': 'The loop ran in a worker, so the page was never held.',
  'machine.where.promises': '{slots} promises with timers shared a worker, so the page was never held.',
  'machine.where.workers': 'One worker had {slots} timers, and {renderers} rendered, so the page was never held.',
  'machine.fewer': 'Only the first {count} tiles ran.',
  'machine.simpler':
    'Prices, slices of time, locks, blocking calls, the server’s queue and what comes after what were left out.',
  'machine.limits':
    'What this browser allows: {cores} cores; timers that are {late} ms late, and last at least {shortest} ms one after another; a clock with steps of {step} ms.',
  'machine.file': 'A recording: {name}',
  'machine.file.told': 'What a program did, and what the model foretells of its tasks.',
  'machine.file.reads': '{name} is read.',
  'machine.file.failed': '{name} cannot be shown: {message}',
  'machine.file.none': 'it is no list of events, and no object that has one as traceEvents',
  'machine.close': 'Close',
});
