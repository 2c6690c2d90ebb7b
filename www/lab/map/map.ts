import { create, createGroup } from '../../dom/create.ts';
import { duration, times } from '../../words/format.ts';
import type { Plane, Point } from '../state/plane.ts';
import { sayLab } from '../strings.ts';
import type { Place } from './arrow.ts';
import { contoursOf, floorOf, partOf, speedsUpTo } from './contours.ts';
import { Handle } from './handle.ts';
import type { Label } from './labels.ts';

/** What a map shows. */
export interface MapShown {
  readonly plane: Plane;
  /** The time of the loop, and the lower bound of the workload, in milliseconds. */
  readonly loop: number;
  readonly bound: number;
  /** Where the program stands, and what its run takes. */
  readonly point: Point;
  readonly time: number;
  readonly labels: readonly Label[];
  readonly cores: number | undefined;
  readonly connections: number | undefined;
  /** Where the run would be as fast if nothing had a price; nothing where nothing has. */
  readonly forFree: Place | undefined;
  /** Pinned points, with their names. */
  readonly pins: readonly { readonly point: Point; readonly name: string }[];
  /** Whether the times are hidden, and with them all that tells them. */
  readonly isHidden: boolean;
}

/** What a reader's hand does to a map. `isDone` is false while it is still dragging. */
export interface MapHands {
  move(point: Point, isDone: boolean, isRepeated?: boolean): void;
  setCores(count: number | undefined, isDone: boolean): void;
  setConnections(count: number | undefined, isDone: boolean): void;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Shows the makespans of all cells in colours and contours, and where a program stands among them. It is a grid of
 * buttons of which one is a stop for the tab key: the arrow keys lead from cell to cell, and the program with them.
 */
export class MapView {
  readonly element = create('div', 'cvsp-map');
  readonly #hands: MapHands;
  readonly #grid = createGroup('cvsp-map-grid', sayLab('lab.map'));
  readonly #plane = create('div', 'cvsp-map-plane');
  readonly #columns = create('div', 'cvsp-map-columns');
  readonly #rows = create('div', 'cvsp-map-rows');
  readonly #beyond = create('div', 'cvsp-map-beyond');
  readonly #lines = document.createElementNS(SVG, 'svg');
  readonly #labels = create('div', 'cvsp-map-labels');
  readonly #points = create('div', 'cvsp-map-points');
  readonly #time = create('div', 'cvsp-map-time');
  readonly #speed = create('div', 'cvsp-map-speed');
  readonly #ring = create('div', 'cvsp-map-ring');
  readonly #grip = create('div', 'cvsp-map-grip');
  /** Shows the scale of the colours. It stands beside the map. */
  readonly legend = create('div', 'cvsp-map-legend');
  readonly #cores: Handle;
  readonly #server: Handle;
  /** The buttons by the place of their cell, row by row. */
  #cells = new Map<number, HTMLButtonElement>();
  #shown: MapShown | undefined;
  #stop: HTMLButtonElement | undefined;
  #isDragging = false;

  constructor(hands: MapHands) {
    this.#hands = hands;
    this.#cores = new Handle('cores', (count, isDone) => hands.setCores(count, isDone));
    this.#server = new Handle('server', (count, isDone) => hands.setConnections(count, isDone));
    this.#grid.role = 'grid';
    this.#lines.classList.add('cvsp-map-lines');
    for (const element of [
      this.#lines,
      this.#labels,
      this.#points,
      this.#ring,
      this.#grip,
      this.#columns,
      this.#rows,
    ]) {
      element.setAttribute('aria-hidden', 'true');
    }
    const up = create(
      'div',
      'cvsp-map-up',
      create('b', '', `${sayLab('lab.atOnce')} ↑`),
      ` ${sayLab('lab.atOnce.term')}`,
    );
    const across = create(
      'div',
      'cvsp-map-across',
      sayLab('lab.inFlight.term'),
      ' ',
      create('b', '', `${sayLab('lab.inFlight')} →`),
    );
    const read = create('div', 'cvsp-map-read', this.#time, this.#speed);
    read.setAttribute('aria-hidden', 'true');
    this.#plane.append(
      this.#grid,
      this.#beyond,
      this.#lines,
      this.#labels,
      up,
      read,
      this.#cores.element,
      this.#points,
    );
    this.#plane.append(this.#ring, this.#grip);
    this.element.append(this.#server.element, this.#rows, this.#plane, this.#columns, across);
    this.#listen();
  }

  show(shown: MapShown): void {
    const before = this.#shown;
    this.#shown = shown;
    const { plane, point, time, loop, isHidden } = shown;
    if (before?.plane.axis.join() !== plane.axis.join()) this.#makeCells(plane);
    this.element.classList.toggle('cvsp-map-hidden', isHidden);
    this.#showCells();
    this.#showLines();
    this.#showLegend();
    this.#showPoints();
    const [column, row] = plane.cellOf(point);
    this.#setStop(column, row);
    place(this.#ring, plane, column, row);
    place(this.#grip, plane, column, row);
    this.#time.textContent = isHidden ? '?' : duration(time);
    this.#speed.textContent = isHidden || !(time > 0) ? '' : sayLab('lab.times.loop', { times: times(loop / time) });
    this.#cores.show(plane, shown.cores);
    this.#server.show(plane, shown.connections);
    const ceiling = shown.cores === undefined ? plane.size : plane.cellOf({ slots: 1, executors: shown.cores })[1] + 1;
    this.#beyond.style.height = `${(1 - ceiling / plane.size) * 100}%`;
  }

  #makeCells(plane: Plane): void {
    const { axis, size } = plane;
    this.element.style.setProperty('--size', String(size));
    this.#lines.setAttribute('viewBox', `0 0 ${size} ${size}`);
    this.#cells = new Map();
    this.#stop = undefined;
    const rows = axis.map((_, row) => {
      const cells = axis.slice(row).map((_, i) => {
        const button = create('button', 'cvsp-map-cell');
        button.type = 'button';
        button.tabIndex = -1;
        this.#cells.set(row * size + row + i, button);
        const cell = create('div', '', button);
        cell.role = 'gridcell';
        cell.ariaColIndex = String(row + i + 1);
        return cell;
      });
      const element = create('div', 'cvsp-map-row', ...cells);
      element.role = 'row';
      element.ariaRowIndex = String(size - row);
      element.style.setProperty('--row', String(row));
      return element;
    });
    this.#grid.replaceChildren(...rows.reverse());
    this.#grid.ariaRowCount = String(size);
    this.#grid.ariaColCount = String(size);
    const ticks = axis.map((count, at) => {
      // Every number where there are few, else the first, and those that are round.
      const isShown =
        size <= 8 || at === 0 || at === size - 1 || (size === axis.at(-1) ? count % 4 === 0 : at % 3 === 0);
      return isShown && !(at === size - 2 && size > 8) ? ([create('span', '', String(count)), at] as const) : undefined;
    });
    const put = (parent: HTMLElement, side: 'left' | 'bottom') =>
      parent.replaceChildren(
        ...ticks.flatMap((tick) => {
          if (!tick) return [];
          const element = tick[0].cloneNode(true) as HTMLElement;
          element.style[side] = `${((tick[1] + 0.5) / size) * 100}%`;
          return element;
        }),
      );
    put(this.#columns, 'left');
    put(this.#rows, 'bottom');
  }

  #showCells(): void {
    const { plane, loop, isHidden } = this.#shown!;
    const fastest = this.#fastest;
    for (const [column, row] of plane.cells()) {
      const button = this.#cells.get(row * plane.size + column)!;
      const time = plane.time(column, row);
      const known = !Number.isNaN(time) && !isHidden;
      const part = known ? partOf(loop / time, fastest) : 0;
      button.style.setProperty('--part', part.toFixed(3));
      button.classList.toggle('cvsp-map-unknown', !known);
      const { slots, executors } = plane.pointAt(column, row);
      const label = known
        ? sayLab('lab.cell', { slots, executors, time: duration(time) })
        : sayLab('lab.cell.unknown', { slots, executors });
      if (button.ariaLabel !== label) button.ariaLabel = label;
    }
  }

  /** The end of the scale: no run is faster than a loop by more than the number of tasks in flight. */
  get #fastest(): number {
    return Math.max(2, this.#shown!.plane.axis.at(-1)!);
  }

  #showLines(): void {
    const { plane, loop, bound, isHidden, forFree, point } = this.#shown!;
    const contours = isHidden ? [] : contoursOf(plane, loop, speedsUpTo(this.#fastest));
    const floor = isHidden || !plane.isComplete ? undefined : floorOf(plane, bound);
    const paths = contours.flatMap(({ path }) => [line('cvsp-map-casing', path), line('cvsp-map-contour', path)]);
    if (floor) paths.push(line('cvsp-map-casing', floor.path), line('cvsp-map-floor', floor.path));
    const [column, row] = plane.cellOf(point);
    if (forFree && !isHidden) {
      const path = arrowPath([column, row], forFree, plane.size);
      paths.push(line('cvsp-map-casing cvsp-map-arrow', path), line('cvsp-map-arrow', path));
    }
    this.#lines.replaceChildren(...paths);
    // Contours that begin in one cell share a label.
    const starts = new Map<number, string>();
    for (const { times, start } of contours) {
      const text = starts.get(start);
      starts.set(start, text ? `${text} ${sayLab('lab.times', { times })}` : sayLab('lab.times', { times }));
    }
    this.#labels.replaceChildren(
      ...[...starts].flatMap(([start, text]) => {
        if (start < 0) return [];
        const label = create('span', '', text);
        label.style.right = `${(1 - start / plane.size) * 100}%`;
        label.style.bottom = `${(start / plane.size) * 100}%`;
        return label;
      }),
    );
  }

  #showLegend(): void {
    const { loop, bound, isHidden } = this.#shown!;
    const fastest = this.#fastest;
    const speeds = [1, ...speedsUpTo(fastest)].filter((_, i, all) => all.length <= 5 || i % 2 === 0);
    const ticks = speeds.map((speed) => {
      const tick = create('span', 'cvsp-map-tick', create('b', '', sayLab('lab.times', { times: speed })));
      if (!isHidden) tick.append(` ${duration(loop / speed)}`);
      tick.style.left = `${partOf(speed, fastest) * 100}%`;
      return tick;
    });
    const bar = create('div', 'cvsp-map-bar');
    const floor = create('span', 'cvsp-map-mark');
    floor.style.left = `${partOf(loop / bound, fastest) * 100}%`;
    if (!isHidden) bar.append(floor);
    const told = create('p', 'cvsp-map-told', isHidden ? '' : sayLab('lab.floor', { time: duration(bound) }));
    this.legend.replaceChildren(bar, ...ticks, told);
  }

  #showPoints(): void {
    const { plane, labels, pins } = this.#shown!;
    const dots = labels.flatMap(({ point, names, isChosen }) => {
      const [column, row] = plane.cellOf(point);
      const dot = create('div', 'cvsp-map-dot');
      place(dot, plane, column, row);
      const [first, ...others] = names as [string, ...string[]];
      const label = create('span', isChosen ? 'cvsp-map-name cvsp-map-chosen' : 'cvsp-map-name', first);
      if (others.length > 0) {
        const rest = others.map((name) => sayLab('lab.and', { name })).join('');
        const count = sayLab('lab.others', { count: others.length });
        label.append(create('span', 'cvsp-map-rest', rest), create('span', 'cvsp-map-count', count));
      }
      // It stands where there is more room, over the cells and not beyond them.
      const isLeft = column > (plane.size - 1) / 2;
      label.style[isLeft ? 'right' : 'left'] =
        `${(isLeft ? 1 - column / plane.size : (column + 1) / plane.size) * 100}%`;
      label.style.bottom = `${((row + 0.5) / plane.size) * 100}%`;
      return [dot, label];
    });
    const flags = pins.map(({ point, name }) => {
      const flag = create('div', 'cvsp-map-pin', name);
      place(flag, plane, ...plane.cellOf(point));
      return flag;
    });
    this.#points.replaceChildren(...dots, ...flags);
  }

  #setStop(column: number, row: number): void {
    const stop = this.#cells.get(row * this.#shown!.plane.size + column)!;
    if (stop === this.#stop) return;
    if (this.#stop) {
      this.#stop.tabIndex = -1;
      this.#stop.parentElement!.ariaSelected = 'false';
    }
    const hadFocus = this.#stop !== undefined && this.#stop === (this.element.getRootNode() as Document).activeElement;
    this.#stop = stop;
    stop.tabIndex = 0;
    stop.parentElement!.ariaSelected = 'true';
    if (hadFocus) stop.focus({ preventScroll: true });
  }

  #listen(): void {
    const at = ({ clientX, clientY }: PointerEvent) => {
      const { left, bottom, width, height } = this.#grid.getBoundingClientRect();
      const { size } = this.#shown!.plane;
      const [column, row] = [((clientX - left) / width) * size, ((bottom - clientY) / height) * size].map(Math.floor);
      return this.#shown!.plane.pointAt(column!, row!);
    };
    const move = (point: Point, isDone: boolean) => {
      const { slots, executors } = this.#shown!.point;
      if (isDone || point.slots !== slots || point.executors !== executors) this.#hands.move(point, isDone);
    };
    this.#plane.addEventListener('pointerdown', (event) => {
      // A finger may scroll the page from anywhere but the grip; a tap comes as a click.
      const isTouch = event.pointerType === 'touch' && event.target !== this.#grip;
      if (event.button !== 0 || isTouch || this.#cores.element.contains(event.target as Node)) return;
      event.preventDefault();
      this.#plane.setPointerCapture(event.pointerId);
      this.#isDragging = true;
      this.element.classList.add('cvsp-map-dragged');
      move(at(event), false);
      this.#stop?.focus({ preventScroll: true });
    });
    this.#plane.addEventListener('pointermove', (event) => {
      if (this.#isDragging) move(at(event), false);
    });
    const end = (event: PointerEvent) => {
      if (!this.#isDragging) return;
      this.#isDragging = false;
      this.element.classList.remove('cvsp-map-dragged');
      if (event.type === 'pointerup') move(at(event), true);
      else move(this.#shown!.point, true);
    };
    this.#plane.addEventListener('pointerup', end);
    this.#plane.addEventListener('pointercancel', end);
    this.#grid.addEventListener('click', ({ target }) => {
      for (const [index, button] of this.#cells) {
        if (button !== target) continue;
        const { plane } = this.#shown!;
        move(plane.pointAt(index % plane.size, Math.floor(index / plane.size)), true);
        button.focus({ preventScroll: true });
      }
    });
    this.#grid.addEventListener('keydown', (event) => {
      const { plane, point } = this.#shown!;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const [column, row] = plane.cellOf(point);
      const last = plane.size - 1;
      const places: Record<string, [column: number, row: number]> = {
        ArrowRight: [column + 1, row],
        // To the left of the diagonal there is nothing.
        ArrowLeft: [Math.max(column - 1, row), row],
        ArrowUp: [column, row + 1],
        ArrowDown: [column, row - 1],
        Home: [row, row],
        End: [last, row],
        PageUp: [column, column],
        PageDown: [column, 0],
      };
      const to = places[event.key];
      if (!to) return;
      event.preventDefault();
      this.#hands.move(plane.pointAt(...to), true, true);
    });
  }
}

/** Puts an element over a cell. */
function place(element: HTMLElement, plane: Plane, column: number, row: number): void {
  element.style.left = `${(column / plane.size) * 100}%`;
  element.style.bottom = `${(row / plane.size) * 100}%`;
}

function line(className: string, path: string): SVGPathElement {
  const element = document.createElementNS(SVG, 'path');
  element.setAttribute('class', className);
  element.setAttribute('d', path);
  return element;
}

/** Draws an arrow from the middle of a cell to a place, on a map of so many cells. */
function arrowPath(from: Place, to: Place, size: number): string {
  const [x1, y1, x2, y2] = [from[0] + 0.5, size - from[1] - 0.5, to[0] + 0.5, size - to[1] - 0.5];
  const length = Math.hypot(x2 - x1, y2 - y1);
  // One that is too short to be seen would be a blot.
  if (length < size / 100) return '';
  const head = Math.min(size / 40, length / 2);
  const [dx, dy] = [((x1 - x2) / length) * head, ((y1 - y2) / length) * head];
  const side = (turn: number) => `M${x2} ${y2}l${dx - turn * dy * 0.6} ${dy + turn * dx * 0.6}`;
  return `M${x1} ${y1}L${x2} ${y2}${side(1)}${side(-1)}`;
}
