import { create } from '../../dom/create.ts';
import { devicePixels } from '../../dom/density.ts';
import { listenToPointer } from '../../dom/pointer.ts';
import type { Highlight } from '../highlight.ts';
import type { CreatePanel } from '../panel.ts';
import { Axis } from './axis.ts';
import { chartsOf } from './charts.ts';
import { describe } from './describe.ts';
import styles from './lanes.css';
import { Legend } from './legend.ts';
import { sayLanes } from './strings.ts';

/** A reader may point at a span from this far beside it, in CSS pixels. */
const REACH = 4;

/** Creates the panel that shows what slots and executors do over time. All members share one axis, to be compared. */
export const createLanes: CreatePanel = (members, host) => {
  const makespan = Math.max(...members.map(({ timeline }) => timeline.makespan));
  // The chart of an empty run must not be 0 ms long, since positions are divided by its length.
  const until = makespan || 1;
  const charts = members.flatMap((member, index) => chartsOf(member, index, until, members.length > 1));
  const occurring = new Set(members.flatMap(({ timeline }) => [...new Set(timeline.state)]));
  const legend = new Legend(occurring, {
    highlight: (state) => highlight({ states: [state] }),
    clearHighlight,
    restyle: paint,
  });
  const axis = new Axis(makespan);
  const body = create('div', 'cvsp-lanes-chart', ...charts.map((chart) => chart.element), axis.element);
  // The playhead has one piece for each chart, so that it crosses no words.
  const playhead = [...charts.map(({ stack }) => stack), axis.element].map((parent) => {
    const piece = create('div', 'cvsp-lanes-playhead');
    parent.append(piece);
    return piece;
  });
  const readout = create('div', 'cvsp-lanes-readout', hint());
  const element = create('div', 'cvsp-lanes-panel', body, legend.element, readout);
  element.role = 'group';
  element.ariaLabel = sayLanes('lanes.label');
  /** Both widths are the axis's: `width` in CSS pixels, `deviceWidth` in device pixels. */
  let [width, deviceWidth] = [0, 0];
  let time = 0;
  /** The playhead is this many CSS pixels from the left. */
  let playheadX = 0;
  /** This panel has asked for this highlight. */
  let asked: Highlight | undefined;

  function paint(): void {
    const textures = legend.paint(devicePixelRatio);
    for (const chart of charts) chart.paint(deviceWidth, devicePixelRatio, textures);
  }

  function movePlayhead(): void {
    const x = Math.min(1, Math.max(0, time / until)) * width;
    // A move of less than half a device pixel cannot be seen.
    if (Math.abs(x - playheadX) * devicePixelRatio < 0.5) return;
    playheadX = x;
    for (const piece of playhead) piece.style.transform = `translateX(${x}px)`;
  }

  function highlight(highlight: Highlight | undefined): void {
    asked = highlight;
    host.highlight(highlight);
  }

  /** Ends a highlight that the legend has asked for, and no other: a reader may have tapped on a span since. */
  function clearHighlight(): void {
    if (asked?.states) highlight(undefined);
  }

  function timeAt({ clientX }: PointerEvent): number {
    const x = clientX - axis.element.getBoundingClientRect().left;
    return Math.min(1, Math.max(0, x / width)) * until;
  }

  function point(event: PointerEvent): void {
    const chart = charts.find(({ box: { top, bottom } }) => event.clientY >= top && event.clientY < bottom);
    const found = chart && describe(chart, timeAt(event), event.clientY, (REACH / width) * until);
    readout.textContent = found?.text ?? hint();
    if (!isSameTask(found?.highlight, asked)) highlight(found?.highlight);
  }

  function leave(): void {
    readout.textContent = hint();
    if (asked) highlight(undefined);
  }

  const drag = (event: PointerEvent) => host.seek(timeAt(event));
  listenToPointer(body, { hover: point, tap: point, leave, drag, begin: () => host.save() });
  function resize(to: number, exact: number | undefined): void {
    width = to;
    deviceWidth = devicePixels(width * devicePixelRatio, exact);
    if (width === 0) return;
    axis.paint(width);
    paint();
    movePlayhead();
  }

  // The charts' heights depend on their width, so an observer of them would call itself. The axis's height does not.
  const resizes = new ResizeObserver((entries) => {
    const { contentRect, devicePixelContentBoxSize } = entries.at(-1)!;
    resize(contentRect.width, devicePixelContentBoxSize?.[0]?.inlineSize);
  });
  resizes.observe(axis.element);

  return {
    element,
    styles: [styles],
    show(moment) {
      time = moment;
      // The browser prints the page before the observer is called for the first time.
      if (width === 0) resize(axis.element.clientWidth, undefined);
      else movePlayhead();
    },
    highlight(highlight) {
      // A highlight from elsewhere is not this panel's to end.
      if (!isSameTask(highlight, asked)) asked = undefined;
      for (const chart of charts) chart.highlight(highlight);
    },
    remove() {
      resizes.disconnect();
      leave();
    },
  };
};

/** Says what a reader may do, by a mouse or by a finger. */
function hint(): string {
  return sayLanes(matchMedia('(hover: none)').matches ? 'lanes.hint.touch' : 'lanes.hint');
}

/** Returns whether two highlights select the same task of the same member, or both no task. */
function isSameTask(a: Highlight | undefined, b: Highlight | undefined): boolean {
  return a?.task === b?.task && a?.member === b?.member;
}
