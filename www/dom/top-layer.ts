import { create } from './create.ts';

/** Whether a browser can show elements above all others. */
export function canRaise(): boolean {
  return 'showPopover' in HTMLElement.prototype;
}

/**
 * Shows elements above all else, on the whole screen where the browser gives it, until `standing` ends; it ends it, too, where
 * a reader leaves the whole screen. Elsewhere, as on phones that give it to films alone, they fill the window.
 *
 * Elements stay where they are in the document, so that frameworks, groups and styles find them there.
 */
export async function raise(elements: readonly HTMLElement[], standing: AbortController): Promise<void> {
  const { signal } = standing;
  const [left, top] = [scrollX, scrollY];
  const isOurs = document.fullscreenEnabled && !document.fullscreenElement;
  // What is shown first is below, so that the whole screen comes before.
  if (isOurs) await document.documentElement.requestFullscreen().catch(() => {});
  const leaveScreen = async () => {
    if (isOurs && document.fullscreenElement) await document.exitFullscreen().catch(() => {});
    scrollTo({ left, top, behavior: 'instant' });
  };
  if (signal.aborted) {
    leaveScreen();
    return;
  }
  const back = create('div', 'cvsp-stage');
  const style = { width: '100%', height: '100%', margin: '0', padding: '0', border: '0', maxWidth: 'none' };
  Object.assign(back.style, { ...style, background: paperBehind(elements[0]!) });
  const root = elements[0]!.getRootNode();
  (root instanceof ShadowRoot ? root : document.body).append(back);
  for (const element of [back, ...elements]) {
    element.popover = 'manual';
    element.showPopover();
  }
  const release = setOthersInert([back, ...elements]);
  const end = () => !document.fullscreenElement && standing.abort();
  if (isOurs) document.addEventListener('fullscreenchange', end, { signal });
  signal.addEventListener('abort', () => {
    release();
    back.remove();
    for (const element of elements) element.popover = null;
    leaveScreen();
  });
}

/** Finds the colour that is seen behind an element. */
function paperBehind(element: Element): string {
  for (let box: Element | null = element; box; box = parentOf(box)) {
    const { backgroundColor } = getComputedStyle(box);
    if (!/^(?:transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor;
  }
  return 'Canvas';
}

/** Has nothing but these elements take focus or clicks, or be read, until the returned function is called. */
function setOthersInert(elements: readonly HTMLElement[]): () => void {
  const paths = new Set<Element>();
  for (const element of elements) for (let box = parentOf(element); box; box = parentOf(box)) paths.add(box);
  const others = [...paths].flatMap((box) =>
    [...box.children, ...(box.shadowRoot?.children ?? [])].filter(
      (child): child is HTMLElement =>
        child instanceof HTMLElement && !child.inert && !paths.has(child) && !elements.includes(child),
    ),
  );
  for (const other of others) other.inert = true;
  return () => {
    for (const other of others) other.inert = false;
  };
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
