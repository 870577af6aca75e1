import type { Clock } from '../../shared/domain/clock.ts';

/** The largest delay a Node timer takes; longer waits are cut here and re-checked by their owners. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time. Every date, deadline and rate of the sandbox comes from a clock, so tests can turn the hands. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, Math.min(Math.max(0, delayMs), LONGEST_TIMER_MS));
      // The listening server keeps the process alive; a pending redelivery must not.
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/** Calls `run` every `periodMs` until stopped. */
export function every(clock: Clock, periodMs: number, run: () => void): { stop(): void } {
  let cancel = clock.after(periodMs, tick);
  let stopped = false;
  function tick(): void {
    run();
    if (!stopped) cancel = clock.after(periodMs, tick);
  }
  return {
    stop() {
      stopped = true;
      cancel();
    },
  };
}
