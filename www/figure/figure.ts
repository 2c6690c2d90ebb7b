import { createAlert } from '../dom/create.ts';
import { devicePixels } from '../dom/density.ts';
import { followResolution } from '../dom/resolution.ts';
import type { Area } from '../paint/grid.ts';
import { loadImage } from '../paint/image.ts';
import { Painter } from '../paint/painter.ts';
import { type Picture, pictures } from '../paint/pictures/pictures.ts';
import type { Highlight } from '../panels/highlight.ts';
import type { AnyPanelName, Member } from '../panels/panel.ts';
import { BEFORE, createFrame, type Frame, frameAt } from '../run/frame.ts';
import type { SeekableTimeline } from '../run/seekable-timeline.ts';
import { State } from '../run/state.ts';
import { boundsOf, type Comparison, duration, strategyName } from '../words/format.ts';
import { say } from '../words/strings.ts';
import { Caption } from './caption.ts';
import type { HighlightLayer } from './highlight-layer.ts';
import type { FigureConfig, Marker } from './options.ts';
import type { Strip } from './strip.ts';

/** Is what a figure shows of the run of its group. */
export interface Shown {
  /** The moment is in milliseconds of simulated time; below 0 where the run has not begun. */
  readonly time: number;
  /** How much of the picture is wiped, from 0 to 1. */
  readonly wiped: number;
  readonly isPlaying: boolean;
  /** How many times as fast as life time goes by, where that is to be told; else 1. */
  readonly lapse: number;
  /** Whether the run has not begun, and the picture shows what it will come to. */
  readonly isAhead: boolean;
}

/** Is the longest side of a canvas that every browser can hold, in device pixels. */
const MAX_SIDE = 16_384;

/** Shows a run at the moment that its group says: a canvas and its caption, in the place of what its element held. */
export class Figure implements Member {
  readonly element: HTMLElement;
  readonly canvas = document.createElement('canvas');
  /** Holds all that can be seen of the figure; its element may have no size of its own. */
  readonly box = document.createElement('div');
  timeline!: SeekableTimeline;
  name!: string;
  scenario!: FigureConfig['scenario'];
  frame!: Frame;
  /** Whether it may start by itself, and how fast it is to play. */
  autoplay!: boolean;
  pace!: FigureConfig['pace'];
  speed!: FigureConfig['speed'];
  /** Lists the moments of its run that its author has named. */
  markers!: readonly Marker[];
  /** Lists the panels that its author wants open. */
  panels!: readonly AnyPanelName[];
  /** Is called when its picture has another size. */
  onResize = () => {};
  /** Is called when its picture shows another moment. */
  onPaint = () => {};
  language: Member['language'];
  #painter!: Painter;
  #highlightLayer: HighlightLayer | undefined;
  #caption: Caption | undefined;
  readonly #mends = new MutationObserver(() => this.#mend());
  readonly #resizes: ResizeObserver;
  readonly #observe: () => void;
  readonly #leaveResolution: () => void;
  /** Keeps what the element held before, a poster for example. */
  readonly #content: readonly Node[];
  /** Holds the size of its canvas in device pixels, and how many of them a CSS pixel has. */
  #size: [width: number, height: number, pixel: number] = [0, 0, 1];
  /** Holds the address of the image, and what loads it. */
  #image: { readonly url: string; readonly picture: Promise<Picture> } | undefined;
  #complaint: HTMLElement | undefined;
  #isNear = true;
  #isPrinting = false;
  #shown: Shown = { time: BEFORE, wiped: 0, isPlaying: false, lapse: 1, isAhead: false };
  #strip: Strip | undefined;
  /** Is the end of the strip's time, in milliseconds. */
  #until = 1;
  #highlight: Highlight | undefined;
  #member = 0;

  constructor(element: HTMLElement, config: FigureConfig, timeline: SeekableTimeline) {
    this.element = element;
    const { canvas } = this;
    canvas.setAttribute('role', 'img');
    // The style sheet gives the canvas's colour a transition, whose end tells that the page has changed its colours.
    const repaint = () => {
      this.#painter.restyle();
      this.#strip?.restyle();
      this.#paint();
    };
    canvas.addEventListener('transitionend', repaint);
    this.box.className = 'cvsp-box';
    this.box.setAttribute('role', 'group');
    // A click gives the box the focus, and with it the keys; the tab key stops at the controls alone.
    this.box.tabIndex = -1;
    this.box.append(canvas);
    // The browser may take the memory of a canvas away, and gives it back empty. The event does not bubble.
    this.box.addEventListener('contextrestored', repaint, true);
    this.setRun(config, timeline);
    element.classList.add('cvsp');
    this.#content = [...element.childNodes];
    element.replaceChildren(this.box);
    this.#mends.observe(element, { childList: true, attributeFilter: ['class'] });

    this.#resizes = new ResizeObserver((entries) => this.#resize(entries.at(-1)!));
    // A canvas may get more device pixels while its size stays, where the page is zoomed for example. Safari does not
    // tell them.
    const knows = 'devicePixelContentBoxSize' in ResizeObserverEntry.prototype;
    const observe = () => {
      // Far from the view, device pixels need not be exact, which takes browsers several times as long.
      const box = knows && this.#isNear ? 'device-pixel-content-box' : 'content-box';
      this.#resizes.observe(canvas, { box });
    };
    observe();
    this.#observe = observe;
    this.#leaveResolution = followResolution(() => {
      this.#resizes.unobserve(canvas);
      observe();
    });
  }

  /**
   * Has a canvas without pixels while it is far from the view, where they would cost memory and, since browsers make
   * something of each canvas in every frame, time.
   */
  setNear(near: boolean): void {
    this.#isNear = near;
    this.#observe();
    this.#allot();
  }

  /** Has all its pixels, as for paper, wherever it is. */
  setPrinting(printing: boolean): void {
    this.element.classList.toggle('cvsp-print', printing);
    this.#isPrinting = printing;
    this.#allot();
  }

  /** Takes another run, and shows it from the next frame on, at the moment that is shown. */
  setRun(config: FigureConfig, timeline: SeekableTimeline): void {
    const { scenario, label, picture, image } = config;
    this.scenario = scenario;
    this.autoplay = config.autoplay;
    this.pace = config.pace;
    this.speed = config.speed;
    this.markers = config.markers(timeline.makespan);
    this.panels = config.panels;
    this.language = config.language;
    this.timeline = timeline;
    this.name = label ?? strategyName(scenario['strategy']);
    const bounds = boundsOf(scenario);
    this.box.ariaLabel = bounds ? `${this.name}, ${bounds}` : this.name;
    this.#caption?.element.remove();
    this.#caption = new Caption(this.name, bounds);
    (this.#strip?.element ?? this.canvas).after(this.#caption.element);

    this.frame = createFrame(timeline.tasks);
    const [columns, rows] = gridOf(scenario, timeline.tasks);
    const areExecutorsOwn = timeline.executors === timeline.slots;
    this.#painter = new Painter(this.canvas, columns, rows, areExecutorsOwn, undefined, () => this.#paint());
    this.#allot();
    this.box.style.setProperty('--cvsp-aspect', columns === rows ? '' : String(columns / rows));
    // The lines of more tiles would be grey.
    const cell = columns > 32 ? '0 0' : `${100 / columns}% ${100 / rows}%`;
    this.canvas.style.setProperty('--cvsp-cell', cell);
    if (image === undefined) this.#showPicture(pictures[picture](), `the picture ${picture}`);
    else this.#showPicture(this.#load(image), `the image ${image}`);
  }

  /** @param until the end of the strip's time, in milliseconds, which all of its group share */
  setAxis(until: number): void {
    this.#until = until || 1;
    this.#strip?.setRun(this.timeline, this.#until);
  }

  /**
   * Takes what no figure needs to play: the strip that shows when its executors work, for which there is room between its
   * picture and its caption, and what highlights tiles.
   */
  setExtras(strip: Strip, highlightLayer: HighlightLayer): void {
    this.#strip = strip;
    this.#highlightLayer = highlightLayer;
    this.canvas.after(strip.element);
    this.setAxis(this.#until);
    strip.resize(this.#painter.grid.width, this.#painter.pixel);
    this.#paint();
  }

  /** @param comparison what its caption says beside the others of its group, once it is finished */
  setComparison(comparison: Comparison | undefined): void {
    this.#caption?.setComparison(comparison);
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.#paint();
  }

  /** @param member its place in its group */
  highlight(highlight: Highlight | undefined, member: number): void {
    this.#highlight = highlight;
    this.#member = member;
    this.#highlightLayer?.paint(highlight, member, this.frame, this.#painter.grid);
  }

  /** Finds the tile at a place in the picture, which is given as parts of its width and height. */
  tileAt(across: number, down: number): number {
    return this.#painter.grid.tileAt(across, down);
  }

  /** Returns where a tile is in the picture, in CSS pixels. */
  areaOf(tile: number): Pick<Area, 'x' | 'y' | 'width'> {
    const { x, y, width } = this.#painter.grid.area(tile);
    const scale = this.canvas.offsetWidth / (this.canvas.width || 1);
    return { x: x * scale, y: y * scale, width: width * scale };
  }

  /** Describes the picture, at the moment that is shown, to readers who do not see it. */
  tell(): void {
    const { tasks, makespan } = this.timeline;
    const finished = this.frame.state.filter((state) => state === State.finished).length;
    const shown = this.#shown.wiped < 1 ? finished : 0;
    const values = { name: this.name, count: tasks, finished: shown, time: duration(makespan) };
    this.canvas.ariaLabel = say(tasks === 1 ? 'figure.tile' : 'figure.tiles', values);
  }

  /** Takes everything out of the page that it put there, and gives back what its element held before. */
  remove(): void {
    this.#mends.disconnect();
    this.#resizes.disconnect();
    this.#leaveResolution();
    this.element.classList.remove('cvsp', 'cvsp-print');
    this.element.replaceChildren(...this.#content);
  }

  /** Stays in its element where a framework or a morph has made that what the server sent. */
  #mend(): void {
    if (this.box.parentNode !== this.element) this.element.replaceChildren(this.box);
    // To add a class that is there already would call the observer again.
    if (!this.element.classList.contains('cvsp')) this.element.classList.add('cvsp');
  }

  /** Says in its place and on the console that its style sheet is missing, without which it has no size; until it comes. */
  #tellOfStyles(): void {
    const isMissing = this.element.isConnected && getComputedStyle(this.box).position === 'static';
    if (!isMissing) {
      this.#complaint?.remove();
      this.#complaint = undefined;
    } else if (!this.#complaint) {
      const message = 'its style sheet, animations.css or cvsp.css, is not in its page or shadow root';
      this.#complaint = createAlert('cvsp-error', say('error', { message }));
      this.box.append(this.#complaint);
      console.error(`cvsp: ${this.#complaint.textContent}`);
    }
  }

  #paint(): void {
    const { time, wiped, isPlaying, lapse, isAhead } = this.#shown;
    this.canvas.classList.toggle('cvsp-ahead', isAhead);
    if (isAhead) {
      frameAt(this.timeline, this.timeline.makespan, this.frame);
      this.#painter.paint(this.frame, 0);
    }
    frameAt(this.timeline, time, this.frame);
    if (!isAhead) this.#painter.paint(this.frame, wiped);
    this.#strip?.show(time / this.#until, wiped);
    if (this.#highlight) this.#highlightLayer?.paint(this.#highlight, this.#member, this.frame, this.#painter.grid);
    const moment = wiped < 1 ? time : BEFORE;
    if (this.#caption?.update(moment, this.timeline.makespan, !isPlaying, lapse)) this.tell();
    this.onPaint();
  }

  /** Gives its canvas the pixels that it is to have now, and paints them. */
  #allot(): void {
    const [width, height, pixel] = this.#isNear || this.#isPrinting ? this.#size : [0, 0, 1];
    if (width === this.#painter.grid.width && height === this.#painter.grid.height && pixel === this.#painter.pixel)
      return;
    this.#painter.resize(width, height, pixel);
    this.#strip?.resize(width, pixel);
    this.#paint();
  }

  #resize({ target, contentRect, devicePixelContentBoxSize }: ResizeObserverEntry): void {
    const canvas = target as HTMLCanvasElement;
    const pixel = devicePixelRatio * (canvas.currentCSSZoom ?? 1);
    const exact = devicePixelContentBoxSize?.[0];
    const width = devicePixels(contentRect.width * pixel, exact?.inlineSize);
    const height = devicePixels(contentRect.height * pixel, exact?.blockSize);
    // A larger canvas stays blank, and is drawn with fewer pixels.
    const part = Math.min(1, MAX_SIDE / Math.max(width, height));
    const size: [width: number, height: number, pixel: number] =
      part < 1 ? [Math.floor(width * part), Math.floor(height * part), pixel * part] : [width, height, pixel];
    // One that was far from the view is observed again, and most often has the size that it had.
    if (size.every((length, i) => length === this.#size[i])) return;
    this.#size = size;
    this.#tellOfStyles();
    this.#allot();
    this.onResize();
  }

  /** Shows a picture, at once where it is there, or a built-in one where it does not load. */
  #showPicture(picture: Picture | Promise<Picture>, name: string): void {
    if (picture instanceof Promise) {
      const painter = this.#painter;
      this.canvas.ariaBusy = 'true';
      picture
        .catch(({ message }: Error) => {
          console.warn(`cvsp: ${name} does not load, so a built-in picture is shown: ${message}`);
          return pictures.harbour();
        })
        .then((picture) => {
          if (painter === this.#painter) this.#showPicture(picture, name);
        });
      return;
    }
    this.canvas.ariaBusy = null;
    this.#painter.setPicture(picture);
    this.#paint();
  }

  /** Loads an image, once for all runs that show it. */
  #load(url: string): Promise<Picture> {
    if (url !== this.#image?.url) this.#image = { url, picture: loadImage(url) };
    return this.#image.picture;
  }
}

/** Finds columns and rows: those of the scenario's grid, or the nearest to a square for its tasks. */
function gridOf(scenario: FigureConfig['scenario'], tasks: number): [columns: number, rows: number] {
  // The simulator has run the scenario, so its grid is a good one.
  if (scenario['grid']) return scenario['grid'] as [number, number];
  const columns = Math.ceil(Math.sqrt(tasks));
  return [columns, Math.ceil(tasks / columns)];
}
