import type { FigureOptions } from './options.ts';

/** The author's durations, in milliseconds. */
const LOAD = [1500, 7000];
const RENDER = [800, 1500, 100];
const BOTH = { load: LOAD, render: RENDER };
const LOAD_ONLY = { load: LOAD, render: 0 };
const RENDER_ONLY = { load: 0, render: RENDER };

const SMALL = { grid: [4, 4], seed: 42 };
const LARGE = { grid: [16, 16], seed: 16 };
const SINGLE = { strategy: 'sequential', grid: [1, 1], seed: 1, line: 0.8 };

function pair(group: string, options: FigureOptions): Record<string, FigureOptions> {
  return {
    [`${group}-left`]: { strategy: 'coroutines', group, ...options },
    [`${group}-right`]: { strategy: 'threads', group, ...options },
  };
}

/** The figures that a post needs nothing for but a placeholder with the right id. */
export const presets: Readonly<Record<string, FigureOptions>> = {
  'single-pixel-load': { ...SINGLE, load: 4000, render: 0, label: 'Load' },
  'single-pixel-render': { ...SINGLE, load: 0, render: 4000, label: 'Render' },
  'sync-ideal': { strategy: 'sequential', ...SMALL, ...BOTH },
  'parallel-ideal': { strategy: 'threads', ...SMALL, ...BOTH },
  'coroutine-ideal': { strategy: 'coroutines', ...SMALL, ...BOTH },
  'all-ideal-left': { strategy: 'sequential', group: 'all-ideal', ...SMALL, ...BOTH },
  'all-ideal-middle': { strategy: 'coroutines', group: 'all-ideal', ...SMALL, ...BOTH },
  'all-ideal-right': { strategy: 'threads', group: 'all-ideal', ...SMALL, ...BOTH },
  ...pair('io-bound', { ...SMALL, ...LOAD_ONLY, limit: 8, picture: 'balloons' }),
  ...pair('cpu-bound', { ...SMALL, ...RENDER_ONLY, limit: 8, picture: 'balloons' }),
  ...pair('both-bound', { ...SMALL, ...BOTH, limit: 8, picture: 'balloons' }),
  ...pair('large', { ...LARGE, ...BOTH, limit: 32 }),
};
