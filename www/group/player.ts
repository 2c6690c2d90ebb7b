import { checkSeconds } from '../run/invalid.ts';
import type { Act, Transport } from './transport.ts';

/**
 * Lets a program hold a figure and those of its group. It does what a reader's hand does, and the same events tell of it.
 * Its properties have the names, and the units, that they have on media elements. Once its figure is off the page, calls
 * do nothing.
 */
export interface Player {
  /** Goes on, or starts again from the beginning where the run has come to its end. */
  play(): void;
  /** Stays at the moment that is shown. */
  pause(): void;
  /**
   * Goes to a moment, and pauses there: the start where it is below 0, the end where it is past it.
   *
   * @param ms in milliseconds of simulated time
   * @throws where it is not a number
   */
  seek(ms: number): void;
  /**
   * Goes to the nth moment from here at which something happens in any figure of the group, at the most to the last one,
   * and pauses there.
   *
   * @param n a whole number other than 0; back where it is below 0
   * @throws where it is another one
   */
  step(n: number): void;
  /**
   * The moment that is shown, in **seconds** of simulated time, from 0. To set it goes there, and goes on where it was
   * playing.
   *
   * @throws where it is set to what is not a number
   */
  currentTime: number;
  /** How long the run takes, in **seconds** of simulated time; the longest of the group's. */
  readonly duration: number;
  /** Whether no time goes by. */
  readonly paused: boolean;
  /**
   * How many seconds of simulated time go by in one that is watched: 0.25, 0.5, 1, 2, 4, 8 or 16.
   *
   * @throws where it is set to another one
   */
  playbackRate: number;
}

export function createPlayer(transport: Transport, act: Act): Player {
  return {
    play: () => act(() => transport.play()),
    pause: () => act(() => transport.pause()),
    seek: (ms) => act(() => transport.seek(ms)),
    step: (n) => act(() => transport.step(n)),
    get currentTime() {
      return Math.max(0, transport.time) / 1000;
    },
    set currentTime(seconds) {
      checkSeconds(seconds);
      act(() => transport.jump(seconds * 1000));
    },
    get duration() {
      return transport.makespan / 1000;
    },
    get paused() {
      return !transport.isPlaying;
    },
    get playbackRate() {
      return transport.speed;
    },
    set playbackRate(speed) {
      act(() => {
        transport.speed = speed;
      });
    },
  };
}
