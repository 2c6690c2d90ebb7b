import type { Scenario } from '../../run/scenario.ts';

/** How a field is written, as docs/scenario.md names it. */
export type Kind =
  | 'choice'
  | 'flag'
  | 'whole number'
  | 'milliseconds'
  | 'bytes'
  | 'grid'
  | 'durations'
  | 'numbers'
  | 'tasks';

/** Describes the control of one field: its bounds, and what stands in where it is left empty. */
export interface Field {
  readonly kind: Kind;
  /** The least and the most that is allowed, where the field is a number or numbers. */
  readonly from?: number;
  readonly to?: number;
  /** What holds where the field is left out; nothing where it must be given. */
  readonly leftOut?: string;
}

const COUNT = { kind: 'whole number', from: 1, to: 4_294_967_295, leftOut: 'no bound' } as const;
const COST = { kind: 'milliseconds', from: 0, to: 1_000_000_000, leftOut: '0' } as const;
const SLICE = { kind: 'milliseconds', from: 0.001, to: 1_000_000_000 } as const;
const DRAWN = { kind: 'durations', from: 0, to: 1_000_000_000 } as const;

/** Lists every field of a scenario in the order of docs/scenario.md, with its bounds: a test compares both. */
export const FIELDS = {
  strategy: { kind: 'choice' },
  limit: COUNT,
  workers: COUNT,
  gil: { kind: 'flag', leftOut: 'false' },
  turns: { kind: 'flag', leftOut: 'false' },
  cores: COUNT,
  quantum: { ...SLICE, leftOut: 'no bound' },
  gilInterval: { ...SLICE, leftOut: '5' },
  switchCost: COST,
  threadStart: COST,
  processStart: COST,
  coroutineStart: COST,
  slotMemory: { kind: 'bytes', from: 0, to: 1_099_511_627_776, leftOut: '0' },
  serverConnections: COUNT,
  grid: { kind: 'grid', from: 1, to: 1_048_576 },
  load: DRAWN,
  render: DRAWN,
  seed: { kind: 'whole number', from: 0, to: 9_007_199_254_740_991, leftOut: 'another one each time' },
  blocking: { kind: 'numbers', from: 0, leftOut: '[]' },
  chain: { kind: 'flag', leftOut: 'false' },
  tasks: { kind: 'tasks', from: 1, to: 1_048_576, leftOut: 'a grid' },
} as const satisfies Readonly<Record<keyof Scenario, Field>>;

export type FieldName = keyof typeof FIELDS;

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** Gathers the fields as docs/scenario.md does. */
export const SECTIONS = {
  strategy: ['strategy', 'limit', 'workers', 'gil', 'turns'],
  hardware: ['cores', 'serverConnections'],
  prices: ['switchCost', 'threadStart', 'processStart', 'coroutineStart', 'quantum', 'gilInterval', 'slotMemory'],
  work: ['grid', 'load', 'render', 'seed', 'blocking', 'chain', 'tasks'],
} as const satisfies Readonly<Record<string, readonly FieldName[]>>;

export type SectionName = keyof typeof SECTIONS;
