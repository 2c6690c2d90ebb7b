import { checkOptions, type FigureOptions, isObject } from '../figure/options.ts';
import { withPreset } from '../page/presets.ts';
import { balloons } from '../paint/pictures/balloons.ts';
import { harbour } from '../paint/pictures/harbour.ts';
import type { pictures } from '../paint/pictures/pictures.ts';
import { short } from '../paint/svg/path.ts';
import { PICTURE_SIDE, writePicture } from '../paint/svg/picture.ts';
import { ticks, timeText } from '../panels/lanes/times.ts';
import { invalid } from '../run/invalid.ts';
import { PosterLoop } from '../run/poster-loop.ts';
import { makeSeekable, type SeekableTimeline } from '../run/seekable-timeline.ts';
import type { Simulate } from '../run/simulate.ts';
import { boundsOf, compare, duration, progress, strategyName, times } from '../words/format.ts';
import { parseMoment } from '../words/moment.ts';
import { say } from '../words/strings.ts';
import { Charts, Textures } from './charts.ts';
import { type Detail, type Film, filmOf, placesAt } from './film.ts';
import { sayPoster } from './strings.ts';
import { BLEED, Strip } from './strip.ts';

/** Says how a poster is drawn. */
export interface PosterSettings {
  /** `true` lets it play again and again, by style alone; the default is a picture that does not move. */
  readonly animated?: boolean | undefined;
  /** A picture that does not move shows this moment of the run, such as `"4.2s"`; the default is its end. */
  readonly at?: string | undefined;
  /** `"light"` or `"dark"`; the default is what the reader's system has. */
  readonly theme?: 'auto' | 'light' | 'dark' | undefined;
  /** The image is this wide, in CSS pixels from 1; the default is as wide as there is room. */
  readonly width?: number | undefined;
  /** Is what those hear who do not see it; the default names the figures. */
  readonly title?: string | undefined;
}

/** One figure: the id of a preset, or the options that `mount` takes. */
export type PosterFigure = string | FigureOptions;

/** Words what a poster shows, as its text alternative. */
export interface PosterText {
  readonly title: string;
  readonly description: string;
}

/** Nothing has to be loaded, so that a poster can be drawn at once. */
const DRAWINGS = { harbour: harbour.draw, balloons: balloons.draw } as const satisfies Record<
  keyof typeof pictures,
  unknown
>;

/** A figure is this wide, in the poster's units, and stands so far from the next. */
const WIDTH = 320;
const GAP = 16;

/** A picture is so high at least and at most; beyond that, its tiles are no squares. */
const [MIN_HEIGHT, MAX_HEIGHT] = [40, 1280];

/** The caption, the lanes and the axis of time below a picture take this much room, and a second line of the caption. */
const ROOM = 88;
const LINE = 16;
const MARGIN = 8;
const CAPTION = 17;
const LANES = 25;

/** Each label of the axis has this much room. */
const LABEL_WIDTH = 56;

/** Tiles of fewer units have no looks here: a canvas paints them pixel by pixel. */
const MIN_TILE = 8;

/** More tiles than these are not told apart. */
const MAX_TILES = 1024;

/**
 * A poster plays with less detail where it would take more than the first number of bytes. Where it would take more than
 * the second even with the least, only its playhead moves.
 */
const [WANTED_BYTES, MOST_BYTES] = [30_000, 64_000];

const DETAILS: readonly Detail[] = [
  { levels: 24, grain: 1 },
  { levels: 12, grain: 1 },
  { levels: 8, grain: 10 },
];

/** Runs of more looks than these, tiles by spans, are not sampled: only the playhead moves. */
const MOST_SAMPLES = 2_000_000;

interface Member {
  readonly name: string;
  readonly bounds: string;
  readonly picture: keyof typeof pictures;
  readonly hasLanes: boolean;
  readonly timeline: SeekableTimeline;
  readonly columns: number;
  readonly rows: number;
  readonly height: number;
}

/**
 * Draws a poster: an SVG that shows one figure, or several as a row, where no script runs.
 *
 * @throws an error that names what is wrong in the figures or the settings, its value and what is allowed
 */
export function drawPoster(
  simulate: Simulate,
  figures: PosterFigure | readonly PosterFigure[],
  settings: PosterSettings = {},
): string {
  const members = membersOf(simulate, figures);
  checkSettings(settings);
  const makespan = Math.max(...members.map(({ timeline }) => timeline.makespan));
  const time = parseMoment('at', settings.at ?? 'end', makespan);
  const drawings: Record<string, string> = {};
  for (const name of new Set(members.map(({ picture }) => picture))) {
    drawings[name] = writePicture(DRAWINGS[name], name[0]!);
  }
  const write = (detail: Detail | undefined) => new Sheet(members, makespan, time, settings, drawings, detail).text;
  if (!settings.animated || makespan === 0) return write(DETAILS[0]);
  const isLong = members.some(({ timeline: { tasks, state } }) => tasks * state.length > MOST_SAMPLES);
  if (isLong) return write(undefined);
  let svg = '';
  for (const detail of DETAILS) {
    svg = write(detail);
    if (svg.length <= WANTED_BYTES) return svg;
  }
  return svg.length <= MOST_BYTES ? svg : write(undefined);
}

/** Returns the text alternative of the poster that `drawPoster` draws. */
export function posterText(
  simulate: Simulate,
  figures: PosterFigure | readonly PosterFigure[],
  settings: PosterSettings = {},
): PosterText {
  return textOf(membersOf(simulate, figures), settings);
}

function textOf(members: readonly Member[], settings: PosterSettings): PosterText {
  const titles = members.map(titleOf);
  const sentences = members.map(({ timeline: { tasks, makespan, load, render } }) => {
    const key = tasks === 1 ? 'poster.tile' : 'poster.tiles';
    const work = [load, render].reduce((sum, times) => times.reduce((sum, time) => sum + time, sum), 0);
    return [
      sayPoster(key, { count: tasks, makespan: duration(makespan) }),
      sayPoster('poster.work', { work: duration(work) }),
    ].join(' ');
  });
  return {
    title: settings.title ?? titles.join('; '),
    description:
      members.length === 1
        ? sentences[0]!
        : sentences.map((text, i) => sayPoster('poster.member', { name: titles[i]!, text })).join(' '),
  };
}

function titleOf({ name, bounds }: Member): string {
  return [name, bounds].filter(Boolean).join(', ');
}

function membersOf(simulate: Simulate, figures: PosterFigure | readonly PosterFigure[]): Member[] {
  const list = Array.isArray(figures) ? (figures as readonly PosterFigure[]) : [figures as PosterFigure];
  if (list.length === 0) throw invalid('figures', figures, 'one figure, or a list of at least one');
  return list.map((figure) => {
    const given = typeof figure === 'string' ? { preset: figure } : figure;
    if (!isObject(given)) throw invalid('figures', figure, 'the id of a preset, or an object of options');
    const options = withPreset(given);
    const { scenario, label, picture, image } = checkOptions(options);
    if (image !== undefined) throw invalid('image', image, 'left out: a poster loads nothing');
    // The same options give the same poster.
    const timeline = makeSeekable(simulate({ seed: 1, ...scenario }));
    const [columns, rows] = gridOf(scenario, timeline.tasks);
    return {
      name: label ?? strategyName(scenario['strategy']),
      bounds: boundsOf(scenario),
      picture,
      hasLanes: options.lanes ?? true,
      timeline,
      columns,
      rows,
      height: Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, Math.floor((WIDTH * rows) / columns))),
    };
  });
}

/** Returns the columns and rows of the scenario's grid, or those nearest to a square. */
function gridOf({ grid }: Readonly<Record<string, unknown>>, tasks: number): readonly [number, number] {
  if (grid) return grid as [number, number];
  const columns = Math.ceil(Math.sqrt(tasks));
  return [columns, Math.ceil(tasks / columns)];
}

function checkSettings({ animated, at, theme, width, title }: PosterSettings): void {
  if (![undefined, true, false].includes(animated)) throw invalid('animated', animated, 'true or false');
  if (at !== undefined && typeof at !== 'string') throw invalid('at', at, 'a moment such as "4.2s", or left out');
  if (animated && at !== undefined) throw invalid('at', at, 'left out where animated is true');
  if (![undefined, 'auto', 'light', 'dark'].includes(theme)) throw invalid('theme', theme, '"auto", "light" or "dark"');
  if (width !== undefined && !(typeof width === 'number' && width >= 1 && width < Infinity)) {
    throw invalid('width', width, 'a number of pixels from 1');
  }
  if (title !== undefined && (typeof title !== 'string' || title === '')) {
    throw invalid('title', title, 'a text that is not empty, or left out');
  }
}

/** Writes the SVG of a poster. */
class Sheet {
  readonly #members: readonly Member[];
  readonly #makespan: number;
  readonly #time: number;
  readonly #loop: PosterLoop | undefined;
  readonly #detail: Detail | undefined;
  readonly #textures: Textures;
  readonly text: string;
  /** These are filled while figures are written. */
  #definitions = '';
  #rules = '';
  /** Holds rules for readers who have not asked for less motion. */
  #motion = '';

  constructor(
    members: readonly Member[],
    makespan: number,
    time: number,
    settings: PosterSettings,
    drawings: Readonly<Record<string, string>>,
    detail: Detail | undefined,
  ) {
    this.#members = members;
    this.#makespan = makespan;
    this.#time = time;
    this.#detail = detail;
    this.#loop = settings.animated && makespan > 0 ? new PosterLoop(makespan) : undefined;
    this.#textures = new Textures(new Set(members.flatMap(({ timeline }) => [...new Set(timeline.state)])));
    for (const [name, drawing] of Object.entries(drawings)) {
      const box = `viewBox="0 0 ${PICTURE_SIDE} ${PICTURE_SIDE}" preserveAspectRatio="xMidYMid slice"`;
      this.#definitions += `<symbol id="${name}" ${box}>${drawing}</symbol>`;
    }
    const picture = Math.max(...members.map(({ height }) => height));
    const height = picture + this.#room;
    const width = members.length * (WIDTH + GAP) - GAP;
    const figures = members.map((member, i) => {
      const content = this.#figure(member, i, picture);
      return i === 0 ? content : `<g transform="translate(${i * (WIDTH + GAP)})">${content}</g>`;
    });
    const { title, description } = textOf(members, settings);
    const size = settings.width
      ? ` width="${short(settings.width)}" height="${short((settings.width * height) / width)}"`
      : '';
    this.text = `<svg xmlns="http://www.w3.org/2000/svg"${size} viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">
<title id="title">${escapeXml(title)}</title>
<desc id="desc">${escapeXml(description)}</desc>
<style>${this.#style(settings.theme ?? 'auto')}</style>
<defs>${this.#textures.text}${this.#definitions}</defs>
<rect class="paper" width="${width}" height="${height}"/>
${figures.join('\n')}
</svg>
`;
  }

  get #room(): number {
    const { length } = this.#members;
    const lines = length > 1 ? LINE : 0;
    return this.#members.some(({ hasLanes }) => hasLanes) ? ROOM + lines : LANES + lines;
  }

  #style(theme: 'auto' | 'light' | 'dark'): string {
    const [light, dark] = ['svg{--p:#fff;color:#1b1d22}', 'svg{--p:#15171b;color:#e6e7ea}'];
    const paper =
      theme === 'dark' ? dark : theme === 'light' ? light : `${light}@media(prefers-color-scheme:dark){${dark}}`;
    const loop = this.#loop;
    const motion = loop
      ? `.head{opacity:0}@media(prefers-reduced-motion:no-preference){.head{animation:p ${loop.length}ms linear infinite}${this.#motion}}`
      : '';
    return `${paper}
svg{font:12px system-ui,sans-serif}
.paper{fill:var(--p)}text{fill:currentColor}.axis,.head{stroke:currentColor}.head{stroke-width:3}
.l{fill:none;stroke-linecap:round}.grey{fill:#888;mix-blend-mode:saturation}
${this.#rules}${motion}`;
  }

  #figure(member: Member, index: number, picture: number): string {
    const caption = this.#caption(member, picture + CAPTION);
    const lanes = member.hasLanes ? this.#lanes(member, picture + LANES + (this.#members.length > 1 ? LINE : 0)) : '';
    return `${this.#picture(member, index)}\n${caption}\n${lanes}`;
  }

  #picture(member: Member, index: number): string {
    const { picture, height, timeline, columns, rows } = member;
    const drawing = `<use href="#${picture}" width="${WIDTH}" height="${height}"/>`;
    const grey = `<path class="grey" d="M0 0h${WIDTH}v${height}H0z"/>`;
    const rest = this.#rest(member);
    const isSmall = Math.min(WIDTH / columns, height / rows) < MIN_TILE || timeline.tasks > MAX_TILES;
    if (isSmall || this.#detail === undefined) {
      return `${drawing}${timeline.render.some((time) => time > 0) ? '' : grey}${rest}`;
    }

    const [pixel, down] = [2, (2 * height) / rows].map(Math.round) as [number, number];
    const strip = new Strip(Math.round((pixel * WIDTH) / columns), down, pixel);
    const { width, height: tileHeight, pitch } = strip;
    const film = this.#loop && filmOf(timeline, this.#loop, strip, this.#detail);
    const places = placesAt(timeline, this.#loop ? timeline.makespan : this.#time, strip, this.#detail.levels);
    const { colours, covers } = strip;
    if (!film && covers === '' && new Set(places).size === 1) return `${drawing}${colours === '' ? grey : ''}${rest}`;

    const id = (name: string) => `${name}${index || ''}`;
    const box = `x="${-BLEED}" y="${-BLEED}" width="${width + 2 * BLEED}" height="${tileHeight + 2 * BLEED}"`;
    const window = (name: string, content: string) =>
      `<g id="${id(name)}"><svg ${box}><g class="${id('s')}"><g transform="translate(${BLEED} ${BLEED})">${content}</g></g></svg></g>`;
    this.#rules += `.${id('s')}{translate:calc(var(--x)*-${pitch}px)}`;
    const usual = mostFrequent(places);
    this.#rules += `.${id('t')}{--x:${usual}}`;
    const kindOf = (tile: number) =>
      film ? `${id('k')}${index ? '-' : ''}${tile.toString(36)}` : `${id('x')}-${places[tile]!}`;
    for (const place of new Set(places))
      if (!film && place !== usual) this.#rules += `.${id('x')}-${place}{--x:${place}}`;
    if (film) this.#animate(film, places, usual, id('t'), kindOf);
    const tiles = (name: string) => {
      const uses = places.map((place, tile) => {
        const column = tile % columns;
        const x = column > 0 ? ` x="${column * width}"` : '';
        const kind = film || place !== usual ? ` class="${kindOf(tile)}"` : '';
        return `<use href="#${id(name)}"${x}${kind}/>`;
      });
      return Array.from({ length: rows }, (_, row) => {
        const content = uses.slice(row * columns, (row + 1) * columns).join('');
        return row === 0 ? content : `<g transform="translate(0 ${row * tileHeight})">${content}</g>`;
      }).join('');
    };
    const [sx, sy] = [WIDTH / columns / width, height / rows / tileHeight].map((scale) => short(scale, 6));
    const group = (name: string) =>
      `<g class="${id('t')}" transform="scale(${sx === sy ? sx : `${sx} ${sy}`})">${tiles(name)}</g>`;
    this.#definitions += `${window('c', colours)}${window('v', covers)}<mask id="${id('m')}">${group('c')}</mask>`;
    return `${drawing}${grey}<g mask="url(#${id('m')})">${drawing}</g>${group('v')}${rest}`;
  }

  #animate(
    film: Film,
    places: readonly number[],
    usual: number,
    group: string,
    kindOf: (tile: number) => string,
  ): void {
    if (!this.#motion.includes('@property'))
      this.#rules += '@property --x{syntax:"&lt;number>";inherits:true;initial-value:0}';
    // This is more specific than the rules of single tiles, which give nothing but the name.
    const timing = `animation-timing-function:${film.timing};animation-iteration-count:infinite`;
    this.#motion += `.${group} use{animation-duration:${this.#loop!.length}ms;${timing}}`;
    film.tiles.forEach((keyframes, tile) => {
      const kind = kindOf(tile);
      if (places[tile] !== usual) this.#rules += `.${kind}{--x:${places[tile]!}}`;
      this.#motion += `.${kind}{animation:${kind}}@keyframes ${kind}{${keyframes}}`;
    });
  }

  /** Covers the places of the grid's last row that have no tile. */
  #rest({ columns, rows, height, timeline: { tasks } }: Member): string {
    const left = columns * rows - tasks;
    if (left === 0) return '';
    const [width, down] = [WIDTH / columns, height / rows];
    const area = [(columns - left) * width, (rows - 1) * down, left * width, down].map((number) => short(number));
    return `<rect class="paper" x="${area[0]}" y="${area[1]}" width="${area[2]}" height="${area[3]}"/>`;
  }

  /** Writes the title and how long the run took. A long title is written smaller, and cut if it is still too long. */
  #caption(member: Member, y: number): string {
    const { makespan } = member.timeline;
    const isRow = this.#members.length > 1;
    const isFinished = this.#loop !== undefined || this.#time >= makespan;
    const slowest = this.#members.reduce((a, b) => (b.timeline.makespan > a.timeline.makespan ? b : a));
    const { speed: faster } = compare(makespan, slowest.timeline.makespan, slowest.name);
    const took = isFinished ? say('caption.took', { time: duration(makespan) }) : progress(this.#time, makespan, true);
    const comparison = isRow && isFinished && member !== slowest && makespan > 0 ? faster : '';
    const right = [took, comparison, this.#speed].filter(Boolean).join(' · ');
    const small = isRow || !this.#speed ? 12 : 10.5;
    const title = titleOf(member);
    // A letter is a bit more than half as wide as it is high.
    const room = isRow ? WIDTH - 2 * MARGIN : WIDTH - 3 * MARGIN - right.length * small * 0.52;
    const size = Math.min(14, Math.max(11, room / 0.59 / [...title].length));
    const most = Math.floor(Math.max(4, room / 0.59 / size));
    const shown = [...title].length > most ? `${[...title].slice(0, most - 1).join('')}…` : title;
    const place = isRow ? `x="${MARGIN}" y="${y + LINE}"` : `x="${WIDTH - MARGIN}" y="${y}" text-anchor="end"`;
    return `<text x="${MARGIN}" y="${y}" font-size="${short(size)}" font-weight="600">${escapeXml(shown)}</text><text ${place} font-size="${small}">${escapeXml(right)}</text>`;
  }

  get #speed(): string {
    const speed = this.#loop?.speed;
    if (!speed) return '';
    return 'faster' in speed
      ? sayPoster('poster.faster', { times: times(speed.faster).replace(/\.0$/, '') })
      : sayPoster('poster.slower', { times: speed.slower });
  }

  #lanes(member: Member, top: number): string {
    const width = WIDTH - 2 * MARGIN;
    const charts = new Charts(member.timeline, this.#makespan || 1, 2 * width);
    const { height } = charts;
    const parts = [charts.write(this.#textures)];
    if (this.#loop) {
      this.#motion += this.#motion.includes('@keyframes p{') ? '' : this.#playhead(2 * width);
      parts.push(`<path class="head" d="M0-4V${height + 4}"/>`);
    } else if (this.#time < this.#makespan) {
      const x = short((this.#time / this.#makespan) * 2 * width, 1);
      parts.push(`<path class="head" d="M${x}-4V${height + 4}"/>`);
    }
    const lanes = `<g transform="translate(${MARGIN} ${top})scale(.5)" fill="none">${parts.join('')}</g>`;
    return lanes + this.#axis(MARGIN, top + height / 2 + 1, width);
  }

  #playhead(width: number): string {
    const loop = this.#loop!;
    const end = loop.at(this.#makespan) / 100;
    return `@keyframes p{0%{opacity:1;transform:none}${end}%,to{opacity:1;transform:translateX(${width}px)}}`;
  }

  #axis(left: number, top: number, width: number): string {
    const until = this.#makespan;
    const at = ticks(until, Math.floor(width / LABEL_WIDTH));
    const x = (time: number) => short(left + (until > 0 ? (time / until) * width : 0), 1);
    const marks = [...at, ...(until > 0 && at.at(-1) !== until ? [until] : [])].map((time) => `M${x(time)} ${top}v3`);
    const label = (time: number, text: string, anchor: string) =>
      `<text x="${x(time)}" y="${top + 13}"${anchor && ` text-anchor="${anchor}"`}>${escapeXml(text)}</text>`;
    const labels = at
      // The last label is that of the end, to a tenth of a second or three digits.
      .filter((time) => until === 0 || Number(x(time)) + LABEL_WIDTH < left + width)
      .map((time) => label(time, time === 0 ? '0' : timeText(time, until, at[1]!), time === 0 ? '' : 'middle'));
    if (until > 0) labels.push(label(until, duration(until), 'end'));
    return `<path class="axis" d="${marks.join('')}"/><g font-size="10">${labels.join('')}</g>`;
  }
}

function mostFrequent(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

/** Escapes a text for XML, and replaces characters that XML cannot hold. */
export function escapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return (
    text
      .replace(/[&<>"]/g, (character) => named[character]!)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
      .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
  );
}
