import type { Clock } from '../../shared/domain/clock.ts';

/** Lets one loop be paused, woken and ended from outside, and wait for a moment in between. */
export interface Gate {
  /** Resolves at `at` (clock ms), never before the gate is open; at once when it is ended. */
  until(at: number): Promise<void>;
  pause(): void;
  resume(): void;
  end(): void;
  readonly isPaused: boolean;
  readonly isEnded: boolean;
  /** Milliseconds the gate has been shut so far: dues shift by that much. */
  readonly shutMs: number;
}

export function createGate(clock: Clock): Gate {
  let isEnded = false;
  let shutSince: number | undefined;
  let shutMs = 0;
  let wake = (): void => undefined;

  const nextWake = (ms: number | undefined): Promise<void> =>
    new Promise((resolve) => {
      const cancel = ms === undefined ? () => undefined : clock.after(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  return {
    async until(at) {
      for (;;) {
        if (isEnded) return;
        const left = at + shutMs - clock.now();
        if (shutSince === undefined && left <= 0) return;
        await nextWake(shutSince === undefined ? left : undefined);
      }
    },
    pause() {
      shutSince ??= clock.now();
      wake();
    },
    resume() {
      if (shutSince !== undefined) shutMs += clock.now() - shutSince;
      shutSince = undefined;
      wake();
    },
    end() {
      isEnded = true;
      wake();
    },
    get isPaused() {
      return shutSince !== undefined;
    },
    get isEnded() {
      return isEnded;
    },
    get shutMs() {
      return shutMs;
    },
  };
}
