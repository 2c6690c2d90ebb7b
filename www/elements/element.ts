import type { Player } from '../group/player.ts';
import { page } from '../page/page.ts';
import { checkMoment, checkSeconds, checkSpeed, checkSteps } from '../run/invalid.ts';
import { SPEEDS } from '../run/pace.ts';
import type { Durations, Task } from '../run/scenario.ts';
import { ATTRIBUTES, FIELDS, NAMES, textOf } from './attributes.ts';

/** Stands in for HTMLElement outside of browsers, where these classes can be imported, but not used. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * Gives both elements an attribute, and a property that reflects it, for every field of a scenario and option of a figure;
 * and the members of a player. A property is `undefined` where its attribute is left out, and its text where that cannot
 * be read.
 */
export abstract class CvspElement extends Base implements Player {
  /** Calls that wait until there is a figure to hold, in their order. */
  readonly #calls: ((player: Player) => void)[] = [];

  static get observedAttributes(): readonly string[] {
    return ATTRIBUTES;
  }

  static {
    for (const field of NAMES) {
      Object.defineProperty(CvspElement.prototype, field, {
        configurable: true,
        enumerable: true,
        get(this: CvspElement) {
          const text = this.getAttribute(field);
          if (text === null) return undefined;
          try {
            return FIELDS[field](text, field);
          } catch {
            // The figure's place says what is wrong with it.
            return text;
          }
        },
        set(this: CvspElement, value: unknown) {
          const text = textOf(field, value);
          if (text === undefined) this.removeAttribute(field);
          else this.setAttribute(field, text);
        },
      });
    }
  }

  /**
   * How tasks are worked on: `sequential`, `threads`, `processes`, `coroutines` or `work-stealing`.
   * @attr strategy
   */
  declare strategy: 'sequential' | 'threads' | 'processes' | 'coroutines' | 'work-stealing' | undefined;
  /**
   * How many tasks may be in flight, from 1; without bound where left out.
   * @attr limit
   */
  declare limit: number | undefined;
  /**
   * How many tasks the hardware renders at once, from 1; without bound where left out.
   * @attr cores
   */
  declare cores: number | undefined;
  /**
   * How many executors work stealing has, from 1; without bound where left out.
   * @attr workers
   */
  declare workers: number | undefined;
  /**
   * Whether the event loop of coroutines comes to a task before anything happens to it.
   * @attr turns
   */
  declare turns: boolean | undefined;
  /**
   * How long threads and processes render before others have their turn, in ms, from 0.001; without end where left out.
   * @attr quantum
   */
  declare quantum: number | undefined;
  /**
   * Whether threads have a global interpreter lock.
   * @attr gil
   */
  declare gil: boolean | undefined;
  /**
   * How long one thread holds that lock while others wait for it, in ms, from 0.001; 5 where left out.
   * @attr gilinterval
   */
  declare gilInterval: number | undefined;
  /**
   * What it takes an executor to turn to another task, in ms; 0 where left out.
   * @attr switchcost
   */
  declare switchCost: number | undefined;
  /**
   * What it takes to start a thread, in ms; 0 where left out.
   * @attr threadstart
   */
  declare threadStart: number | undefined;
  /**
   * What it takes to start a process, in ms; 0 where left out.
   * @attr processstart
   */
  declare processStart: number | undefined;
  /**
   * What it takes to start a coroutine, in ms; 0 where left out.
   * @attr coroutinestart
   */
  declare coroutineStart: number | undefined;
  /**
   * How many loads the server serves at once, from 1; without bound where left out.
   * @attr serverconnections
   */
  declare serverConnections: number | undefined;
  /**
   * How much memory a thread, a process or a coroutine takes, in bytes; 0 where left out.
   * @attr slotmemory
   */
  declare slotMemory: number | undefined;
  /**
   * Columns and rows of tiles, each from 1: `4x4`.
   * @attr grid
   */
  declare grid: readonly [number, number] | undefined;
  /**
   * How long tasks load, in ms: `1500`, drawn from a range `1500..7000`, or by a step `1500..7000/500`.
   * @attr load
   */
  declare load: Durations | undefined;
  /**
   * How long tasks render, in ms, written as `load` is.
   * @attr render
   */
  declare render: Durations | undefined;
  /**
   * What the durations are drawn from, a whole number from 0; others each time where left out.
   * @attr seed
   */
  declare seed: number | undefined;
  /**
   * The numbers of the tasks whose load does not give way to other coroutines: `0,5`.
   * @attr blocking
   */
  declare blocking: readonly number[] | undefined;
  /**
   * Whether each task comes after the one before it.
   * @attr chain
   */
  declare chain: boolean | undefined;
  /**
   * Tasks one by one, instead of a grid, as JSON: `[{ "load": 1500, "render": 800 }]`.
   * @attr tasks
   */
  declare tasks: readonly Task[] | undefined;
  /**
   * The id of a predefined figure, whose options it has where its own attributes say nothing.
   * @attr preset
   */
  declare preset: string | undefined;
  /**
   * The address of a program's recording, its text, or its events: the figure shows what that did.
   * @attr trace
   */
  declare trace: string | object | undefined;
  /**
   * Whether it shows what the model foretells of the recorded tasks, and how near that is.
   * @attr predicted
   */
  declare predicted: boolean | undefined;
  /**
   * A name: figures with the same one share workload, clock and loop. Figures in a `<cvsp-group>` take its name.
   * @attr group
   */
  declare group: string | undefined;
  /**
   * The name of a built-in picture: `harbour` or `balloons`.
   * @attr picture
   */
  declare picture: 'harbour' | 'balloons' | undefined;
  /**
   * The address of an image to show instead.
   * @attr image
   */
  declare image: string | undefined;
  /**
   * The name in the caption; that of the strategy where left out.
   * @attr label
   */
  declare label: string | undefined;
  /**
   * How far down the window, from 0 to 1, the figure's top must have risen for it to start. Where left out, it starts when most
   * of its picture is in view.
   * @attr line
   */
  declare line: number | undefined;
  /**
   * Whether it plays once it has come so far, `visible` or true, or waits to be played, `never` or false.
   * @attr autoplay
   */
  declare autoplay: boolean | 'visible' | 'never' | undefined;
  /**
   * Whether a run of more than 25 s is in time-lapse once there is nothing new to see, `auto`, or is as fast as life
   * throughout, `even`.
   * @attr pace
   */
  declare pace: 'auto' | 'even' | undefined;
  /**
   * How many seconds of simulated time go by in one that is watched: 0.25, 0.5, 1, 2, 4, 8 or 16.
   * @attr speed
   */
  declare speed: number | undefined;
  /**
   * Whether readers are asked when it will be finished, and told how near they were.
   * @attr predict
   */
  declare predict: boolean | undefined;
  /**
   * Whether the lanes stand beneath it from the start: what slots and executors do over time.
   * @attr lanes
   */
  declare lanes: boolean | undefined;
  /**
   * Whether the table of numbers does.
   * @attr numbers
   */
  declare numbers: boolean | undefined;
  /**
   * Whether the run in words does.
   * @attr account
   */
  declare account: boolean | undefined;
  /**
   * Whether the strategy's program does, or in which language: `python`, `rust` or `javascript`.
   * @attr code
   */
  declare code: boolean | 'python' | 'rust' | 'javascript' | undefined;
  /**
   * Moments on the line of time, and their names, as JSON: `{ "4.2s": "the first tile is there" }`.
   * @attr markers
   */
  declare markers: Readonly<Record<string, string>> | undefined;

  /** @ignore */
  connectedCallback(): void {
    // Properties that were set before the element was defined hide those of its class.
    const own = this as Record<string, unknown>;
    for (const field of [...NAMES, 'currentTime', 'playbackRate']) {
      if (!Object.hasOwn(own, field)) continue;
      const value = own[field];
      delete own[field];
      own[field] = value;
    }
  }

  /** @ignore */
  disconnectedCallback(): void {
    // One that is moved comes back in the same task, and keeps its calls.
    queueMicrotask(() => {
      if (!this.isConnected) this.#calls.length = 0;
    });
  }

  /** What holds the figures of the element; nothing where none stands. */
  protected abstract get player(): Player | undefined;

  /**
   * Makes the calls that have waited, if there is a figure now.
   * @ignore
   */
  perform(): void {
    const { player } = this;
    if (!player || page.isChanging) return;
    // A call may bring about others.
    for (let call = this.#calls.shift(); call; call = this.#calls.shift()) call(player);
  }

  /** Goes on, or starts again from the beginning where the run has come to its end. */
  play(): void {
    this.#call((player) => player.play());
  }

  /** Stays at the moment that is shown. */
  pause(): void {
    this.#call((player) => player.pause());
  }

  /**
   * Goes to a moment, and pauses there: the start where it is below 0, the end where it is past it.
   *
   * @param ms in milliseconds of simulated time
   * @throws where it is not a number
   */
  seek(ms: number): void {
    checkMoment(ms);
    this.#call((player) => player.seek(ms));
  }

  /**
   * Goes to the nth moment from here at which something happens, and pauses there.
   *
   * @param n a whole number other than 0; back where it is below 0
   * @throws where it is another one
   */
  step(n: number): void {
    checkSteps(n);
    this.#call((player) => player.step(n));
  }

  /**
   * The moment that is shown, in seconds of simulated time; 0 where there is no figure yet. To set it goes there, and
   * goes on where it was playing.
   * @throws where it is set to what is not a number
   */
  get currentTime(): number {
    return this.player?.currentTime ?? 0;
  }

  set currentTime(seconds: number) {
    checkSeconds(seconds);
    this.#call((player) => {
      player.currentTime = seconds;
    });
  }

  /**
   * How long the run takes, in seconds of simulated time; not a number where there is no figure yet.
   * @readonly
   */
  get duration(): number {
    return this.player?.duration ?? Number.NaN;
  }

  /**
   * Whether no time goes by.
   * @readonly
   */
  get paused(): boolean {
    return this.player?.paused ?? true;
  }

  /**
   * How many seconds of simulated time go by in one that is watched: 0.25, 0.5, 1, 2, 4, 8 or 16.
   * @throws where it is set to another one
   */
  get playbackRate(): number {
    return this.player?.playbackRate ?? 1;
  }

  set playbackRate(speed: number) {
    checkSpeed(speed, SPEEDS);
    this.#call((player) => {
      player.playbackRate = speed;
    });
  }

  #call(call: (player: Player) => void): void {
    this.#calls.push(call);
    this.perform();
  }
}
