import type { Clock } from '../../shared/domain/clock.ts';

/** Runs an action soon, and not more often than every so many milliseconds, however often it is asked for. */
export interface Coalescer {
  ask(): void;
  /** Drops what was asked for; nothing runs afterwards. */
  stop(): void;
}

export function createCoalescer(act: () => void, everyMs: number, after: Clock['after']): Coalescer {
  let cancel: (() => void) | undefined;
  let stopped = false;
  return {
    ask() {
      if (stopped) return;
      cancel ??= after(everyMs, () => {
        cancel = undefined;
        act();
      });
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
