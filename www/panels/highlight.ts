/** Selects the tiles to highlight in a group: one task, or all tasks in some states; in one member, or in all. */
export interface Highlight {
  readonly task?: number;
  /** Each number is a `State`. */
  readonly states?: readonly number[];
  /** The member is given by its index in the group, from 0. */
  readonly member?: number;
}

/** Returns whether a member's task, which is in `state`, is highlighted. */
export function isHighlighted(
  { task, states, member }: Highlight,
  ofMember: number,
  ofTask: number,
  state: number,
): boolean {
  if (member !== undefined && member !== ofMember) return false;
  return task === ofTask || (states?.includes(state) ?? false);
}
