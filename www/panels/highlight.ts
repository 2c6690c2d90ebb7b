/** What is lit in a group: one task, or the tasks that are in some states at the moment; of one member or of all. */
export interface Highlight {
  readonly task?: number;
  /** `State`s. */
  readonly states?: readonly number[];
  /** The member's place in its group, from 0. */
  readonly member?: number;
}

/** Whether a member's task, which is in `state`, is lit. */
export function isHighlighted(
  { task, states, member }: Highlight,
  ofMember: number,
  ofTask: number,
  state: number,
): boolean {
  if (member !== undefined && member !== ofMember) return false;
  return task === ofTask || (states?.includes(state) ?? false);
}
