/** Called once a frame with the ticker's time in milliseconds, which stands still while the page is hidden. */
export type Tick = (now: number) => void;

const ticks = new Set<Tick>();
let request: number | undefined;
let now = 0;
let previous: number | undefined;

/** The one frame callback of the page: it is requested only while something plays and the page can be seen. */
function frame(timestamp: number): void {
  now += timestamp - (previous ?? timestamp);
  previous = timestamp;
  request = requestAnimationFrame(frame);
  for (const tick of ticks) tick(now);
}

function update(): void {
  if (ticks.size > 0 && !document.hidden) {
    request ??= requestAnimationFrame(frame);
  } else if (request !== undefined) {
    cancelAnimationFrame(request);
    request = undefined;
    previous = undefined;
  }
}

export function startTicking(tick: Tick): void {
  if (ticks.size === 0) document.addEventListener('visibilitychange', update);
  ticks.add(tick);
  update();
}

export function stopTicking(tick: Tick): void {
  ticks.delete(tick);
  if (ticks.size === 0) document.removeEventListener('visibilitychange', update);
  update();
}
