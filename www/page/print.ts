import type { Group } from '../group/group.ts';
import { loadPanel } from '../panels/load.ts';
import type { CreatePanel } from '../panels/panel.ts';

/** Puts on paper what a run comes to, the finished pictures and their lanes, until the signal. */
export function followPrint(figures: ReadonlyMap<Element, { readonly group: Group }>, signal: AbortSignal): void {
  let createLanes: CreatePanel | undefined;
  const setPrinting = (printing: boolean) => {
    for (const group of new Set([...figures.values()].map(({ group }) => group))) {
      group.setPrinting(printing, createLanes);
    }
  };
  addEventListener('beforeprint', () => setPrinting(true), { signal });
  addEventListener('afterprint', () => setPrinting(false), { signal });
  // Printing waits for nothing: lanes are loaded before, when the browser is idle. Without them, pictures are printed alone.
  const load = async () => {
    createLanes = await loadPanel.lanes().catch(() => undefined);
  };
  // Safari has no such callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(load);
  else load();
}
