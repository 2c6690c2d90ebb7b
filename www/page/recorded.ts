import type { FigureConfig } from '../figure/options.ts';
import { Recordings } from '../run/recordings.ts';
import { strategyName } from '../words/format.ts';
import { addStrings } from '../words/strings.ts';

const sayRecorded = addStrings({
  'recorded.recorded': '{strategy}, recorded',
  'recorded.predicted': '{strategy}, predicted',
});

/** Reads them for all pages, by one reader. */
const recordings = new Recordings();

/** Opens the recording that options name: they come back with the run to show, and the setup that it had. */
export async function openRecording(config: FigureConfig): Promise<FigureConfig> {
  const { trace, ...others } = config.scenario;
  const { timeline, scenario, isPredicted } = await recordings.open({ trace, ...others });
  const strategy = strategyName(scenario['strategy']);
  const name = sayRecorded(isPredicted ? 'recorded.predicted' : 'recorded.recorded', { strategy });
  const panels = isPredicted ? (['near', ...config.panels] as const) : config.panels;
  return { ...config, timeline, scenario, label: config.label ?? name, panels };
}
