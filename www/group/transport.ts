import type { MotionWish } from '../dom/motion.ts';
import { BEFORE } from '../run/frame.ts';
import { nthInstantFrom } from '../run/instants.ts';
import { checkMoment, checkSpeed, checkSteps } from '../run/invalid.ts';
import { evenPace, type Pace, SPEEDS } from '../run/pace.ts';
import { Playhead } from './playhead.ts';

/**
 * Names what a transport does:
 *
 * - `waiting`: its run has not begun, and plays once it is reached;
 * - `preview`: it has not been reached, and shows what its run comes to, since nothing may move by itself;
 * - `playing`: time goes by;
 * - `held`: it stands at a moment, and goes on when that is wished;
 * - `resting`: it was reached, and shows what its run comes to, since nothing may move by itself;
 * - `ended`: its run has come to its end, without a loop.
 */
export type State = 'waiting' | 'preview' | 'playing' | 'held' | 'resting' | 'ended';

/** Names whose wish a state is: the page's author's, the reader's system's, or the reader's own. A program counts as one. */
export type Wisher = 'page' | 'system' | 'reader';

/** Names what brings a transport from one state to another. */
export type Signal = 'reach' | 'end' | MotionWish;

type Table = Readonly<Partial<Record<Signal, Readonly<Partial<Record<State, State>>>>>>;

/** Until a reader takes hold, the page and the reader's system decide. What the table does not have changes nothing. */
const UNTOUCHED: Table = {
  reach: { waiting: 'playing', preview: 'resting' },
  end: { playing: 'ended' },
  paused: { waiting: 'preview', playing: 'held' },
  reduced: { waiting: 'preview', playing: 'resting', held: 'resting', ended: 'resting' },
  free: { preview: 'waiting', held: 'playing', resting: 'playing' },
};

/** A reader who plays or holds it takes hold of it: nothing starts by itself from then on, and what plays still stops. */
const TAKEN: Table = {
  end: { playing: 'ended' },
  paused: { playing: 'held' },
  reduced: { playing: 'held' },
};

/** Names what has happened to a transport. */
export type Happening = 'play' | 'pause' | 'seek';

/** Changes a transport, and shows what has come of it. */
export type Act = (change: (transport: Transport) => void) => void;

/**
 * What is played: how long it takes, its pace where no speed is chosen, and the moments to step to, which are computed
 * when they are first needed.
 */
export interface Run {
  readonly makespan: number;
  readonly pace: Pace;
  readonly instants: () => Float64Array;
}

/** Is where a run stands, whether time goes by, and whose wish that is. It knows nothing of what is shown. */
export class Transport {
  readonly #playhead = new Playhead();
  #state: State = 'waiting';
  #isTaken = false;
  #wish: MotionWish = 'free';
  #pace = evenPace(1);
  /** Holds the speed that somebody has chosen, which ends the run's own pace. */
  #speed: number | undefined;
  /** Whether time-lapse is left out, since less motion is asked for. */
  #isCalm = false;
  #happened: Happening[] = [];
  #isStepped = false;
  #instants: Run['instants'] = () => new Float64Array(1);

  get state(): State {
    return this.#state;
  }

  get by(): Wisher {
    if (this.isTaken) return 'reader';
    return ['preview', 'held', 'resting'].includes(this.#state) ? 'system' : 'page';
  }

  get isPlaying(): boolean {
    return this.#state === 'playing';
  }

  /** Whether a reader has taken hold of it: it does nothing by itself from then on. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  /** The moment that is shown, in milliseconds of simulated time; below 0 where the run has not begun. */
  get time(): number {
    return this.#state === 'waiting' ? BEFORE : this.#playhead.time;
  }

  get wiped(): number {
    return this.#state === 'waiting' ? 0 : this.#playhead.wiped;
  }

  get position(): number {
    return this.#playhead.position;
  }

  get makespan(): number {
    return this.#playhead.makespan;
  }

  get looping(): boolean {
    return this.#playhead.looping;
  }

  set looping(looping: boolean) {
    this.#playhead.looping = looping;
  }

  /** One of `SPEEDS`; 1 where the run has its own pace. */
  get speed(): number {
    return this.#speed ?? 1;
  }

  /** @throws where it is none of `SPEEDS` */
  set speed(speed: number) {
    checkSpeed(speed, SPEEDS);
    this.#speed = speed;
    this.#setPace();
  }

  /** Whether the run has a pace of its own, which is not that of life from its start to its end. */
  get hasPace(): boolean {
    return this.#pace.factor !== 1;
  }

  /** Whether it is played at its own pace. */
  get isPaced(): boolean {
    return this.hasPace && !this.#isCalm && this.#speed === undefined;
  }

  /** Has it played at its own pace again. */
  unsetSpeed(): void {
    this.#speed = undefined;
    this.#setPace();
  }

  /** How many times as fast as life time goes by now, where that is the run's own pace; 1 where it stands still. */
  get lapse(): number {
    const { pace, finished, position } = this.#playhead;
    return this.isPaced && this.isPlaying && !finished && position >= pace.until ? pace.factor : 1;
  }

  /** Whether a step has led to the moment that is shown. */
  get isStepped(): boolean {
    return this.#isStepped;
  }

  /** Whether it stays at a moment for a while that it was led to. */
  get stays(): boolean {
    return this.#playhead.stays;
  }

  /** Takes the next speed that is faster, or slower where `direction` is below 0; the last one stays. */
  changeSpeed(direction: 1 | -1): void {
    this.speed = SPEEDS[SPEEDS.indexOf(this.speed) + direction] ?? this.speed;
  }

  /** Takes up another run. The moment stays where it can. */
  setRun({ makespan, pace, instants }: Run): void {
    this.#playhead.setMakespan(makespan);
    this.#instants = instants;
    this.#pace = pace;
    this.#setPace();
    if (this.#showsEnd) this.#playhead.seek(makespan);
  }

  /**
   * Starts the run, if it has not begun and may start by itself.
   *
   * @param time from where on, in milliseconds of simulated time
   */
  reach(time = 0): void {
    if (this.#state === 'waiting') this.#playhead.seek(time);
    this.#signal('reach');
  }

  /** Takes up what may move by itself. */
  setMotion(wish: MotionWish): void {
    if (wish === this.#wish) return;
    // Where less motion is asked for, a run plays once, and not in time-lapse. What a reader has chosen since stays.
    if (!this.isTaken && (wish === 'reduced' || this.#wish === 'reduced')) {
      this.#isCalm = wish === 'reduced';
      this.looping = !this.#isCalm;
      this.#setPace();
    }
    this.#wish = wish;
    this.#signal(wish);
  }

  /** Goes on, or starts again from the beginning where the run has come to its end. */
  play(): void {
    this.#take('playing');
  }

  pause(): void {
    this.#take('held');
  }

  toggle(): void {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  restart(): void {
    this.#goTo(0);
    this.play();
  }

  /**
   * Goes to a moment, or to the nearest that the run has, and pauses there.
   *
   * @param time in milliseconds of simulated time
   * @throws where it is not a number
   */
  seek(time: number): void {
    this.#goTo(time);
    this.pause();
  }

  /** Goes to a moment, and goes on from there where it was playing. */
  jump(time: number): void {
    this.#goTo(time);
    if (!this.isPlaying) this.pause();
  }

  /**
   * Plays to a moment, stays there for a while, and goes on. Where nothing may move by itself, or a reader has paused it,
   * it goes there and stays.
   */
  visit(time: number): void {
    if (this.#wish !== 'free' || (this.isTaken && this.#state === 'held')) {
      this.seek(time);
      return;
    }
    checkMoment(time);
    this.#happened.push('seek');
    this.#enter('playing');
    this.#playhead.approach(time);
  }

  /** Goes on by a part of the run, or back where it is below 0, and pauses there. */
  move(part: number): void {
    this.seek(this.#playhead.time + part * this.makespan);
  }

  /**
   * Goes to the nth moment from here at which something happens, or back where `n` is below 0, and pauses there.
   *
   * @throws where it is no whole number, or 0
   */
  step(n: number): void {
    checkSteps(n);
    this.seek(nthInstantFrom(this.#instants(), this.#playhead.time, n));
    this.#isStepped = true;
  }

  /** Returns what brings it back to the state and the moment of now. */
  save(): () => void {
    const [state, isTaken, time] = [this.#state, this.#isTaken, this.#playhead.time];
    return () => {
      this.#goTo(time);
      this.#isTaken = isTaken;
      this.#enter(state);
    };
  }

  /** Lets time go by, in milliseconds of the reader's, while it plays. */
  advance(milliseconds: number): void {
    if (this.isPlaying && !this.#playhead.advance(milliseconds)) this.#signal('end');
  }

  /** Returns what has happened since this was last asked. */
  takeHappenings(): readonly Happening[] {
    const happened = this.#happened;
    this.#happened = [];
    return happened;
  }

  #goTo(time: number): void {
    checkMoment(time);
    this.#playhead.seek(time);
    this.#isStepped = false;
    this.#happened.push('seek');
  }

  #setPace(): void {
    this.#playhead.pace = this.#speed === undefined && !this.#isCalm ? this.#pace : evenPace(this.speed);
  }

  #take(state: State): void {
    this.#isTaken = true;
    this.#enter(state);
  }

  #signal(signal: Signal): void {
    const next = (this.#isTaken ? TAKEN : UNTOUCHED)[signal]?.[this.#state];
    if (next) this.#enter(next);
  }

  #enter(state: State): void {
    const wasPlaying = this.isPlaying;
    this.#state = state;
    if (this.isPlaying && !wasPlaying) {
      if (this.#playhead.finished) this.#playhead.seek(0);
      this.#isStepped = false;
      this.#happened.push('play');
    } else if (!this.isPlaying) {
      if (this.#showsEnd) this.#playhead.seek(this.makespan);
      // A half wiped picture is no place to stay at.
      else if (this.#playhead.finished) this.#playhead.seek(this.#playhead.time);
      if (wasPlaying) this.#happened.push('pause');
    }
  }

  /** Whether it shows what its run comes to, since nothing may move by itself. */
  get #showsEnd(): boolean {
    return this.#state === 'resting' || this.#state === 'preview';
  }
}
