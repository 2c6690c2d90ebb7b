import { loadPanel } from '../panels/load.ts';
import type { CreatePanel } from '../panels/panel.ts';
import type { Figures } from './text-links.ts';

let end: AbortController | undefined;
let createLanes: CreatePanel | undefined;
let isPrepared = false;

/** Puts on paper what a run comes to: the finished pictures and their lanes. */
export function followPrint(figures: Figures): void {
  if (end) return;
  end = new AbortController();
  const { signal } = end;
  const setPrinting = (printing: boolean) => {
    for (const group of new Set([...figures.values()].map(({ group }) => group))) {
      group.setPrinting(printing, createLanes);
    }
  };
  addEventListener('beforeprint', () => setPrinting(true), { signal });
  addEventListener('afterprint', () => setPrinting(false), { signal });
  if (!isPrepared) prepare();
}

export function leavePrint(): void {
  end?.abort();
  end = undefined;
}

/** Printing waits for nothing: what draws the lanes is loaded before, when the browser has nothing better to do. */
function prepare(): void {
  isPrepared = true;
  // Safari has no such callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(load);
  else load();
}

/** Without it, pictures are printed without lanes. It waits for long, so that it holds nothing of those who ask for it. */
async function load(): Promise<void> {
  createLanes = await loadPanel.lanes().catch(() => undefined);
}
