import { balloons } from '../paint/pictures/balloons.ts';
import { harbour } from '../paint/pictures/harbour.ts';
import type { pictures } from '../paint/pictures/pictures.ts';
import { short } from '../paint/svg/path.ts';
import { PICTURE_SIDE, writePicture } from '../paint/svg/picture.ts';
import { invalid } from '../run/invalid.ts';
import { PosterLoop } from '../run/poster-loop.ts';
import { duration } from '../words/format.ts';
import { parseMoment } from '../words/moment.ts';
import { Charts, Textures } from './charts.ts';
import { type Detail, type Film, filmOf, placesAt } from './film.ts';
import {
  axisOf,
  captionOf,
  GAP,
  LABEL_SIZE,
  type Layout,
  type Line,
  layoutOf,
  MARGIN,
  speedOf,
  THEMES,
  type Theme,
} from './layout.ts';
import { type Member, titleOf, WIDTH } from './members.ts';
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

/**
 * Draws a poster: an SVG that shows one figure, or several as a row, where no script runs.
 *
 * @throws an error that names what is wrong in the settings, its value and what is allowed
 */
export function drawPoster(members: readonly Member[], settings: PosterSettings = {}): string {
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

/** Words what a poster shows, for those who do not see it. */
export function posterText(members: readonly Member[], settings: PosterSettings = {}): PosterText {
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
  readonly #layout: Layout;
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
    this.#layout = layoutOf(members);
    const { width, height } = this.#layout;
    const figures = members.map((member, i) => {
      const content = this.#figure(member, i);
      return i === 0 ? content : `<g transform="translate(${i * (WIDTH + GAP)})">${content}</g>`;
    });
    const { title, description } = posterText(members, settings);
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

  #style(theme: 'auto' | Theme): string {
    const rule = (theme: Theme) => `svg{--p:${THEMES[theme].paper};color:${THEMES[theme].ink}}`;
    const paper = theme === 'auto' ? `${rule('light')}@media(prefers-color-scheme:dark){${rule('dark')}}` : rule(theme);
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

  #figure(member: Member, index: number): string {
    const lanes = member.hasLanes ? this.#lanes(member, this.#layout.lanes) : '';
    return `${this.#picture(member, index)}\n${this.#caption(member)}\n${lanes}`;
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

  #caption(member: Member): string {
    const time = this.#loop ? member.timeline.makespan : this.#time;
    const lines = captionOf(member, this.#members, time, speedOf(this.#loop?.slowdown ?? 1), this.#layout.caption);
    return lines.map((line) => text(line, ` font-size="${short(line.size)}"`)).join('');
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
    const { marks, labels } = axisOf(this.#makespan, left, top, width);
    const path = marks.map((x) => `M${short(x, 1)} ${top}v3`).join('');
    return `<path class="axis" d="${path}"/><g font-size="${LABEL_SIZE}">${labels.map((line) => text(line)).join('')}</g>`;
  }
}

/** Writes a line of text, with attributes of its own. */
function text({ text, x, y, weight, anchor }: Line, attributes = ''): string {
  const place = `x="${short(x, 1)}" y="${y}"${anchor ? ` text-anchor="${anchor}"` : ''}`;
  return `<text ${place}${attributes}${weight ? ` font-weight="${weight}"` : ''}>${escapeXml(text)}</text>`;
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
