/** Is a moment of a group, in milliseconds of simulated time, and how long its run takes. */
export interface Moment {
  readonly time: number;
  readonly makespan: number;
}

/** Lists what a figure tells the page of: events on its element, which bubble, out of shadow roots, too. */
export interface FigureEvents {
  /** Time begins to go by, by the page or by a reader's or a program's hand. */
  'cvsp-play': CustomEvent<Moment>;
  /** Time stops going by; without a loop, at the end of the run, too. */
  'cvsp-pause': CustomEvent<Moment>;
  /** A run begins to play from its start; in a loop each time. */
  'cvsp-start': CustomEvent<Moment>;
  /** The picture is finished by playing; in a loop each time. The moment is the figure's own, not that of its group's last. */
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
  element.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
}
