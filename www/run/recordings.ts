import init, { type PageRecording, readRecording, type ScenarioError } from '../../pkg/recordings/cvsp.js';
import wasm from '../../pkg/recordings/cvsp_bg.wasm';
import { invalid, invalidError } from './invalid.ts';
import { MissingError } from './missing.ts';
import { makeSeekable, type SeekableTimeline } from './seekable-timeline.ts';

/** Is what a figure asks of a recording. What is wished to be otherwise than it was recorded is of any type yet. */
export interface Request {
  /** The address of the recording, its text, or its events as data. */
  readonly trace: unknown;
  readonly predicted?: unknown;
  readonly strategy?: unknown;
  readonly limit?: unknown;
  readonly grid?: unknown;
}

/** Is a run that was recorded, or is predicted of what was, and the fields of a scenario that say how it ran. */
export interface OpenedRun {
  readonly timeline: SeekableTimeline;
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly isPredicted: boolean;
}

const FIELDS = ['trace', 'predicted', 'strategy', 'limit', 'grid'];

/** A grid has as many tiles at the most. */
const MAX_TILES = 2 ** 20;

/** Reads recordings, each once for all figures that name the same address at the same time. */
export class Recordings {
  #loading: Promise<unknown> | undefined;
  readonly #addressed = new Map<string, Promise<PageRecording>>();

  /**
   * Opens a recording, and runs the model on it where its prediction is asked for.
   *
   * @throws an error with the reader's one line, or with the field that is wrong
   */
  async open(request: Request): Promise<OpenedRun> {
    const { trace, predicted = false, strategy, limit, grid } = request;
    for (const [field, value] of Object.entries(request)) {
      if (!FIELDS.includes(field) && value !== undefined)
        throw invalid(field, value, 'left out where there is a trace: the recording tells it');
    }
    if (typeof predicted !== 'boolean') throw invalid('predicted', predicted, 'true or false');
    const recording = await this.#read(trace);
    const { names, executors } = recording;
    checkGrid(grid, names.length);
    const about = grid === undefined ? {} : { grid };
    const wish = { strategy, limit };
    return worded(() => {
      if (!predicted) {
        const { timeline, setup } = recording.recorded(wish);
        return {
          timeline: { ...makeSeekable(timeline), recording: { tasks: names, executors } },
          scenario: { ...setup, ...about },
          isPredicted: false,
        };
      }
      const { timeline, setup, comparison } = recording.predict(wish);
      return {
        timeline: { ...makeSeekable(timeline), recording: { tasks: names, comparison } },
        scenario: { ...setup, ...about },
        isPredicted: true,
      };
    });
  }

  async #read(trace: unknown): Promise<PageRecording> {
    if (typeof trace === 'object' && trace !== null) return this.#parse(JSON.stringify(trace));
    if (typeof trace !== 'string' || trace.trim() === '')
      throw invalid('trace', trace, 'the address of a recording, its text or its events');
    if (/^\s*[[{]/.test(trace)) return this.#parse(trace);
    const address = addressOf(trace);
    const known = this.#addressed.get(address);
    if (known) return known;
    const recording = fetchBytes(address, trace).then((bytes) => this.#parse(bytes, `${trace}: `));
    this.#addressed.set(address, recording);
    // Figures that stand have what they need of it: one that comes later asks the browser's cache again.
    const forget = () => this.#addressed.delete(address);
    recording.then(forget, forget);
    return recording;
  }

  /** @param where begins what is said of a bad one */
  async #parse(source: string | Uint8Array<ArrayBuffer>, where = ''): Promise<PageRecording> {
    this.#loading ??= init({ module_or_path: wasm }).catch((error: Error) => {
      this.#loading = undefined;
      throw new MissingError(`the reader of recordings did not load: ${error.message}`);
    });
    await this.#loading;
    const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
    return worded(() => readRecording(bytes), where);
  }
}

/** @throws an error where there is no page that a relative address could begin at */
function addressOf(trace: string): string {
  const base = globalThis.document?.baseURI;
  if (!URL.canParse(trace, base))
    throw invalid('trace', trace, 'a whole address, the text of a recording or its events');
  return new URL(trace, base).href;
}

async function fetchBytes(address: string, trace: string): Promise<Uint8Array<ArrayBuffer>> {
  const failed = (why: string) => new MissingError(`the recording ${trace} did not load: ${why}`);
  const answer = await fetch(address).catch((error: Error) => {
    throw failed(error.message);
  });
  if (!answer.ok) throw failed(`${answer.status} ${answer.statusText}`.trim());
  return new Uint8Array(await answer.arrayBuffer());
}

function checkGrid(grid: unknown, tasks: number): void {
  if (grid === undefined) return;
  const [columns, rows] = (Array.isArray(grid) && grid.length === 2 ? grid : []) as unknown[];
  const isSide = (side: unknown) => Number.isInteger(side) && (side as number) > 0;
  const tiles = isSide(columns) && isSide(rows) ? (columns as number) * (rows as number) : 0;
  if (tiles < tasks || tiles > MAX_TILES)
    throw invalid('grid', grid, `columns and rows with room for the ${tasks} tasks of the recording`);
}

/** Makes errors of what the reader throws: plain objects, and where memory is short, an error of the engine. */
function worded<Value>(call: () => Value, where = ''): Value {
  try {
    return call();
  } catch (thrown) {
    if (thrown instanceof WebAssembly.RuntimeError)
      throw new Error(`${where}the recording takes more memory than the browser gives`);
    if (thrown instanceof Error) throw thrown;
    const error = invalidError(thrown as ScenarioError);
    error.message = where + error.message;
    throw error;
  }
}
