import type { FigureConfig } from '../figure/options.ts';
import { MissingError } from '../run/missing.ts';

/** Returns whether a figure shows a recording. */
export function isRecorded({ scenario }: FigureConfig): boolean {
  return scenario['trace'] !== undefined;
}

/** Loads what reads recordings, and opens the one that options name: they come back with the run to show, and its setup. */
export async function openRecording(config: FigureConfig): Promise<FigureConfig> {
  const recorded = await import(/* webpackChunkName: "recordings" */ './recorded.ts').catch(({ message }: Error) => {
    throw new MissingError(`the reader of recordings did not load: ${message}`);
  });
  return recorded.openRecording(config);
}
