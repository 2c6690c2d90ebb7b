/** A moment of a group, in milliseconds of simulated time, and how long its run takes. */
export interface Moment {
  readonly time: number;
  readonly makespan: number;
}

/** What a figure tells the page of: events on its element, which bubble. */
export interface FigureEvents {
  /** A run begins to play from its start; in a loop each time. */
  'cvsp-start': CustomEvent<Moment>;
  /** The picture is finished by playing; in a loop each time. The moment is its own, and not that of its group's last. */
  'cvsp-finish': CustomEvent<Moment>;
  /** A reader or a program has gone to a moment. */
  'cvsp-seek': CustomEvent<Moment>;
  /** The figure cannot be shown. */
  'cvsp-error': CustomEvent<{ readonly message: string }>;
}

export function send<Type extends keyof FigureEvents>(
  element: Element,
  type: Type,
  detail: FigureEvents[Type]['detail'],
): void {
  element.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
}
