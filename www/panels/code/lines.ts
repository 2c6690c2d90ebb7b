import { State } from '../../run/state.ts';

/** Describes one line of a listing. */
export interface Line {
  readonly text: string;
  readonly isComment: boolean;
  /** Tasks in these states are on this line. Most lines have none. */
  readonly states: readonly number[];
}

const COMMENT = /^\s*(\/\/|# )/;
const MARK = /^\s*(?:\/\/|#) here: (.+)$/;

/** Splits a program into lines, without the comments such as `# here: queued, load` that give the states of the next one. */
export function linesOf(program: string): Line[] {
  let states: readonly number[] = [];
  return program
    .trimEnd()
    .split('\n')
    .flatMap((text) => {
      const line = { text, isComment: COMMENT.test(text), states };
      states = statesIn(text);
      return states.length > 0 ? [] : line;
    });
}

function statesIn(text: string): number[] {
  const names = (MARK.exec(text)?.[1]?.split(', ') ?? []) as (keyof typeof State)[];
  return names.map((name) => State[name]);
}
