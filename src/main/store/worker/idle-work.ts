/** Work for the pauses between requests, in slices: it waits for quiet, but a flood cannot hold it off for ever. */
import type { Clock } from '../../../shared/domain/clock.ts';

export interface IdleWork {
  /** Something may be waiting: look soon. */
  readonly wake: () => void;
  readonly stop: () => void;
}

/** Quiet this long counts as a pause. */
export const quietMs = 2;
/** Under constant load one slice is done this often at least. */
export const longestWaitMs = 250;

/** Rest after a slice that failed, e.g. on a full disk: it is tried again. */
export const restAfterFailureMs = 5000;

/** `slice` does a few milliseconds' work and says whether more is waiting; what it throws is told and ends nothing. */
export function createIdleWork(
  slice: () => boolean,
  clock: Clock,
  onFailure: (thrown: unknown) => void,
  /** How long a slice that took so long is followed by nothing. */
  restAfterSliceMs: (tookMs: number) => number = () => 0,
): IdleWork {
  let cancel: (() => void) | undefined;
  let waitingSince: number | undefined;
  let restUntil = 0;
  let isStopped = false;

  const run = (): void => {
    cancel = undefined;
    waitingSince = undefined;
    const started = clock.now();
    try {
      const isMoreWaiting = slice();
      const restMs = restAfterSliceMs(clock.now() - started);
      restUntil = clock.now() + restMs;
      if (isMoreWaiting && !isStopped) cancel = clock.after(restMs, run);
    } catch (thrown) {
      restUntil = clock.now() + restAfterFailureMs;
      onFailure(thrown);
      wake();
    }
  };

  const wake = (): void => {
    if (isStopped) return;
    const now = clock.now();
    waitingSince ??= now;
    const soonest = Math.max(restUntil - now, Math.min(quietMs, waitingSince + longestWaitMs - now));
    const wait = Math.max(0, soonest);
    cancel?.();
    cancel = clock.after(wait, run);
  };

  return {
    wake,
    stop: () => {
      isStopped = true;
      cancel?.();
    },
  };
}
