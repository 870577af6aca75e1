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

/** `slice` does a few milliseconds' work and says whether more is waiting. */
export function createIdleWork(slice: () => boolean, clock: Clock): IdleWork {
  let cancel: (() => void) | undefined;
  let waitingSince: number | undefined;
  let isStopped = false;

  const run = (): void => {
    cancel = undefined;
    waitingSince = undefined;
    if (slice() && !isStopped) cancel = clock.after(0, run);
  };

  const wake = (): void => {
    if (isStopped) return;
    const now = clock.now();
    waitingSince ??= now;
    const wait = Math.max(0, Math.min(quietMs, waitingSince + longestWaitMs - now));
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
