import type { Timers } from './timers.ts';

/** The time to the second, for ages and countdowns on screen. */
export class Clock {
  nowMs = $state(0);
  readonly #stopTicking: () => void;

  /** @param isPageVisible while it is not, the time stands: nobody reads it, and all that shows it would be drawn anew */
  constructor(timers: Timers, isPageVisible: () => boolean) {
    this.nowMs = timers.now();
    this.#stopTicking = timers.every(1_000, () => {
      if (isPageVisible()) this.nowMs = timers.now();
    });
  }

  stop(): void {
    this.#stopTicking();
  }
}
