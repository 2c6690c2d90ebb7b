import type { Figure } from '../figure/figure.ts';
import type { Group } from '../group/group.ts';
import type { Highlight } from '../panels/highlight.ts';
import { State } from '../run/state.ts';
import { parseMoment } from '../words/moment.ts';

/** Maps elements to their figures. */
export type Figures = ReadonlyMap<Element, { readonly figure: Figure; readonly group: Group }>;

/** Names the attribute of a link that takes the figure it leads to, to this moment. */
const AT = 'data-cvsp-at';
/** Names the attribute of a word that highlights the tiles in this state, in the figure that it links to or in all. */
const STATE = 'data-cvsp-state';

/** Lets the text around the figures speak to them, until the signal: links lead to moments, and words highlight tiles. */
export function followTextLinks(figures: Figures, signal: AbortSignal): void {
  let touched: Event | undefined;
  const highlight = (event: Event, on: boolean) => {
    const word = (event.target as Element).closest?.(`[${STATE}]`);
    if (word) highlightStates(figures, word, on);
  };
  addEventListener('click', (event) => goToMoment(figures, event), { signal, capture: true });
  const on = (event: Event) => {
    // A finger that was lifted still means its word, until it touches another place.
    if (touched) highlight(touched, false);
    touched = undefined;
    highlight(event, true);
  };
  const out = (event: Event) => {
    if ((event as PointerEvent).pointerType === 'touch') touched = event;
    else highlight(event, false);
  };
  for (const type of ['pointerover', 'focusin']) document.addEventListener(type, on, { signal });
  for (const type of ['pointerout', 'focusout']) document.addEventListener(type, out, { signal });
}

/**
 * Takes the figure that a link leads to, to the link's moment. The click is taken before any router or scrolling script of
 * the page sees it, since those would leave the figure as it is, or make the page anew.
 */
function goToMoment(figures: Figures, event: MouseEvent): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest?.<HTMLAnchorElement>(`a[${AT}]`);
  const target = link && isOfThisPage(link) ? linked(figures, link) : undefined;
  if (!link || !target) return;
  const { figure, group } = target;
  try {
    const time = parseMoment(AT, link.getAttribute(AT)!, figure.timeline.makespan);
    group.act((transport) => transport.seek(time));
  } catch (error) {
    // The page's text is wrong, and no figure: the link still works as a link.
    console.error(`cvsp: ${(error as Error).message}`, link);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  // The page need not move where the whole picture is in view.
  const { top, bottom, height } = figure.canvas.getBoundingClientRect();
  if (top >= 0 && bottom <= innerHeight) return;
  figure.box.scrollIntoView({ block: height <= innerHeight ? 'center' : 'start' });
}

/** Whether a link leads to a place in this page, and to no other page that has a figure of the same name. */
function isOfThisPage({ origin, pathname, search, target }: HTMLAnchorElement): boolean {
  const isHere = origin === location.origin && pathname === location.pathname && search === location.search;
  return isHere && (target === '' || target === '_self');
}

function highlightStates(figures: Figures, word: Element, on: boolean): void {
  const state = word.getAttribute(STATE)!;
  if (!Object.hasOwn(State, state)) {
    console.error(`cvsp: ${STATE} is "${state}"; it must be one of ${Object.keys(State).join(', ')}`, word);
    return;
  }
  const highlight: Highlight | undefined = on ? { states: [State[state as keyof typeof State]] } : undefined;
  const target = linked(figures, word);
  for (const { group } of target ? [target] : figures.values()) group.highlight(highlight);
}

/** Finds the figure that an element links to, by its own `href` or that of the link around it. */
function linked(figures: Figures, element: Element) {
  const hash = element.closest<HTMLAnchorElement>('a[href]')?.hash;
  const target = hash ? document.getElementById(decoded(hash.slice(1))) : null;
  return target ? figures.get(target) : undefined;
}

/** Decodes the name in a link. One that cannot be decoded may still be a name as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
