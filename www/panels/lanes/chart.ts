import { create } from '../../dom/create.ts';
import type { SeekableTimeline } from '../../run/seekable-timeline.ts';
import type { Noun } from '../../words/names.ts';
import { type Highlight, isHighlighted } from '../highlight.ts';
import { areTooDense, type Lanes, laneHeight } from './layout.ts';
import { type ChartLayer, paintCounts, paintGround, paintSpans } from './paint.ts';
import { sayLanes } from './strings.ts';

/** A chart of counts is as high as its lanes would be, but within these bounds, in CSS pixels. */
const [MIN_HEIGHT, MAX_HEIGHT] = [32, 128];

/** The spans of a highlighted task are this high on a chart of counts, in CSS pixels. */
const STRIP_HEIGHT = 12;

export interface ChartOptions {
  readonly timeline: SeekableTimeline;
  /** The member is given by its index in the group, from 0. */
  readonly member: number;
  readonly lanes: Lanes;
  /** The noun names one lane, where a recording has no name for each. */
  readonly noun: Noun;
  readonly names: readonly string[] | undefined;
  /** The label names all lanes, such as “8 threads”. */
  readonly label: string;
  /** The chart ends at this time, in milliseconds. */
  readonly until: number;
  /** The heading names the member, if the group has several. */
  readonly heading: string | undefined;
  /** Screen readers read this description. */
  readonly description: string;
}

/** Draws lanes on a canvas, or counts if the lanes would be too dense; and the highlight on a second canvas over it. */
export class Chart {
  readonly element: HTMLElement;
  /** The stack contains the canvases and whatever else lies over the lanes. */
  readonly stack: HTMLElement;
  readonly options: ChartOptions;
  /** Tells whether the chart shows how many spans are in each state, and not the spans themselves. */
  isCounts = false;
  readonly #label = create('span', 'cvsp-lanes-which');
  readonly #canvas = create('canvas', 'cvsp-lanes-all');
  readonly #highlightCanvas = create('canvas', 'cvsp-lanes-lit');
  /** The highlight is painted on this layer; it is set when the lanes are painted. */
  #highlightLayer: ChartLayer | undefined;
  #highlight: Highlight | undefined;

  constructor(options: ChartOptions) {
    this.options = options;
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', options.description);
    this.stack = create('div', 'cvsp-lanes-stack', this.#canvas, this.#highlightCanvas);
    const name = options.heading === undefined ? [] : [create('b', 'cvsp-lanes-name', options.heading), ' '];
    this.element = create(
      'div',
      'cvsp-lanes-part',
      create('div', 'cvsp-lanes-label', ...name, this.#label),
      this.stack,
    );
  }

  /**
   * @param width in device pixels
   * @param pixel the size of a CSS pixel in device pixels
   */
  paint(width: number, pixel: number, textures: ChartLayer['textures']): void {
    const { timeline, lanes, until, label } = this.options;
    this.isCounts = areTooDense(lanes, ((timeline.makespan / until) * width) / pixel);
    this.#label.textContent = this.isCounts ? sayLanes('lanes.counts', { lanes: label }) : label;
    // Lanes take whole device pixels, so that no line is blurred and all lanes look the same.
    const natural = lanes.count * Math.round(laneHeight(lanes.count) * pixel);
    const height = this.isCounts
      ? Math.round(Math.min(MAX_HEIGHT * pixel, Math.max(MIN_HEIGHT * pixel, natural)))
      : natural;
    for (const canvas of [this.#canvas, this.#highlightCanvas]) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.height = `${height / pixel}px`;
    }
    const context = this.#canvas.getContext('2d')!;
    const layer = { context, width, height, timeline, lanes, until, textures, pixel };
    paintGround(layer, getComputedStyle(this.#canvas).color, !this.isCounts);
    if (this.isCounts) paintCounts(layer, () => true);
    else paintSpans(layer, lanes.spans);
    this.#highlightLayer = { ...layer, context: this.#highlightCanvas.getContext('2d')! };
    this.#paintHighlight();
  }

  highlight(highlight: Highlight | undefined): void {
    this.#highlight = highlight;
    this.#paintHighlight();
  }

  /** Returns where the lanes are in the window. */
  get box(): DOMRect {
    return this.#canvas.getBoundingClientRect();
  }

  #paintHighlight(): void {
    const highlight = this.#highlight;
    const layer = this.#highlightLayer;
    const canvas = this.#highlightCanvas;
    canvas.getContext('2d')!.clearRect(0, 0, canvas.width, canvas.height);
    this.stack.classList.toggle('cvsp-lanes-dim', highlight !== undefined);
    if (!highlight || !layer) return;
    const { timeline, lanes, member } = this.options;
    const isShown = (span: number) => isHighlighted(highlight, member, timeline.task[span]!, timeline.state[span]!);
    if (!this.isCounts) {
      paintSpans(layer, lanes.spans.filter(isShown));
      return;
    }
    if (highlight.states) paintCounts(layer, (state) => isHighlighted(highlight, member, -1, state));
    const height = Math.round(STRIP_HEIGHT * layer.pixel);
    const ofTask = lanes.spans.filter((span) => timeline.task[span] === highlight.task && isShown(span));
    paintSpans(layer, ofTask, { y: Math.round((canvas.height - height) / 2), height });
  }
}
