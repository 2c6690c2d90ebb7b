import { adoptSheets } from '../dom/sheets.ts';
import { raise } from '../dom/top-layer.ts';
import type { Group } from './group.ts';
import { handleKey } from './keys.ts';
import styles from './stage.css';
import { StageRow } from './stage-row.ts';

/** Shows the figures of a group alone, as large as the screen or the window lets them be, until `standing` ends. */
export async function enterStage(group: Group, standing: AbortController): Promise<void> {
  const elements = group.elements.filter(({ offsetWidth }) => offsetWidth > 0);
  const [first] = elements;
  const { signal } = standing;
  if (!first) {
    standing.abort();
    return;
  }
  adoptSheets(first, [styles]);
  await raise(elements, standing);
  if (signal.aborted) return;
  const row = new StageRow(elements);
  const focus = () => (first.firstElementChild as HTMLElement).focus({ preventScroll: true });
  // Panels and words come and go.
  const resizes = new ResizeObserver(() => row.fit());
  for (const element of elements) resizes.observe(element.firstElementChild!);
  addEventListener('resize', () => row.fit(), { signal });
  const onKey = (event: KeyboardEvent) => {
    if (!handleStageKey(event, group, row, standing)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  // The page hears of no key that the stage uses.
  addEventListener('keydown', onKey, { signal, capture: true });
  signal.addEventListener('abort', () => {
    resizes.disconnect();
    row.remove();
    focus();
  });
  focus();
}

/** Does what a key says on the stage, and returns whether it says anything: arrows lead from event to event, and so does a clicker. */
function handleStageKey(event: KeyboardEvent, group: Group, row: StageRow, standing: AbortController): boolean {
  const { key } = event;
  const target = event.composedPath()[0] as Element;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (key === 'Escape' || key === 'f') {
    standing.abort();
  } else if (key === 'PageDown' || key === 'PageUp') {
    group.act((transport) => transport.step(key === 'PageDown' ? 1 : -1));
  } else if (/^Arrow(?:Left|Right)$/.test(key) && !target.closest('.cvsp-dock')) {
    group.act((transport) => transport.step(key === 'ArrowRight' ? 1 : -1));
  } else if (/^\d$/.test(key) && !target.closest('select, input') && group.elements.length > 1) {
    row.show(Number(key) - 1);
  } else {
    // What has no focus is on the stage, too.
    if (!target.closest('.cvsp-box')) handleKey(group.act, event);
    return false;
  }
  return true;
}
