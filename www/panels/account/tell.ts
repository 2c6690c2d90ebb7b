import { type Moment, momentsOf } from './moments.ts';
import { type Run, sentenceOf } from './sentences.ts';

/** How many words one can listen to. */
const WORDS = 110;

/** A moment and what is said of it. */
export interface Told {
  readonly moment: Moment;
  readonly text: string;
}

/** The account of a run, in the order of time: of the moments that are most worth telling, as many as one can listen to. */
export function tell(run: Run, most: number): Told[] {
  const told: Told[] = [];
  let words = 0;
  for (const moment of momentsOf(run.timeline, run.tally)) {
    const text = sentenceOf(moment, run);
    const more = text.split(/\s+/).length;
    if (told.length === most || words + more > WORDS) continue;
    told.push({ moment, text });
    words += more;
  }
  return told.sort((a, b) => a.moment.time - b.moment.time);
}
