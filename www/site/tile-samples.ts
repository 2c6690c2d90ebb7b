import { Painter } from '../paint/painter.ts';
import { pictures } from '../paint/pictures/pictures.ts';
import { createFrame, type Frame } from '../run/frame.ts';
import { State } from '../run/state.ts';

/** Each frame has one tile, which is half way through a state. */
const FRAMES: Readonly<Record<string, Frame>> = {
  idle: frameOf(State.idle, 0, 0),
  queued: frameOf(State.queued, 0, 0),
  load: frameOf(State.load, 0.6, 0),
  blocked: frameOf(State.blocked, 0.6, 0),
  ready: frameOf(State.ready, 1, 0),
  switch: frameOf(State.switch, 1, 0.2),
  render: frameOf(State.render, 1, 0.47),
  finished: frameOf(State.finished, 1, 1),
};

function frameOf(state: number, loaded: number, rendered: number): Frame {
  const frame = createFrame(1);
  frame.state[0] = state;
  frame.loaded[0] = loaded;
  frame.rendered[0] = rendered;
  frame.place[0] = 1;
  return frame;
}

/** Paints a sample tile on each `<canvas class="cvsp-legend" data-state="…">`, in the same way as figures paint it. */
export function paintTileSamples(root: ParentNode = document): void {
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>('canvas.cvsp-legend')) {
    const frame = FRAMES[canvas.dataset['state'] ?? ''];
    if (!frame) throw new Error(`a legend's data-state must be one of ${Object.keys(FRAMES).join(', ')}`);
    const painter = new Painter(canvas, 1, 1, false, pictures.harbour());
    let isNear = true;
    const paint = () => {
      const side = Math.round(canvas.clientWidth * devicePixelRatio);
      painter.resize(side, side, devicePixelRatio);
      painter.paint(frame, 0);
      // As in figures, a canvas far from the view has no pixels: each takes time in every frame. An image does not.
      canvas.style.background = isNear ? '' : `url(${canvas.toDataURL()}) 0 0 / 100% 100%`;
      if (!isNear) painter.resize(0, 0, 1);
    };
    canvas.addEventListener('transitionend', paint);
    new ResizeObserver(paint).observe(canvas);
    const follow = (entries: readonly IntersectionObserverEntry[]) => {
      isNear = entries.at(-1)!.isIntersecting;
      paint();
    };
    new IntersectionObserver(follow, { rootMargin: '50px' }).observe(canvas);
  }
}
