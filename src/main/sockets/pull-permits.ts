import type { Clock } from '../../shared/domain/clock.ts';

/** Keeps a pulling consumer supplied: the window is asked for at each opening, then one more for each frame dealt with. */
export interface PullPermits {
  /** Permits end with the socket, so a new one is given the whole window (protocol D7). */
  opened(): void;
  lost(): void;
  /** So many frames of this socket are dealt with. */
  dealtWith(frames: number): void;
}

/** A network that does not keep up is given the same permits again after this wait. */
const retryMs = 50;

/**
 * Never more than `window` are outstanding. Permits that cannot be sent stay due; they are a number, not a queue.
 * @param permit throws when nothing was sent
 */
export function createPullPermits(
  window: number,
  after: Clock['after'],
  permit: (count: number) => void,
): PullPermits {
  let due = 0;
  let cancel: (() => void) | undefined;

  const stop = (): void => {
    cancel?.();
    cancel = undefined;
  };

  function flush(): void {
    stop();
    if (due === 0) return;
    try {
      permit(due);
      due = 0;
    } catch {
      cancel = after(retryMs, flush);
    }
  }

  return {
    opened() {
      due = window;
      flush();
    },
    lost() {
      stop();
      due = 0;
    },
    dealtWith(frames) {
      due += frames;
      flush();
    },
  };
}
