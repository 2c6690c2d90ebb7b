/** The room around pictures and between them, in pixels of the stage. */
const [EDGE, GAP] = [12, 16];

/**
 * How many pixels the shorter side of a stage has: they are larger on a larger screen, so that a hall can read it. A row with
 * panels beneath it needs more of them.
 */
const [SIDE, SIDE_WITH_PANELS] = [480, 720];

/** The part of the height that panels have beneath pictures. */
const BENEATH = 0.42;

/** The styles that figures have on the stage: `zoom`, and others in pixels of the stage. */
const STYLES = [
  'zoom',
  '--cvsp-stage-x',
  '--cvsp-stage-y',
  '--cvsp-stage-width',
  '--cvsp-stage-across',
  '--cvsp-stage-down',
];

/** Is how figures stand on the stage: all side by side, or one alone. */
export class StageRow {
  readonly #elements: readonly HTMLElement[];
  /** The height that words and controls have taken so far in this window: pictures do not grow as words go. */
  #rest = 0;
  #window = '';

  constructor(elements: readonly HTMLElement[]) {
    this.#elements = elements;
    for (const element of elements) element.dataset['cvspStage'] = '';
    this.fit();
  }

  /** Shows one alone, from 0, or all where there is no such one. */
  show(alone: number): void {
    const { length } = this.#elements;
    this.#elements.forEach((element, i) => {
      const isShown = i === alone || alone < 0 || alone >= length;
      if (isShown !== isOpen(element)) element.togglePopover(isShown);
    });
    this.#window = '';
    this.fit();
  }

  /** Gives all that are shown the largest size at which they fit: panels stand beneath them, or beside one that is alone. */
  fit(): void {
    const shown = this.#elements.filter(isOpen);
    const hasPanels = shown.some((element) => element.querySelector('.cvsp-panels > *'));
    const side = hasPanels && shown.length > 1 ? SIDE_WITH_PANELS : SIDE;
    const scale = Math.max(1, Math.min(innerWidth, innerHeight) / side);
    const [width, height] = [innerWidth / scale - 2 * EDGE, innerHeight / scale - 2 * EDGE];
    const areBeside = hasPanels && shown.length === 1 && width > 1.3 * height;
    const beneath = hasPanels && !areBeside ? BENEATH * height : 0;
    const window = [innerWidth, innerHeight, hasPanels].join();
    if (window !== this.#window) this.#rest = 0;
    this.#window = window;

    const gaps = (shown.length - 1) * GAP;
    const widest = (width - gaps) / shown.length;
    let size = widest;
    // Words take more lines where they have less room.
    for (let pass = 0; pass < 2; pass++) {
      for (const element of shown) {
        // Pixels of the page around may be zoomed already.
        setStyle(element, 'zoom', scale / (element.parentElement?.currentCSSZoom ?? 1));
        setStyle(element, '--cvsp-stage-width', `${size}px`);
        setStyle(element, '--cvsp-stage-across', `${width - size - GAP}px`);
        setStyle(element, '--cvsp-stage-down', `${areBeside ? height : BENEATH * height}px`);
        element.dataset['cvspStage'] = areBeside ? 'beside' : '';
      }
      this.#rest = Math.max(this.#rest, ...shown.map((element) => restOf(element) * size));
      const highest = Math.max(80, height - this.#rest - beneath);
      size = Math.min(widest, ...shown.map((element) => highest * aspectOf(element)));
    }
    const taken = areBeside ? width : shown.length * size + gaps;
    const down = areBeside ? height : size / aspectOf(shown[0]!) + this.#rest + beneath;
    shown.forEach((element, i) => {
      setStyle(element, '--cvsp-stage-width', `${size}px`);
      setStyle(element, '--cvsp-stage-across', `${width - size - GAP}px`);
      setStyle(element, '--cvsp-stage-x', `${EDGE + (width - taken) / 2 + i * (size + GAP)}px`);
      setStyle(element, '--cvsp-stage-y', `${EDGE + Math.max(0, (height - down) / 2)}px`);
    });
  }

  /** Takes away what it has given to figures. */
  remove(): void {
    for (const element of this.#elements) {
      delete element.dataset['cvspStage'];
      for (const name of STYLES) element.style.removeProperty(name);
      if (element.getAttribute('style') === '') element.removeAttribute('style');
    }
  }
}

function isOpen(element: HTMLElement): boolean {
  return element.matches(':popover-open');
}

function setStyle(element: HTMLElement, name: string, value: number | string): void {
  element.style.setProperty(name, String(value));
}

/** Returns how much more than its picture a figure takes, without panels, as a part of its width. */
function restOf(element: HTMLElement): number {
  const [all, picture, panels] = ['.cvsp-box', '.cvsp-box > canvas', '.cvsp-panels'].map((css) =>
    element.querySelector(css)?.getBoundingClientRect(),
  );
  const isIn = panels && element.dataset['cvspStage'] === '';
  return (all!.height - picture!.height - (isIn ? panels.height : 0)) / (picture!.width || 1);
}

function aspectOf(element: HTMLElement): number {
  const { width, height } = element.querySelector('canvas')!.getBoundingClientRect();
  return width / (height || 1);
}
