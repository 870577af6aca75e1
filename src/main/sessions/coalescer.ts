import type { Clock } from '../../shared/domain/clock.ts';

/** Runs an action soon, and not more often than every so many milliseconds, however often it is asked for. */
export interface Coalescer {
  ask(): void;
  /** Does at once what was asked for, if anything was. */
  hurry(): void;
  /** Drops what was asked for; nothing runs afterwards. */
  stop(): void;
}

/** @param isHeld while true, what is asked for waits until it is hurried or asked for again */
export function createCoalescer(
  act: () => void,
  everyMs: number,
  after: Clock['after'],
  isHeld: () => boolean = () => false,
): Coalescer {
  let cancel: (() => void) | undefined;
  let isAsked = false;
  let stopped = false;
  const run = (): void => {
    cancel?.();
    cancel = undefined;
    isAsked = false;
    act();
  };
  return {
    ask() {
      if (stopped) return;
      isAsked = true;
      if (!isHeld()) cancel ??= after(everyMs, run);
    },
    hurry() {
      if (isAsked && !stopped) run();
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
