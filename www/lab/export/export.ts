import { create, createButton, createGroup } from '../../dom/create.ts';
import type { Theme } from '../../poster/layout.ts';
import { type Member, membersOf } from '../../poster/members.ts';
import { SPEEDS } from '../../run/pace.ts';
import type { Scenario } from '../../run/scenario.ts';
import type { Simulate } from '../../run/simulator.ts';
import { FIELD_NAMES } from '../state/fields.ts';
import { tidy } from '../state/state.ts';
import { Choice } from './choices.ts';
import { dataOf } from './data.ts';
import { download } from './download.ts';
import { type Film, MOST_SECONDS, planFilm, slowdownFor } from './film.ts';
import { FILES, type FilmFormat, type Format, isFilm, isLanguage, isText, PICTURES, TEXTS } from './formats.ts';
import { type Look, makeFilm, makePicture } from './make.ts';
import { fileName } from './names.ts';
import { languagesOf, programOf } from './programs.ts';
import { Progress } from './progress.ts';
import { sizeOf } from './sheet.ts';
import { sayExport } from './strings.ts';

/** What the lab shows, which can be saved. */
export interface ExportHost {
  readonly simulate: Simulate;
  /** Lists the runs that are shown, from the left, with what they are called. */
  runs(): readonly { readonly scenario: Scenario; readonly name: string }[];
  /** The moment that is shown, in milliseconds; nothing before the start and at the end. */
  moment(): number | undefined;
}

const SCALES = [1, 2, 4] as const;

/** A film is cut after so many seconds, where that is wanted. */
const LENGTHS = [5, 10, 20, 60];

/** Stands for the speed that suits a run. */
const AUTO = 0;

/** Is why a film ended when a reader has ended it. */
const STOPPED = new Error('a reader has ended it');

/** Films have this many frames in a second. The delays of a GIF are whole hundredths of a second. */
const RATES: Readonly<Record<FilmFormat, number>> = { webm: 30, mp4: 30, gif: 12.5 };

/** Is the part of the lab by which a reader saves what it shows as a file. */
export class Export {
  readonly element: HTMLElement;
  readonly #host: ExportHost;
  readonly #format: Choice<Format>;
  readonly #run: Choice<number>;
  readonly #scale: Choice<number>;
  readonly #speed: Choice<number>;
  readonly #length: Choice<number>;
  readonly #theme: Choice<Theme>;
  readonly #told = create('p', 'lab-status');
  readonly #missing = create('p', 'lab-status');
  readonly #status = create('p', 'lab-status');
  readonly #save = createButton('lab-button', sayExport('export.save'));
  readonly #progress = new Progress();
  /** The formats that this browser cannot make. */
  #cannot: readonly Format[] = [];
  #members: readonly Member[] = [];

  constructor(host: ExportHost) {
    this.#host = host;
    const tell = () => this.#tell();
    this.#format = new Choice('format', sayExport('export.format'), tell);
    this.#run = new Choice('run', sayExport('export.run'), () => this.show());
    this.#scale = new Choice('scale', sayExport('export.size'), tell);
    this.#speed = new Choice('speed', sayExport('export.speed'), tell);
    this.#length = new Choice('length', sayExport('export.length'), tell);
    this.#theme = new Choice('theme', sayExport('export.theme'), tell);
    this.#setConstantOptions();
    this.#status.role = 'status';
    this.#save.ariaPressed = null;
    this.#save.dataset['export'] = 'save';
    this.#save.addEventListener('click', () => this.#start());
    const choices = create('div', 'lab-choices', ...this.#choices.map(({ element }) => element));
    const buttons = create('div', 'lab-buttons', this.#save);
    this.element = createGroup('lab-export', sayExport('export.heading'));
    this.element.append(
      ...[create('h2', '', sayExport('export.heading')), choices, this.#missing, this.#told, buttons],
      ...[this.#progress.element, this.#status],
    );
    this.show();
    this.#findMissing();
  }

  /** Follows what the lab shows. */
  show(): void {
    const runs = this.#host.runs();
    this.#members = membersOf(
      this.#host.simulate,
      runs.map(({ scenario }) => tidy(scenario, FIELD_NAMES)),
    );
    this.#run.setOptions([{ options: runs.map(({ name }, value) => ({ value, text: name })) }], runs.length - 1);
    this.#setFormats();
    const auto = slowdownFor(this.#makespan);
    const speed = sayExport('export.speed.auto', { speed: speedText(auto) });
    const speeds = SPEEDS.map((speed) => ({ value: speed, text: sayExport('export.speed.value', { speed }) }));
    this.#speed.setOptions([{ options: [{ value: AUTO, text: speed }, ...speeds] }]);
    const scales = SCALES.map((scale) => {
      const text = sayExport('export.size.value', { scale, ...sizeOf(this.#members, scale) });
      return { value: scale, text };
    });
    this.#scale.setOptions([{ options: scales }], 2);
    this.#tell();
  }

  get #choices() {
    return [this.#format, this.#run, this.#scale, this.#speed, this.#length, this.#theme] as const;
  }

  get #makespan(): number {
    return Math.max(...this.#members.map(({ timeline }) => timeline.makespan));
  }

  #setConstantOptions(): void {
    const whole = { value: Number.POSITIVE_INFINITY, text: sayExport('export.length.whole') };
    const lengths = LENGTHS.map((seconds) => ({
      value: seconds,
      text: sayExport('export.length.value', { seconds }),
    }));
    this.#length.setOptions([{ options: [whole, ...lengths] }]);
    const themes = (['light', 'dark'] as const).map((value) => ({ value, text: sayExport(`export.theme.${value}`) }));
    this.#theme.setOptions(
      [{ options: themes }],
      matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    );
  }

  #setFormats(): void {
    const { scenario } = this.#host.runs()[this.#run.value]!;
    const languages = languagesOf(scenario, this.#host.simulate(scenario));
    const option = (value: Format) => {
      const format = sayExport(`export.${value}`);
      const isMissing = this.#cannot.includes(value);
      return { value, text: isMissing ? sayExport('export.cannot', { format }) : format, isMissing };
    };
    const texts = TEXTS.filter((format) => !isLanguage(format) || languages.includes(format));
    this.#format.setOptions([
      { name: sayExport('export.pictures'), options: PICTURES.map(option) },
      { name: sayExport('export.texts'), options: texts.map(option) },
    ]);
  }

  /** Finds out what this browser cannot encode, and says so. */
  async #findMissing(): Promise<void> {
    const { configFor } = await import(/* webpackChunkName: "video" */ './video.ts');
    const { width, height } = sizeOf(this.#members, 1);
    const cannot: ('webm' | 'mp4')[] = [];
    for (const format of ['webm', 'mp4'] as const)
      if (!(await configFor(format, width, height, RATES[format]))) cannot.push(format);
    this.#cannot = cannot;
    if (cannot.length === 0) return;
    const formats = new Intl.ListFormat('en-GB').format(cannot.map((format) => sayExport(`export.name.${format}`)));
    const key = typeof VideoEncoder === 'undefined' ? 'export.missing.api' : 'export.missing.codec';
    this.#missing.textContent = sayExport(key, { formats });
    this.#setFormats();
    this.#tell();
  }

  /** Shows the choices that a format has, and tells what comes of them. */
  #tell(): void {
    const format = this.#format.value;
    const isShown = !isText(format);
    this.#run.isHidden = isShown || this.#members.length === 1;
    this.#scale.isHidden = !(format === 'png' || isFilm(format));
    this.#speed.isHidden = this.#length.isHidden = !isFilm(format);
    this.#theme.isHidden = !isShown;
    this.#told.textContent = this.#text(format);
  }

  #text(format: Format): string {
    if (isFilm(format)) {
      const { frames, seconds } = this.#plan(format);
      return sayExport('export.tell.film', { frames, seconds: seconds.toFixed(1) });
    }
    return format === 'png' || format === 'svg' ? sayExport('export.tell.picture') : '';
  }

  #plan(format: FilmFormat): Film {
    const makespan = this.#makespan;
    const slowdown = this.#speed.value === AUTO ? slowdownFor(makespan) : 1 / this.#speed.value;
    return planFilm(makespan, slowdown, this.#length.value, RATES[format]);
  }

  /** Makes what is chosen, and saves it; or says why nothing was saved. */
  async #start(): Promise<void> {
    const format = this.#format.value;
    const all = this.#host.runs().map(({ scenario }) => tidy(scenario, FIELD_NAMES));
    const scenarios = isText(format) ? [all[this.#run.value]!] : all;
    const at = format === 'png' || format === 'svg' ? this.#host.moment() : undefined;
    this.#setBusy(true);
    this.#status.textContent = '';
    try {
      const content = await this.#make(format, { scenarios, theme: this.#theme.value, scale: this.#scale.value, at });
      const name = fileName(scenarios, format, at);
      download(content, name);
      this.#status.textContent = sayExport('export.saved', { name, size: sizeText(content.size) });
    } catch (error) {
      this.#status.textContent =
        error === STOPPED
          ? sayExport('export.stopped')
          : sayExport('export.failed', { message: (error as Error).message });
    }
    this.#setBusy(false);
  }

  #make(format: Format, look: Look): Blob | Promise<Blob> {
    const { simulate } = this.#host;
    if (isText(format)) {
      const scenario = look.scenarios[0]!;
      const write = isLanguage(format) ? programOf.bind(null, format) : dataOf.bind(null, format);
      return new Blob([write(scenario, simulate(scenario))], { type: FILES[format].type });
    }
    if (!isFilm(format)) return makePicture(format, look, simulate);
    const film = this.#plan(format);
    if (film.seconds > MOST_SECONDS) {
      const seconds = Math.round(film.seconds);
      throw new Error(sayExport('export.tooLong', { seconds, most: MOST_SECONDS }));
    }
    const ended = new AbortController();
    this.#progress.start(() => ended.abort(STOPPED));
    const show = (frames: number) => this.#progress.show(frames, film.frames);
    return makeFilm(format, this.#members, look, film, show, ended.signal);
  }

  #setBusy(isBusy: boolean): void {
    for (const choice of this.#choices) choice.isDisabled = isBusy;
    this.#save.hidden = isBusy;
    if (isBusy) return;
    const hadFocus = this.#progress.element.contains(document.activeElement);
    this.#progress.finish();
    if (hadFocus) this.#save.focus();
  }
}

/** Writes a speed with few digits: 0.5, 4, 1000. */
function speedText(slowdown: number): string {
  return String(Number((1 / slowdown).toPrecision(3)));
}

function sizeText(bytes: number): string {
  const kilobytes = bytes / 1000;
  return kilobytes < 1000
    ? sayExport('export.kilobytes', { size: kilobytes.toFixed(kilobytes < 10 ? 1 : 0) })
    : sayExport('export.megabytes', { size: (kilobytes / 1000).toFixed(1) });
}
