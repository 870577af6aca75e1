import type { Clock } from '../../shared/domain/clock.ts';

/** The machine's own time, for production. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
