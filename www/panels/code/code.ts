import { create, createGroup } from '../../dom/create.ts';
import type { Highlight } from '../highlight.ts';
import type { CreatePanel, Member, Panel, PanelHost } from '../panel.ts';
import { createChoice } from './choice.ts';
import styles from './code.css';
import { EXTENSIONS, LANGUAGES, type Language } from './languages.ts';
import { Listing } from './listing.ts';
import type { Mark } from './mark.ts';
import { preferredLanguage, rememberLanguage } from './preferred-language.ts';
import { numbersOf, programFor } from './program.ts';
import { hasOrder, programsOf, takesTurns } from './programs-of.ts';
import { sayCode } from './strings.ts';

/** Creates the panel that shows each member's strategy as a program, and marks the lines where its tasks are. */
export const createCode: CreatePanel = (members, host) => new Code(members, host);

class Code implements Panel {
  readonly styles = [styles];
  readonly element: HTMLElement;
  readonly #members: readonly Member[];
  readonly #host: PanelHost;
  readonly #listings: readonly Listing[];
  /** This panel has asked its host for this highlight. */
  #asked: Highlight | undefined;
  /** The reader has clicked on the line of this highlight. */
  #chosen: Highlight | undefined;
  /** The host shows this highlight, which may come from elsewhere. */
  #highlight: Highlight | undefined;
  #time = -1;

  constructor(members: readonly Member[], host: PanelHost) {
    this.#members = members;
    this.#host = host;
    const handlers = {
      point: (at: Mark | undefined) => this.#ask(at?.highlight ?? this.#chosen),
      choose: ({ highlight }: Mark) => this.#choose(highlight === this.#chosen ? undefined : highlight),
    };
    this.#listings = members.map((member, place) => new Listing(member, place, handlers));

    const among = LANGUAGES.filter((language) => members.some((member) => language in programsOf(member)));
    const wanted = members.find((member) => member.language !== undefined)?.language;
    const language = preferredLanguage(among, wanted);
    const languages = createChoice(
      'cvsp-code-languages',
      sayCode('code.language'),
      among,
      among.map((value) => sayCode(`code.${value}`)),
      language,
      (chosen) => {
        rememberLanguage(chosen);
        this.#setLanguage(chosen);
      },
    );
    const listings = create('div', 'cvsp-code-listings', ...this.#listings.map(({ element }) => element));
    const said = [members.some(takesTurns) && 'code.turns', members.some(hasOrder) && 'code.after'] as const;
    const notes = said.flatMap((key) => (key ? create('p', 'cvsp-code-note', sayCode(key)) : []));
    this.element = createGroup(
      'cvsp-code',
      sayCode('code.label'),
      create('div', 'cvsp-code-body', languages, listings, ...notes),
    );
    this.element.dataset['members'] = String(members.length);
    if (members.length > 1) this.element.prepend(this.#createTabs());
    this.#setLanguage(language);
  }

  show(time: number): void {
    this.#time = time;
    for (const listing of this.#listings) {
      listing.show(time);
      listing.highlight(this.#highlight);
    }
  }

  highlight(highlight: Highlight | undefined): void {
    // A highlight from elsewhere replaces the reader's choice here.
    if (highlight !== this.#asked) {
      this.#asked = undefined;
      this.#setChosen(undefined);
    }
    this.#highlight = highlight;
    for (const listing of this.#listings) listing.highlight(highlight);
  }

  remove(): void {
    if (this.#asked) this.#ask(undefined);
  }

  #ask(highlight: Highlight | undefined): void {
    this.#asked = highlight;
    this.#host.highlight(highlight);
  }

  #choose(highlight: Highlight | undefined): void {
    this.#setChosen(highlight);
    this.#ask(highlight);
  }

  #setChosen(chosen: Highlight | undefined): void {
    this.#chosen = chosen;
    for (const listing of this.#listings) listing.setChosen(chosen);
  }

  /** Creates the buttons that choose the visible listing where there is no room for several columns. */
  #createTabs(): HTMLElement {
    const show = (place: number) =>
      this.#listings.forEach(({ element }, i) => element.classList.toggle('cvsp-code-shown', i === place));
    show(0);
    const names = this.#members.map(({ name }) => name);
    return createChoice('cvsp-code-tabs', sayCode('code.member'), [...names.keys()], names, 0, show);
  }

  #setLanguage(language: Language): void {
    if (this.#asked) this.#choose(undefined);
    this.#listings.forEach((listing, i) => {
      const member = this.#members[i]!;
      const programs = programsOf(member);
      const own = language in programs ? language : LANGUAGES.find((other) => other in programs)!;
      listing.setProgram(
        `${member.scenario['strategy']}.${EXTENSIONS[own]}`,
        programFor(programs[own]!, numbersOf(member)),
      );
    });
    this.show(this.#time);
  }
}
