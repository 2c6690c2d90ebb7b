import { State } from '../../run/state.ts';

/** One line of a listing. */
export interface Line {
  readonly text: string;
  readonly isComment: boolean;
  /** The states of the tasks that are on it; none for most lines. */
  readonly states: readonly number[];
}

const COMMENT = /^\s*(\/\/|# )/;
const MARK = /^\s*(?:\/\/|#) here: (.+)$/;

/** The lines of a program, in which a comment such as `# here: queued, load` says who is on the line below it. */
export function linesOf(program: string): Line[] {
  let states: readonly number[] = [];
  return program
    .trimEnd()
    .split('\n')
    .map((text) => {
      const line = { text, isComment: COMMENT.test(text), states };
      states = statesIn(text);
      return line;
    });
}

function statesIn(text: string): number[] {
  const names = (MARK.exec(text)?.[1]?.split(', ') ?? []) as (keyof typeof State)[];
  return names.map((name) => State[name]);
}
