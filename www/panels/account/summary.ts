import { type NotableEvent, notableEventsOf } from './notable-events.ts';
import { sentenceOf, type TalliedRun } from './sentences.ts';

/** A listener can follow about this many words. */
const MAX_WORDS = 110;

/** Pairs an event with the sentence that describes it. */
export interface Sentence {
  readonly event: NotableEvent;
  readonly text: string;
}

/**
 * Describes a run by its most notable events, in the order of time.
 *
 * @param max the largest number of sentences
 */
export function summarize(run: TalliedRun, max: number): Sentence[] {
  const sentences: Sentence[] = [];
  let words = 0;
  for (const event of notableEventsOf(run.timeline, run.tally)) {
    const text = sentenceOf(event, run);
    const more = text.split(/\s+/).length;
    if (sentences.length === max || words + more > MAX_WORDS) continue;
    sentences.push({ event, text });
    words += more;
  }
  return sentences.sort((a, b) => a.event.time - b.event.time);
}
