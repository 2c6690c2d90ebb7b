import type { Highlight } from '../highlight.ts';
import type { CreatePanel, Member, Panel, PanelHost } from '../panel.ts';
import { createChoice } from './choice.ts';
import { sayCode } from './strings.ts';
import './code.css';
import { create, createGroup } from '../../dom/create.ts';
import { EXTENSIONS, LANGUAGES, type Language } from './languages.ts';
import { Listing } from './listing.ts';
import type { Mark } from './mark.ts';
import { preferredLanguage, rememberLanguage } from './preferred-language.ts';
import { PROGRAMS } from './programs.ts';

/** The members' strategies as programs, side by side, with marks on the lines where their tasks are. */
export const createCode: CreatePanel = (members, host) => new Code(members, host);

class Code implements Panel {
  readonly element: HTMLElement;
  readonly #members: readonly Member[];
  readonly #host: PanelHost;
  readonly #listings: readonly Listing[];
  /** What this panel wants lit, and what of it the reader has chosen. */
  #asked: Highlight | undefined;
  #chosen: Highlight | undefined;
  #lit: Highlight | undefined;
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
    this.element = createGroup(
      'cvsp-code',
      sayCode('code.label'),
      create('div', 'cvsp-code-body', languages, listings),
    );
    this.element.dataset['members'] = String(members.length);
    if (members.length > 1) this.element.prepend(this.#createTabs());
    this.#setLanguage(language);
  }

  show(time: number): void {
    this.#time = time;
    for (const listing of this.#listings) {
      listing.show(time);
      listing.highlight(this.#lit);
    }
  }

  highlight(highlight: Highlight | undefined): void {
    // Whoever else lights something ends what was chosen here.
    if (highlight !== this.#asked) {
      this.#asked = undefined;
      this.#setChosen(undefined);
    }
    this.#lit = highlight;
    for (const listing of this.#listings) listing.highlight(highlight);
  }

  remove(): void {
    if (this.#asked) this.#ask(undefined);
    for (const listing of this.#listings) listing.remove();
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

  /** Where there is no room for columns, one listing is shown at a time. */
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
      const { scenario } = this.#members[i]!;
      const programs = programsOf(this.#members[i]!);
      const own = language in programs ? language : LANGUAGES.find((other) => other in programs)!;
      listing.setProgram(`${scenario['strategy']}.${EXTENSIONS[own]}`, programs[own]!);
    });
    this.show(this.#time);
  }
}

function programsOf({ scenario }: Member): (typeof PROGRAMS)[string] {
  return PROGRAMS[String(scenario['strategy'])]!;
}
