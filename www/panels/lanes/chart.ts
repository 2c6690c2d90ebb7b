import { create } from '../../dom/create.ts';
import type { SeekableTimeline } from '../../run/seekable-timeline.ts';
import type { Noun } from '../../words/names.ts';
import { type Highlight, isHighlighted } from '../highlight.ts';
import { areTooDense, type Lanes, pitchOf } from './layout.ts';
import { type ChartLayer, paintCounts, paintGround, paintSpans } from './paint.ts';
import { sayLanes } from './strings.ts';

/** A chart of counts is as high as its lanes would be, within these, in CSS pixels. */
const [LEAST, MOST] = [32, 128];

/** How high a lit task's spans are over counts, in CSS pixels. */
const STRIP = 12;

export interface ChartOptions {
  readonly timeline: SeekableTimeline;
  /** The member's place in its group. */
  readonly member: number;
  readonly lanes: Lanes;
  /** What one of its lanes is. */
  readonly noun: Noun;
  /** What all of them are. */
  readonly label: string;
  /** The end of the time that it shows, in milliseconds. */
  readonly until: number;
  /** Whose run it shows, where that is to be said. */
  readonly heading: string | undefined;
  /** What it is, to those who do not see it. */
  readonly description: string;
}

/** Lanes on a canvas, or counts where those would be hairs; over it, what is lit. */
export class Chart {
  readonly element: HTMLElement;
  /** Its canvases, and what else lies over the lanes. */
  readonly stack: HTMLElement;
  readonly options: ChartOptions;
  /** Whether it shows how many spans are in each state, instead of spans. */
  isCounts = false;
  readonly #label = create('span', 'cvsp-lanes-which');
  readonly #canvas = create('canvas', 'cvsp-lanes-all');
  readonly #lit = create('canvas', 'cvsp-lanes-lit');
  /** What is lit is painted on this, once the lanes are painted. */
  #sheet: ChartLayer | undefined;
  #highlight: Highlight | undefined;

  constructor(options: ChartOptions) {
    this.options = options;
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', options.description);
    this.stack = create('div', 'cvsp-lanes-stack', this.#canvas, this.#lit);
    const name = options.heading === undefined ? [] : [create('b', 'cvsp-lanes-name', options.heading), ' '];
    this.element = create(
      'div',
      'cvsp-lanes-part',
      create('div', 'cvsp-lanes-label', ...name, this.#label),
      this.stack,
    );
  }

  /** @param width in device pixels, of which a CSS pixel has `pixel` */
  paint(width: number, pixel: number, textures: ChartLayer['textures']): void {
    const { timeline, lanes, until, label } = this.options;
    this.isCounts = areTooDense(lanes, ((timeline.makespan / until) * width) / pixel);
    this.#label.textContent = this.isCounts ? sayLanes('lanes.counts', { lanes: label }) : label;
    // Whole device pixels, so that no line is blurred, and all lanes are alike.
    const natural = lanes.count * Math.round(pitchOf(lanes.count) * pixel);
    const height = this.isCounts ? Math.round(Math.min(MOST * pixel, Math.max(LEAST * pixel, natural))) : natural;
    for (const canvas of [this.#canvas, this.#lit]) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.height = `${height / pixel}px`;
    }
    const sheet = { canvas: this.#canvas, timeline, lanes, until, textures, pixel };
    paintGround(sheet, !this.isCounts);
    if (this.isCounts) paintCounts(sheet, () => true);
    else paintSpans(sheet, lanes.spans);
    this.#sheet = { ...sheet, canvas: this.#lit };
    this.#paintLit();
  }

  highlight(highlight: Highlight | undefined): void {
    this.#highlight = highlight;
    this.#paintLit();
  }

  /** Where its lanes are in the window. */
  get box(): DOMRect {
    return this.#canvas.getBoundingClientRect();
  }

  #paintLit(): void {
    const highlight = this.#highlight;
    const sheet = this.#sheet;
    const canvas = this.#lit;
    canvas.getContext('2d')!.clearRect(0, 0, canvas.width, canvas.height);
    this.stack.classList.toggle('cvsp-lanes-dim', highlight !== undefined);
    if (!highlight || !sheet) return;
    const { timeline, lanes, member } = this.options;
    const isSpanLit = (span: number) => isHighlighted(highlight, member, timeline.task[span]!, timeline.state[span]!);
    if (!this.isCounts) {
      paintSpans(sheet, lanes.spans.filter(isSpanLit));
      return;
    }
    if (highlight.states) paintCounts(sheet, (state) => isHighlighted(highlight, member, -1, state));
    const height = Math.round(STRIP * sheet.pixel);
    const ofTask = lanes.spans.filter((span) => timeline.task[span] === highlight.task && isSpanLit(span));
    paintSpans(sheet, ofTask, { y: Math.round((canvas.height - height) / 2), height });
  }
}
