import { formatDate, type TimeZoneChoice } from '../lib/format-time.ts';
import type { Timers } from './timers.ts';

/** The time to the second, for ages and countdowns on screen. */
export class Clock {
  nowMs = $state(0);
  readonly #localDay = $derived(formatDate(this.nowMs, 'local'));
  readonly #utcDay = $derived(formatDate(this.nowMs, 'utc'));
  readonly #stopTicking: () => void;

  /** @param isPageVisible while it is not, the time stands: nobody reads it, and all that shows it would be drawn anew */
  constructor(timers: Timers, isPageVisible: () => boolean) {
    this.nowMs = timers.now();
    this.#stopTicking = timers.every(1_000, () => {
      if (isPageVisible()) this.nowMs = timers.now();
    });
  }

  /** The date of now, "2026-11-23": what depends on it is told at midnight, not every second. */
  today(zone: TimeZoneChoice): string {
    return zone === 'utc' ? this.#utcDay : this.#localDay;
  }

  stop(): void {
    this.#stopTicking();
  }
}
