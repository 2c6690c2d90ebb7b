import { pictures } from './pictures/index.ts';
import { sourcesOf } from './sources.ts';
import { State } from './state.ts';
import { IDLE, type Look, paintTile } from './tile.ts';

/** A tile half way through each state. */
const LOOKS: Readonly<Record<string, Look>> = {
  idle: IDLE,
  queued: { state: State.queued, loaded: 0, rendered: 0 },
  load: { state: State.load, loaded: 0.6, rendered: 0 },
  blocked: { state: State.blocked, loaded: 0.6, rendered: 0 },
  ready: { state: State.ready, loaded: 1, rendered: 0 },
  switch: { state: State.switch, loaded: 1, rendered: 0.2 },
  render: { state: State.render, loaded: 1, rendered: 0.47 },
  finished: { state: State.finished, loaded: 1, rendered: 1 },
};

/** Paints the tile that each `<canvas class="cvsp-legend" data-state="…">` names, as the figures paint it. */
export function paintLegends(root: ParentNode = document): void {
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>('canvas.cvsp-legend')) {
    canvas.addEventListener('transitionend', () => paintLegend(canvas));
    new ResizeObserver(() => paintLegend(canvas)).observe(canvas);
  }
}

function paintLegend(canvas: HTMLCanvasElement): void {
  const look = LOOKS[canvas.dataset['state'] ?? ''];
  const context = canvas.getContext('2d');
  if (!look || !context) throw new Error(`a legend's data-state must be one of ${Object.keys(LOOKS).join(', ')}`);
  const side = Math.round(canvas.clientWidth * devicePixelRatio);
  canvas.width = side;
  canvas.height = side;
  const area = { x: 0, y: 0, width: side, height: side };
  const sources = () => sourcesOf(pictures.harbour, side, side);
  paintTile(context, area, look, sources, getComputedStyle(canvas).color, devicePixelRatio);
}
