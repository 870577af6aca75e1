import type { Timers } from './timers.ts';

/** The time to the second, for ages and countdowns on screen. */
export class Clock {
  nowMs = $state(0);
  readonly #stopTicking: () => void;

  constructor(timers: Timers) {
    this.nowMs = timers.now();
    this.#stopTicking = timers.every(1_000, () => {
      this.nowMs = timers.now();
    });
  }

  stop(): void {
    this.#stopTicking();
  }
}
