import type { FigureOptions } from '../figure/options.ts';
import { invalid } from '../run/invalid.ts';

/** The durations of the article, in milliseconds. */
const LOAD = [1500, 7000] as const;
const RENDER = [800, 1500, 100] as const;
const SHORT = [300, 600, 50] as const;
const BOTH = { load: LOAD, render: RENDER };
const LOAD_ONLY = { load: LOAD, render: 0 };
const RENDER_ONLY = { load: 0, render: RENDER };

const SMALL = { grid: [4, 4], seed: 42 } as const;
const LARGE = { grid: [16, 16], seed: 16 } as const;
const SINGLE = { strategy: 'sequential', grid: [1, 1], seed: 1 } as const;
const EIGHT = { limit: 8, picture: 'balloons' } as const;

const SEQUENTIAL = { strategy: 'sequential' } as const;
const COROUTINES = { strategy: 'coroutines' } as const;
const THREADS = { strategy: 'threads' } as const;

/** Makes the figures of a comparison: two or three, from the left to the right, small unless `options` say otherwise. */
function row(group: string, options: FigureOptions, ...members: FigureOptions[]): Record<string, FigureOptions> {
  const places = members.length > 2 ? ['left', 'middle', 'right'] : ['left', 'right'];
  return Object.fromEntries(
    members.map((member, i) => [`${group}-${places[i]}`, { group, ...SMALL, ...options, ...member }]),
  );
}

/** Maps the ids of placeholders to their options: such a figure needs nothing but an element with the id. */
export const presets: Readonly<Record<string, FigureOptions>> = {
  'single-pixel-load': { ...SINGLE, load: 4000, render: 0, label: 'Load' },
  'single-pixel-render': { ...SINGLE, load: 0, render: 4000, label: 'Render' },
  'sync-ideal': { ...SEQUENTIAL, ...SMALL, ...BOTH },
  'parallel-ideal': { ...THREADS, ...SMALL, ...BOTH },
  'coroutine-ideal': { ...COROUTINES, ...SMALL, ...BOTH },
  ...row('all-ideal', BOTH, SEQUENTIAL, COROUTINES, THREADS),
  ...row('io-bound', { ...LOAD_ONLY, ...EIGHT }, COROUTINES, THREADS),
  ...row('cpu-bound', { ...RENDER_ONLY, ...EIGHT }, COROUTINES, THREADS),
  ...row('both-bound', { ...BOTH, ...EIGHT }, COROUTINES, THREADS),
  ...row('large', { ...LARGE, ...BOTH, limit: 32 }, COROUTINES, THREADS),
  // A hundred times slower than life: slices of 2.5 ms, and 3 µs for a switch.
  'time-slices': {
    ...THREADS,
    ...SMALL,
    load: SHORT,
    render: [2000, 4000, 100],
    limit: 8,
    cores: 4,
    quantum: 250,
    switchCost: 0.3,
  },
  // Twenty times slower than life: the lock goes round every 5 ms; a thread starts in 50 µs, a process in 65 ms.
  ...row(
    'gil',
    { ...RENDER_ONLY, ...EIGHT, limit: 4, cores: 4, gilInterval: 100, threadStart: 1, processStart: 1300 },
    { ...THREADS, gil: true },
    { strategy: 'processes' },
  ),
  ...row(
    'blocking',
    { ...COROUTINES, load: LOAD, render: SHORT, ...EIGHT },
    {},
    { blocking: [10], label: 'With one blocking' },
  ),
  // A loop's and coroutines' timelines are the same.
  chain: {
    ...THREADS,
    ...SMALL,
    grid: [3, 3],
    load: [1000, 3000],
    render: SHORT,
    chain: true,
    label: 'Loop, coroutines or threads',
  },
  ...row('busy-server', { load: LOAD, render: SHORT, serverConnections: 4, picture: 'balloons' }, COROUTINES, THREADS),
  // A thread's stack takes 14 kB, and a coroutine 1.2 kB. Sixteen coroutines share one such stack, or those of four workers.
  ...row(
    'work-stealing',
    BOTH,
    { ...COROUTINES, slotMemory: 1200 + 14_000 / 16 },
    { strategy: 'work-stealing', workers: 4, slotMemory: 1200 + (4 * 14_000) / 16 },
    { ...THREADS, cores: 4, slotMemory: 14_000 },
  ),
};

/**
 * Returns options over those of the preset that they name. A preset that is named so leaves its row.
 *
 * @throws where there is no such preset
 */
export function withPreset({ preset, ...options }: FigureOptions): FigureOptions {
  if (preset === undefined) return options;
  if (!Object.hasOwn(presets, preset)) {
    const names = Object.keys(presets).map((id) => `"${id}"`);
    throw invalid('preset', preset, `one of ${names.join(', ')}`);
  }
  const { group: _, ...base } = presets[preset]!;
  return { ...base, ...options };
}
