/** The time and the timers of a store thread. */
import type { Clock } from '../../../shared/domain/clock.ts';

export const threadClock: Clock = {
  now: Date.now,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
