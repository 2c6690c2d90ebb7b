import './lanes.css';
import { create } from '../../dom/create.ts';
import { devicePixels } from '../../dom/density.ts';
import type { Highlight } from '../highlight.ts';
import type { CreatePanel } from '../panel.ts';
import { Axis } from './axis.ts';
import { chartsOf } from './charts.ts';
import { describe } from './describe.ts';
import { Legend } from './legend.ts';
import { listen } from './pointer.ts';
import { sayLanes } from './strings.ts';

/** How far beside a span one may point at it, in CSS pixels. */
const REACH = 4;

/** What slots and executors do over time, one member below the other on one axis, so that they can be compared. */
export const createLanes: CreatePanel = (members, host) => {
  const makespan = Math.max(...members.map(({ timeline }) => timeline.makespan));
  // Where there is nothing to do, any end will do.
  const until = makespan || 1;
  const charts = members.flatMap((member, place) => chartsOf(member, place, until, members.length > 1));
  const occurring = new Set(members.flatMap(({ timeline }) => [...new Set(timeline.state)]));
  const legend = new Legend(occurring, {
    highlight: (state) => highlight({ states: [state] }),
    unlight,
    restyle: paint,
  });
  const axis = new Axis(makespan);
  const body = create('div', 'cvsp-lanes-chart', ...charts.map((chart) => chart.element), axis.element);
  // In pieces, so that it crosses no words.
  const playhead = [...charts.map(({ stack }) => stack), axis.element].map((parent) => {
    const piece = create('div', 'cvsp-lanes-playhead');
    parent.append(piece);
    return piece;
  });
  const readout = create('div', 'cvsp-lanes-readout', sayLanes('lanes.hint'));
  const element = create('div', 'cvsp-lanes-panel', body, legend.element, readout);
  element.role = 'group';
  element.ariaLabel = sayLanes('lanes.label');
  /** In CSS pixels, and in the screen's. */
  let [width, deviceWidth] = [0, 0];
  let time = 0;
  /** Where the playhead stands, in CSS pixels. */
  let place = 0;
  /** What this panel has lit. */
  let lit: Highlight | undefined;

  function paint(): void {
    const textures = legend.paint(devicePixelRatio);
    for (const chart of charts) chart.paint(deviceWidth, devicePixelRatio, textures);
  }

  function movePlayhead(): void {
    const x = Math.min(1, Math.max(0, time / until)) * width;
    // Less than half of the screen's pixel cannot be seen.
    if (Math.abs(x - place) * devicePixelRatio < 0.5) return;
    place = x;
    for (const piece of playhead) piece.style.transform = `translateX(${x}px)`;
  }

  function highlight(highlight: Highlight | undefined): void {
    lit = highlight;
    host.highlight(highlight);
  }

  /** A key that is left puts out what keys have lit: meanwhile a span may have been tapped. */
  function unlight(): void {
    if (lit?.states) highlight(undefined);
  }

  function timeAt({ clientX }: PointerEvent): number {
    const x = clientX - axis.element.getBoundingClientRect().left;
    return Math.min(1, Math.max(0, x / width)) * until;
  }

  function point(event: PointerEvent): void {
    const chart = charts.find(({ box: { top, bottom } }) => event.clientY >= top && event.clientY < bottom);
    const found = chart && describe(chart, timeAt(event), event.clientY, (REACH / width) * until);
    readout.textContent = found?.text ?? sayLanes('lanes.hint');
    if (!isSameTask(found?.highlight, lit)) highlight(found?.highlight);
  }

  function leave(): void {
    readout.textContent = sayLanes('lanes.hint');
    if (lit) highlight(undefined);
  }

  listen(body, { point, leave, drag: (event) => host.seek(timeAt(event)) });
  function resize(to: number, exact: number | undefined): void {
    width = to;
    deviceWidth = devicePixels(width * devicePixelRatio, exact);
    if (width === 0) return;
    axis.paint(width);
    paint();
    movePlayhead();
  }

  // The charts' heights depend on their width, the axis's does not: to watch it starts no circle.
  const resizes = new ResizeObserver((entries) => {
    const { contentRect, devicePixelContentBoxSize } = entries.at(-1)!;
    resize(contentRect.width, devicePixelContentBoxSize?.[0]?.inlineSize);
  });
  resizes.observe(axis.element);

  return {
    element,
    show(moment) {
      time = moment;
      // A page that is about to be printed waits for no observer.
      if (width === 0) resize(axis.element.clientWidth, undefined);
      else movePlayhead();
    },
    highlight(highlight) {
      // Somebody else's, or nobody's: that is not for this panel to put out.
      if (!isSameTask(highlight, lit)) lit = undefined;
      for (const chart of charts) chart.highlight(highlight);
    },
    remove() {
      resizes.disconnect();
      leave();
    },
  };
};

/** Whether two are of the same task, or both of none. */
function isSameTask(a: Highlight | undefined, b: Highlight | undefined): boolean {
  return a?.task === b?.task && a?.member === b?.member;
}
