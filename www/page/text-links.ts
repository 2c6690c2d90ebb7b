import type { Figure } from '../figure/figure.ts';
import type { Group } from '../group/group.ts';
import type { Highlight } from '../panels/highlight.ts';
import { invalid } from '../run/invalid.ts';
import { State } from '../run/state.ts';
import { findMoment, type Meant, momentOfMost } from './moments.ts';

/** Is a figure that a text may speak of. */
interface Linked {
  readonly figure: Figure;
  readonly group: Group;
}

/** Maps elements to their figures. */
export type Figures = ReadonlyMap<Element, Linked>;

/** Names the attribute of a link that takes the figure it leads to, to this moment or event. */
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
  addEventListener('click', (event) => followLink(figures, event), { signal, capture: true });
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
 * Takes the figure that a link leads to, to what the link means. The click is taken before any router or scrolling script
 * of the page sees it, since those would leave the figure as it is, or make the page anew.
 */
function followLink(figures: Figures, event: MouseEvent): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const place = (event.target as Element).closest?.(`[${AT}], [${STATE}]`);
  const link = place?.closest<HTMLAnchorElement>('a[href]');
  const target = link && isOfThisPage(link) ? linked(figures, link) : undefined;
  if (!place || !target) return;
  const { figure, group } = target;
  try {
    const { time, highlight } = meantBy(place, target);
    group.visit(time, highlight);
  } catch (error) {
    // The page's text is wrong, and no figure: the link still works as a link.
    console.error(`cvsp: ${(error as Error).message}`, place);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  // The page moves no more than it must, and not at all where the whole picture is in view.
  figure.canvas.scrollIntoView({ block: 'nearest' });
}

/**
 * Finds the moment that a link means, and what it means there: that of its attribute; or now, where a tile is in its state,
 * or else when most are.
 *
 * @throws where there is no such moment or state
 */
function meantBy(place: Element, { figure, group }: Linked): Meant {
  const [at, state] = [place.getAttribute(AT), place.getAttribute(STATE)];
  const highlight = state === null ? undefined : highlightOf(state);
  if (at !== null) {
    const { timelines } = group;
    const meant = findMoment(AT, at, timelines, timelines.indexOf(figure.timeline));
    return highlight ? { time: meant.time, highlight } : meant;
  }
  const [number] = highlight!.states;
  const isNow = group.player.currentTime > 0 && figure.frame.state.includes(number!);
  const time = isNow ? group.player.currentTime * 1000 : momentOfMost(number!, figure.timeline);
  if (time === undefined) throw invalid(STATE, state, "a state of the figure's run");
  return { time, highlight };
}

/** Whether a link leads to a place in this page, and to no other page that has a figure of the same name. */
function isOfThisPage({ origin, pathname, search, target }: HTMLAnchorElement): boolean {
  const isHere = origin === location.origin && pathname === location.pathname && search === location.search;
  return isHere && (target === '' || target === '_self');
}

function highlightStates(figures: Figures, word: Element, on: boolean): void {
  let highlight: Highlight | undefined;
  try {
    highlight = highlightOf(word.getAttribute(STATE)!);
  } catch (error) {
    console.error(`cvsp: ${(error as Error).message}`, word);
    return;
  }
  const target = linked(figures, word);
  for (const { group } of target ? [target] : figures.values()) {
    // What a link has led to stays lit while the run stays there.
    if (on || !group.isVisiting) group.highlight(on ? highlight : undefined);
  }
}

/** @throws where there is no such state */
function highlightOf(state: string) {
  if (!Object.hasOwn(State, state)) throw invalid(STATE, state, `one of ${Object.keys(State).join(', ')}`);
  return { states: [State[state as keyof typeof State]] };
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
