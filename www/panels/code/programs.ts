import coroutinesJs from '../../../examples/listings/coroutines.js?raw';
import coroutinesPy from '../../../examples/listings/coroutines.py?raw';
import coroutinesRs from '../../../examples/listings/coroutines.rs?raw';
import coroutinesBlockingPy from '../../../examples/listings/coroutines-blocking.py?raw';
import coroutinesBlockingRs from '../../../examples/listings/coroutines-blocking.rs?raw';
import processesPy from '../../../examples/listings/processes.py?raw';
import processesRs from '../../../examples/listings/processes.rs?raw';
import sequentialPy from '../../../examples/listings/sequential.py?raw';
import sequentialRs from '../../../examples/listings/sequential.rs?raw';
import threadsPy from '../../../examples/listings/threads.py?raw';
import threadsRs from '../../../examples/listings/threads.rs?raw';
import workStealingRs from '../../../examples/listings/work-stealing.rs?raw';
import workStealingBlockingRs from '../../../examples/listings/work-stealing-blocking.rs?raw';
import type { Language } from './languages.ts';

/** Holds each strategy's programs by language, and those with a call that blocks. They are files that the tests run. Not all languages have all of them. */
export const PROGRAMS: Readonly<Record<string, Readonly<Partial<Record<Language, string>>>>> = {
  sequential: { python: sequentialPy, rust: sequentialRs },
  threads: { python: threadsPy, rust: threadsRs },
  processes: { python: processesPy, rust: processesRs },
  coroutines: { python: coroutinesPy, rust: coroutinesRs, javascript: coroutinesJs },
  'coroutines-blocking': { python: coroutinesBlockingPy, rust: coroutinesBlockingRs },
  'work-stealing': { rust: workStealingRs },
  'work-stealing-blocking': { rust: workStealingBlockingRs },
};
